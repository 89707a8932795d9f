/** Why things came late, a line each below their table: a sentence is longer than a cell. */
import { type LateCause, lateCauseSentence } from '../kernel/late-cause';
import type { Use } from './command';
import { visible } from './output';

/** Empty where none came late. Asks what gateways are called only where one is named; a key that the book does not know stays as it is. */
export async function causesOf(use: Use, rows: readonly { cause: LateCause | null; day: string }[]): Promise<string> {
  const late = rows.flatMap(({ cause, day }) => (cause === null ? [] : [{ cause, day }]));
  const isNamed = late.some(({ cause }) => cause.gateway !== null);
  const names = isNamed ? await (await use.api()).sync.names(undefined, { signal: use.signal }) : [];
  const labels = new Map(names.map(({ key, label }) => [key, label]));
  const sentences = late.map(({ cause, day }) => lateCauseSentence(cause, day, (key) => labels.get(key) ?? key));
  return sentences.map((sentence) => `\n${visible(sentence)}`).join('');
}
