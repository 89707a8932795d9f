/** What is open of a check, as the engine names it for every reader: its codes, days and amounts in the operator's words. */
import type { Check } from '../../../main/features/closing/contract';
import { attemptStates } from '../../../main/kernel/attempt';
import { exceptionTypes } from '../../../main/kernel/matching';
import { flags } from '../../../main/kernel/payment';
import type { Words } from '../../locales/words';

/** A day as the book writes it, and not a part of somebody's reference. */
const dayInWords = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g;
/** `12.00 EUR`, or `12.00 ≠ 13.00 EUR`, at the end. */
const sumsAtEnd = /(?<first>-?\d+(?:\.\d+)?)(?: ≠ (?<second>-?\d+(?:\.\d+)?))? (?<currency>[A-Z]{3})$/;

type Spoken = Pick<Words, 'say' | 'times' | 'money'>;

/** `labelOf`: the name of a gateway's account by its key. */
export function checkName(
  check: Check['check'],
  text: string,
  { say, times, money }: Spoken,
  labelOf: (key: string) => string,
): string {
  const days = (of: string) => of.replace(dayInWords, (day) => times.day(day));
  const at = text.indexOf(' ');
  const [code, rest] = [text.slice(0, at), text.slice(at)];
  switch (check) {
    case 'gateways':
    case 'proofs':
      return labelOf(text);
    case 'statements':
    case 'clearing':
      return days(
        text.replace(sumsAtEnd, (_, first: string, second: string | undefined, currency: string) =>
          second === undefined
            ? `${money(first, currency)} ${currency}`
            : `${money(first, currency)} ≠ ${money(second, currency)} ${currency}`,
        ),
      );
    case 'exceptions': {
      const type = exceptionTypes.find((known) => known === code);
      return type ? `${say(`exceptionType.${type}`)}${days(rest)}` : days(text);
    }
    case 'flagged': {
      const flag = flags.find((known) => known === code);
      return `${flag ? say(`flag.${flag}`) : say('closing.putAside')}${days(rest)}`;
    }
    case 'attempts': {
      const state = attemptStates.find((known) => known === rest.trim());
      return state ? `${labelOf(code)}: ${say(`attemptState.${state}`)}` : text;
    }
    default:
      return days(text);
  }
}
