/** Payouts that were to arrive and that no bank line shows, by gateway; a press tells which. */
import { BeamsCard } from '../../chart/beams-card';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { behindBank } from './behind-place';
import { usePayouts } from './use-charts';

export function Payouts({ span }: { span: Span }) {
  const { say, count } = useWords();
  const { data, failure, retry } = usePayouts(span);
  return (
    <BeamsCard
      title={say('charts.payoutsOpen')}
      note={say('charts.payoutsNote')}
      head={[say('overview.gateway'), say('charts.matched'), say('charts.open')]}
      beams={data?.map(({ gateway, label, matched, open }) => ({
        ...{ key: gateway, name: label, count: open },
        figure: say('charts.ofAll', { open: count(open), all: count(open + matched) }).replaceAll(' ', '\u00a0'),
        cells: [count(matched), count(open)],
        raw: [String(matched), String(open)],
        told: [
          [say('charts.matched'), count(matched)],
          [say('charts.open'), count(open)],
        ],
        place: behindBank(span, { gateway, day: span.from, last: span.to, state: open > 0 ? 'open' : '' }),
      }))}
      nothing={say('charts.noPayouts')}
      failure={failure}
      onRetry={retry}
    />
  );
}
