/** The invoices that a payment was asked for or pays, how much of it each has, and where the rest of it is. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { Amount } from '../../ui/amount';
import { sumPerCurrency } from '../../ui/money-sum';
import { isZero, negated } from '../../ui/money-text';
import { StubSection } from '../../ui/stub';

/** What paid no invoice; null where what came of the money is not that plain any more. */
function restOf({ row, invoices }: PaymentDetail): string | null {
  const { currency } = row.amount;
  const isWhole = row.status === 'Completed' && row.refunded === null && row.disputed === null;
  // Adding funds is credit as a whole, and pays no more than its invoice.
  if (!isWhole || !invoices.some(({ kind, paid }) => kind === 'service' && !isZero(paid))) return null;
  const taken = invoices.map(({ paid }) => ({ amount: negated(paid), currency }));
  const rest = sumPerCurrency([row.amount, ...taken])?.[0]?.amount ?? '';
  return isZero(rest) ? null : rest;
}

export function PaymentInvoices({ detail }: { detail: PaymentDetail }) {
  const { say } = useWords();
  const { invoices, row } = detail;
  const { currency } = row.amount;
  const rest = restOf(detail);
  if (invoices.length === 0) return null;
  return (
    <StubSection title={say('payment.forInvoices')}>
      {invoices.map(({ id, number, paid }) => (
        <div key={id} className="money-line">
          <a className="link" href={linkTo('invoices', id)}>
            {number}
          </a>
          {isZero(paid) ? (
            <span className="soft">{say('payment.paysNothing')}</span>
          ) : (
            <Amount amount={paid} currency={currency} />
          )}
        </div>
      ))}
      {rest !== null && (
        <div className="money-line">
          <span>{say('payment.restCredit')}</span>
          <Amount amount={rest} currency={currency} />
        </div>
      )}
    </StubSection>
  );
}
