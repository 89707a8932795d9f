/** What can be done with the invoices that are chosen: paid from credit, voided, exported (also as a zip of PDFs), copied. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Deed } from '../../../main/features/changes/contract';
import type { InvoiceRow } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { PayDialog } from '../../taking/pay-dialog';
import { ChangeDialog } from '../../ui/change-dialog';
import { isZero } from '../../ui/money-text';
import { ReasonedChange } from '../../ui/reasoned-change';
import { RightButton } from '../../ui/right-button';

interface ChosenProps {
  rows: readonly InvoiceRow[];
  count: number;
  onExport(): void;
  onCopy(): void;
  onClear(): void;
}

const payAll: Deed = { deed: 'pay-invoices-from-credit' };

/** Open invoices of one customer in one currency: which credit, and how much of it, can be said. */
function areOfOne(rows: readonly InvoiceRow[]): boolean {
  const [first] = rows;
  return rows.every(
    (row) =>
      row.customer.id === first?.customer.id &&
      row.currency === first.currency &&
      row.kind === 'service' &&
      !isZero(row.open),
  );
}

export function ChosenInvoices({ rows, count, onExport, onCopy, onClear }: ChosenProps) {
  const { say } = useWords();
  const [asked, setAsked] = useState<'pay' | 'void' | null>(null);
  const close = () => setAsked(null);
  const [first] = rows;
  const isWhole = first !== undefined && rows.length === count;
  const ids = rows.map(({ id }) => id);
  return (
    <div className="selection-line" role="status">
      <b>{say('invoices.selected', { count })}</b>
      <span className="selection-end">
        {isWhole && (
          <>
            <RightButton to="invoices.pay" onClick={() => setAsked('pay')}>
              {say('invoices.payChosen')}
            </RightButton>
            <RightButton to="changes.make" onClick={() => setAsked('void')}>
              {say('changes.voidMany')}
            </RightButton>
          </>
        )}
        <Button onClick={onExport}>{say('invoices.export')}</Button>
        {rows.length === count && <Button onClick={onCopy}>{say('invoices.copyRows')}</Button>}
        <Button onClick={onClear}>{say('invoices.clearSelection')}</Button>
      </span>
      {asked === 'pay' && first && areOfOne(rows) && (
        <PayDialog customer={first.customer} currency={first.currency} chosen={ids} onClose={close} />
      )}
      {asked === 'pay' && !areOfOne(rows) && (
        <ChangeDialog title={say('changes.payTitle')} ids={ids} deed={payAll} onDone={onClear} onClose={close} />
      )}
      {asked === 'void' && (
        <ReasonedChange
          title={say('changes.voidTitle')}
          ids={ids}
          label={say('changes.reason')}
          deedOf={(reason) => ({ deed: 'void-invoices', reason })}
          onDone={onClear}
          onClose={close}
        >
          <p>{say('changes.voidStays')}</p>
        </ReasonedChange>
      )}
    </div>
  );
}
