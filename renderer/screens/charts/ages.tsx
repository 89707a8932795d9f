/** What waits: payouts that no bank line shows, and invoices that are not paid, by how long they are overdue. */
import { BarsAcross } from '../../chart/bars-across';
import { ChartCard } from '../../chart/chart-card';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { useInvoiceAge, usePayouts } from './use-charts';

const BEAM_PX = 30;
const NAMES_PX = 128;

export function Payouts({ span }: { span: Span }) {
  const { say, count } = useWords();
  const { data, failure, retry } = usePayouts(span);
  const shown = data ?? [];
  const queryOf = (gateway: string) => ({ gateway, from: span.from, to: span.to });
  return (
    <ChartCard
      title={say('charts.payoutsOpen')}
      note={say('charts.payoutsNote')}
      figures={
        data && {
          head: [say('overview.gateway'), say('charts.matched'), say('charts.open')],
          rows: shown.map(({ gateway, label, matched, open }) => ({
            ...{ key: gateway, name: label, cells: [count(matched), count(open)] },
            raw: [String(matched), String(open)],
            href: linkTo('payments', null, queryOf(gateway)),
          })),
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data && shown.length === 0 ? say('charts.noPayouts') : null}
      height={Math.max(1, shown.length) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink="hatched"
          nameWidth={NAMES_PX}
          beams={shown.map(({ gateway, label, matched, open }) => ({
            ...{ key: gateway, name: label, length: open },
            figure: say('charts.ofAll', { open: count(open), all: count(open + matched) }).replaceAll(' ', '\u00a0'),
            told: {
              name: label,
              lines: [
                [say('charts.matched'), count(matched)],
                [say('charts.open'), count(open)],
              ],
            },
          }))}
          onPick={(beam) => {
            const one = shown[beam];
            if (one) go({ screen: 'payments', id: null, query: queryOf(one.gateway) });
          }}
        />
      )}
    />
  );
}

export function InvoiceAge() {
  const { say, count, money } = useWords();
  const { data, failure, retry } = useInvoiceAge();
  const shown = data ?? [];
  const queryOf = (at: number) => ({
    status: shown[at]?.bucket === 'not-due' ? 'Unpaid' : 'Overdue',
    ...{ from: shown[at]?.from ?? '', to: shown[at]?.to ?? '' },
  });
  const sums = (at: number) =>
    (shown[at]?.open ?? []).map(({ amount, currency }) => `${money(amount, currency)}\u00a0${currency}`);
  return (
    <ChartCard
      title={say('charts.invoiceAge')}
      figures={
        data && {
          head: [say('overview.age'), say('charts.invoices'), say('charts.openSum')],
          rows: shown.map((one, at) => ({
            ...{ key: one.bucket, name: say(`invoiceAge.${one.bucket}`) },
            cells: [count(one.count), sums(at).join(' · ')],
            raw: [String(one.count), one.open.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')],
            href: one.count === 0 ? null : linkTo('invoices', null, queryOf(at)),
          })),
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data?.every((one) => one.count === 0) ? say('charts.noInvoices') : null}
      height={Math.max(1, shown.length) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink="hatched"
          nameWidth={NAMES_PX}
          beams={shown.map((one) => ({
            ...{ key: one.bucket, name: say(`invoiceAge.${one.bucket}`), length: one.count, figure: count(one.count) },
            told: {
              name: say(`invoiceAge.${one.bucket}`),
              lines: one.open.map(({ amount, currency }) => [currency, money(amount, currency)] as const),
            },
          }))}
          onPick={(beam) => {
            if ((shown[beam]?.count ?? 0) > 0) go({ screen: 'invoices', id: null, query: queryOf(beam) });
          }}
        />
      )}
    />
  );
}
