/** What a list to choose from says when nothing in it fits what was typed: an empty one looked as if the key had gone astray. */
import { useWords } from '../locales/words';

export function NothingFits() {
  const { say } = useWords();
  return say('choice.nothing');
}
