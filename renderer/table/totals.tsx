/** The filter's totals, one per currency, never added together; those that have no room stand behind *+N*. */
import { Popover } from '@mantine/core';
import { useWords } from '../locales/words';

export interface Total {
  currency: string;
  /** Decimal text. */
  amount: string;
  count: number;
}

export interface TotalsProps {
  /** What is summed: *Completed*. */
  label: string;
  totals: readonly Total[];
  /** How many have room. */
  room: number;
}

function TotalText({ total }: { total: Total }) {
  const { money } = useWords();
  return (
    <span className="total">
      {total.currency} <b>{money(total.amount, total.currency)}</b>
    </span>
  );
}

export function Totals({ label, totals, room }: TotalsProps) {
  const { say, count } = useWords();
  if (totals.length === 0) return null;
  const rest = totals.length - room;
  return (
    <div className="totals">
      <span>{label}</span>
      {totals.slice(0, room).map((total) => (
        <TotalText key={total.currency} total={total} />
      ))}
      {rest > 0 && (
        <Popover position="bottom-end">
          <Popover.Target>
            <button type="button" className="text-button" aria-label={say('filter.allTotals', { count: rest })}>
              +{rest}
            </button>
          </Popover.Target>
          <Popover.Dropdown className="filter-window">
            <table className="plain-table">
              <caption className="aloud">{label}</caption>
              <tbody>
                {totals.map((total) => (
                  <tr key={total.currency}>
                    <th scope="row">{total.currency}</th>
                    <td>
                      <TotalAmount total={total} />
                    </td>
                    <td className="faint">{count(total.count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

function TotalAmount({ total }: { total: Total }) {
  const { money } = useWords();
  return <b>{money(total.amount, total.currency)}</b>;
}
