/** How old what waits is: what reconciliation cannot explain, and invoices that are not paid, by how long they are overdue. */
import { BeamsCard } from '../../chart/beams-card';
import { useWords } from '../../locales/words';
import { useExceptionAges, useInvoiceAge } from './use-charts';

export function ExceptionAge() {
  const { say, count } = useWords();
  const { data, failure, retry } = useExceptionAges();
  return (
    <BeamsCard
      title={say('charts.exceptionAge')}
      head={[say('overview.age'), say('charts.exceptions')]}
      beams={data?.map((one) => ({
        ...{ key: one.bucket, name: say(`exceptionAge.${one.bucket}`), count: one.count },
        told: [[say('charts.exceptions'), count(one.count)]],
        place:
          one.count === 0
            ? null
            : { screen: 'reconcile', query: { part: 'exceptions', since: one.from ?? '', until: one.to ?? '' } },
      }))}
      nothing={say('charts.noExceptions')}
      failure={failure}
      onRetry={retry}
    />
  );
}

export function InvoiceAge() {
  const { say, count, money } = useWords();
  const { data, failure, retry } = useInvoiceAge();
  return (
    <BeamsCard
      title={say('charts.invoiceAge')}
      head={[say('overview.age'), say('charts.invoices'), say('charts.openSum')]}
      beams={data?.map((one) => {
        const sums = one.open.map(({ amount, currency }) => `${money(amount, currency)}\u00a0${currency}`);
        const status = one.bucket === 'not-due' ? 'Unpaid' : 'Overdue';
        return {
          ...{ key: one.bucket, name: say(`invoiceAge.${one.bucket}`), count: one.count },
          cells: [count(one.count), sums.join(' · ')],
          raw: [String(one.count), one.open.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')],
          told: one.open.map(({ amount, currency }) => [currency, money(amount, currency)] as const),
          place:
            one.count === 0 ? null : { screen: 'invoices', query: { status, from: one.from ?? '', to: one.to ?? '' } },
        };
      })}
      nothing={say('charts.noInvoices')}
      failure={failure}
      onRetry={retry}
    />
  );
}
