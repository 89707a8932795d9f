/** What a person calls a saved method: its nickname, else brand and last four, or the account's name. */
import type { SavedMethod } from '../../../main/features/methods/contract';
import { useWords } from '../../locales/words';

export function useMethodName(): (method: SavedMethod) => string {
  const { say } = useWords();
  return ({ nickname, label }) => nickname ?? (label || say('methods.awaited'));
}
