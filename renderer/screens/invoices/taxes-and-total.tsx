/** How an invoice ends: its tax by code and rate, then its total. The same on a draft that is written and on one that was issued. */
import { useWords } from '../../locales/words';

interface TaxesAndTotalProps {
  /** Sums as decimal text in `currency`. */
  taxes: readonly { code: string; rate: string; net: string; tax: string }[];
  total: string;
  currency: string;
}

export function TaxesAndTotal({ taxes, total, currency }: TaxesAndTotalProps) {
  const { say, money } = useWords();
  const text = (amount: string) => money(amount, currency);
  return (
    <>
      {taxes.map(({ code, rate, net, tax }) => (
        <div key={`${code} ${rate}`} className="money-line">
          <span className="soft">{say('invoice.taxOf', { code, rate: money(rate, ''), net: text(net) })}</span>
          <span className="sum-figure">{text(tax)}</span>
        </div>
      ))}
      <div className="money-line invoice-total">
        <b>{say('invoice.total')}</b>
        <b className="sum-figure">
          {text(total)} <span className="amount-currency">{currency}</span>
        </b>
      </div>
    </>
  );
}
