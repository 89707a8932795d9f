/** A payment or an invoice in one line, for the palette. */
import type { InvoiceRow } from '../../main/features/invoices/contract';
import type { PaymentRow } from '../../main/features/payments/contract';
import { Amount } from '../ui/amount';
import { InvoiceMark } from '../ui/invoice-mark';
import { Moment } from '../ui/moment';
import { StatusMark } from '../ui/status-mark';

export function PaymentLine({ row }: { row: PaymentRow }) {
  return (
    <span className="palette-payment">
      <Moment at={row.at} className="soft" />
      <bdi className="cell-text">{row.customer?.name ?? row.payer ?? row.reference}</bdi>
      <Amount amount={row.amount.amount} currency={row.amount.currency} dim={row.status !== 'Completed'} />
      <StatusMark status={row.status} reason={null} />
    </span>
  );
}

export function InvoiceLine({ row }: { row: InvoiceRow }) {
  return (
    <span className="palette-payment">
      <span className="soft">{row.number}</span>
      <bdi className="cell-text">{row.customer.name}</bdi>
      <Amount amount={row.total} currency={row.currency} dim={row.status === 'Void'} />
      <InvoiceMark row={row} />
    </span>
  );
}
