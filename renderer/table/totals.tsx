/** The filter's totals, one per currency, never added together; those that have no room stand behind *+N*. */
import { Popover } from '@mantine/core';
import { useWords } from '../locales/words';

export interface Total {
  currency: string;
  /** Decimal text: everything that the filter shows and that counts. */
  amount: string;
  /** Decimal text: the part of it that was money received. */
  receipts: string;
  count: number;
}

export interface TotalsProps {
  /** What is summed: *Completed*. */
  label: string;
  /** When they are not exact, they are not all added up yet: no sum is shown that is not the whole. */
  told: { completed: readonly Total[]; exact: boolean } | undefined;
  /** How many have room. */
  room: number;
}

function TotalsTable({ label, totals }: { label: string; totals: readonly Total[] }) {
  const { say, money, count } = useWords();
  return (
    <table className="plain-table totals-table">
      <thead>
        <tr>
          <th scope="col">{say('payments.currency')}</th>
          <th scope="col">{label}</th>
          <th scope="col">{say('filter.receipts')}</th>
          <th scope="col">{say('filter.number')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={total.currency}>
            <th scope="row">{total.currency}</th>
            <td>
              <b>{money(total.amount, total.currency)}</b>
            </td>
            <td>{money(total.receipts, total.currency)}</td>
            <td className="soft">{count(total.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Totals({ label, told, room }: TotalsProps) {
  const { say, money } = useWords();
  if (told?.exact === false)
    return (
      <span className="totals-counting soft" role="status" aria-busy="true">
        {label} · {say('filter.adding')}
      </span>
    );
  const totals = told?.completed ?? [];
  if (totals.length === 0) return null;
  const rest = totals.length - room;
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <button type="button" className="totals" title={say('filter.receiptsHint')}>
          <span>{label}</span>
          {totals.slice(0, room).map(({ currency, amount }) => (
            <span key={currency} className="total">
              {currency} <b>{money(amount, currency)}</b>
            </span>
          ))}
          {rest > 0 && <span className="totals-more">+{rest}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="filter-window">
        <TotalsTable label={label} totals={totals} />
        <p className="soft totals-word">{say('filter.receiptsHint')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
