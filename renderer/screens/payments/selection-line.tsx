/** What is chosen: how many, their sum per currency when all of them are at hand, and what can be done with them. */
import { Button } from '@mantine/core';
import type { PaymentRow } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { Amount } from '../../ui/amount';
import { sumPerCurrency } from '../../ui/money-sum';

export interface SelectionLineProps {
  count: number;
  /** The chosen rows that are at hand: all of them, or fewer. */
  rows: readonly PaymentRow[];
  onExport(): void;
  /** So many can be exported one by one; null when that is no matter. */
  most: number | null;
  onCopy(): void;
  onClear(): void;
}

export function SelectionLine({ count, rows, onExport, most, onCopy, onClear }: SelectionLineProps) {
  const { say, count: written } = useWords();
  const tooMany = most !== null && count > most;
  const counted = rows.filter((row) => row.status === 'Completed');
  const sums = rows.length === count ? sumPerCurrency(counted.map((row) => row.amount)) : null;
  return (
    <div className="selection-line" role="status">
      <b>{say('payments.selected', { count })}</b>
      {sums !== null && sums.length > 0 && (
        <span className="selection-sums">
          <span>{say('status.Completed')}</span>
          {sums.map((sum) => (
            <Amount key={sum.currency} {...sum} />
          ))}
        </span>
      )}
      <span className="selection-end">
        <Button
          onClick={onExport}
          disabled={tooMany}
          title={tooMany ? say('payments.tooManyRows', { most: written(most) }) : undefined}
        >
          {say('payments.exportRows')}
        </Button>
        {rows.length > 0 && rows.length === count && <Button onClick={onCopy}>{say('payments.copyRows')}</Button>}
        <Button onClick={onClear}>{say('payments.clearSelection')}</Button>
      </span>
    </div>
  );
}
