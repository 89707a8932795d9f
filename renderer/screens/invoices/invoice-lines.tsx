/** The lines of an invoice, its tax by code, and its total, as they stand on the paper. */
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { isZero } from '../../ui/money-text';
import { StubSection } from '../../ui/stub';
import { TaxesAndTotal } from './taxes-and-total';

export function InvoiceLines({ detail }: { detail: InvoiceDetail }) {
  const { say, money, times } = useWords();
  const { currency, net, total } = detail.row;
  const text = (amount: string) => money(amount, currency);
  return (
    <StubSection title={say('invoice.lines')}>
      <ol className="invoice-lines">
        {detail.lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an invoice are known by their place
          <li key={n}>
            <span>
              <bdi>{line.description}</bdi>
              <small className="soft">
                {say('invoice.quantityPrice', {
                  quantity: money(line.quantity, ''),
                  price: money(line.price, currency),
                })}
                {line.from && line.to
                  ? ` · ${say('invoice.period', { from: times.day(line.from), to: times.day(line.to) })}`
                  : ''}
                {isZero(line.credited) ? '' : ` · ${say('invoice.creditedPart', { amount: text(line.credited) })}`}
              </small>
            </span>
            <span className="sum-figure">{text(line.net)}</span>
          </li>
        ))}
      </ol>
      <div className="invoice-sums">
        <div className="money-line">
          <span>{say('invoice.net')}</span>
          <span className="sum-figure">{text(net)}</span>
        </div>
        <TaxesAndTotal taxes={detail.taxes} total={total} currency={currency} />
      </div>
    </StubSection>
  );
}
