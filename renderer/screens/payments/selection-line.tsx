/** What is chosen: how many, their sum per currency when all of them are at hand, and what can be done with them. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Deed } from '../../../main/features/changes/contract';
import type { PaymentRow } from '../../../main/features/payments/contract';
import { MOST_CHOSEN } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import type { Selection } from '../../table/selection';
import { Amount } from '../../ui/amount';
import { ChangeDialog } from '../../ui/change-dialog';
import { sumPerCurrency } from '../../ui/money-sum';
import { RightButton } from '../../ui/right-button';
import { ReceiveMany } from './receive-many';

const cancel: Deed = { deed: 'cancel-payments' };

export interface SelectionLineProps {
  count: number;
  /** The chosen rows that are at hand: all of them, or fewer. */
  rows: readonly PaymentRow[];
  selection: Selection;
  onExport(): void;
  onCopy(): void;
  onClear(): void;
}

export function SelectionLine({ count, rows, selection, onExport, onCopy, onClear }: SelectionLineProps) {
  const { say, count: written } = useWords();
  // What is asked about is what was chosen then: a payment that comes in meanwhile is not among it.
  const [asked, setAsked] = useState<{ what: 'cancel' | 'receive'; ids: readonly string[] } | null>(null);
  const close = () => setAsked(null);
  // All that are chosen by id, or null where a rule chooses more than are at hand.
  const held = rows.length === count ? rows.map(({ id }) => id) : null;
  const ids = selection.kind === 'some' ? [...selection.ids] : held;
  const tooMany = selection.ids.size > MOST_CHOSEN && count > MOST_CHOSEN;
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
          title={tooMany ? say('payments.tooManyRows', { most: written(MOST_CHOSEN) }) : undefined}
        >
          {say('payments.exportRows')}
        </Button>
        {ids && ids.length <= MOST_CHOSEN && (
          <>
            <RightButton to="changes.make" onClick={() => setAsked({ what: 'receive', ids })}>
              {say('changes.receiveMany')}
            </RightButton>
            <RightButton to="changes.make" onClick={() => setAsked({ what: 'cancel', ids })}>
              {say('changes.cancelMany')}
            </RightButton>
          </>
        )}
        {rows.length > 0 && rows.length === count && <Button onClick={onCopy}>{say('payments.copyRows')}</Button>}
        <Button onClick={onClear}>{say('payments.clearSelection')}</Button>
      </span>
      {asked?.what === 'cancel' && (
        <ChangeDialog
          title={say('changes.cancelMany')}
          ids={asked.ids}
          deed={cancel}
          onDone={onClear}
          onClose={close}
        />
      )}
      {asked?.what === 'receive' && <ReceiveMany ids={asked.ids} onDone={onClear} onClose={close} />}
    </div>
  );
}
