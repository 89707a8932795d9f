/** Postings as a bookkeeper reads them: debit, credit, amount. */
import './debit-credit.css';
import { useWords } from '../locales/words';

export interface Posting {
  /** Credited, by the journal's name. */
  from: string;
  /** Debited. */
  to: string;
  money: { amount: string; currency: string };
  /** Where it stands in the journal, for whoever points at it. */
  title?: string;
}

/** Accounts by their names, as the journal and its exports have them; a customer's id is cut to what tells it apart. */
function shortAccount(account: string): string {
  return account.replace(/:([0-9a-f]{8})-[0-9a-f-]{27}/, ':$1…');
}

export function DebitCredit({ postings }: { postings: readonly Posting[] }) {
  const { say, money } = useWords();
  return (
    <table className="plain-table debit-credit">
      <thead>
        <tr>
          <th scope="col">{say('ledger.debit')}</th>
          <th scope="col">{say('ledger.creditSide')}</th>
          <th scope="col" className="debit-credit-figure">
            {say('payments.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ from, to, money: moved, title }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: postings never change their place
          <tr key={i} title={title}>
            <td className="mono">{shortAccount(to)}</td>
            <td className="mono">{shortAccount(from)}</td>
            <td className="debit-credit-figure">
              {money(moved.amount, moved.currency)} <span className="amount-currency">{moved.currency}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
