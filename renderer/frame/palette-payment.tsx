/** A payment in one line, for the palette. */
import type { PaymentRow } from '../../main/features/payments/contract';
import { Amount } from '../ui/amount';
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
