/** What a deed came to: said above the list, since the line that it was done to may be gone by then. */
import type { FailedCharge, NextTry } from '../../../main/features/charges/contract';
import { useWords } from '../../locales/words';
import type { api } from '../../rpc/client';
import type { NoteTone } from '../../ui/notices';

export interface Said {
  tone: NoteTone;
  text: string;
}

/** What happens by itself after a deed: the next try, or why there is none. */
export function useAfter(): (next: NextTry) => string {
  const { say, times } = useWords();
  return ({ nextAt, why }) => {
    if (nextAt !== null) return say('charges.next', { when: times.moment(nextAt) });
    return why === null ? '' : say(`noTry.${why}`);
  };
}

type Charged = Awaited<ReturnType<typeof api.charges.retry>>;

/** `method`: the name of what was charged. */
export function useCharged({ number, open }: FailedCharge): (charged: Charged, method: string) => Said {
  const { say, money } = useWords();
  return ({ status, words }, method) => {
    if (status === 'Completed') {
      const amount = `${money(open.amount, open.currency)} ${open.currency}`;
      return { tone: 'green', text: say('charges.paid', { number, amount, method }) };
    }
    if (status === 'Cancelled') return { tone: 'red', text: say('charges.declined', { number, words: words ?? '' }) };
    return { tone: 'amber', text: words === null ? say('charges.noAnswer', { number }) : `${number}: ${words}` };
  };
}
