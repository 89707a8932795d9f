/** How long payments have been Pending. */
import { BarsAcross } from '../../chart/bars-across';
import { ChartCard } from '../../chart/chart-card';
import type { PlainKey } from '../../locales/say';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { usePendingAge } from './use-overview';

const names: Readonly<Record<'today' | 'yesterday' | 'three-days' | 'week' | 'older', PlainKey>> = {
  today: 'overview.ageToday',
  yesterday: 'overview.ageYesterday',
  'three-days': 'overview.ageThreeDays',
  week: 'overview.ageWeek',
  older: 'overview.ageOlder',
};
const BEAM_PX = 28;
const NAMES_PX = 112;
/** Held free while they are being read. */
const ROWS = 5;

export function PendingAge() {
  const { say, count } = useWords();
  const { data, failure, retry } = usePendingAge();
  const shown = data ?? [];
  const queryOf = (i: number) => ({
    status: 'Pending',
    from: shown[i]?.from ?? '',
    to: shown[i]?.to ?? '',
  });
  return (
    <ChartCard
      title={say('overview.pendingAge')}
      figures={
        data && {
          head: [say('overview.age'), say('overview.payments')],
          rows: shown.map((one, i) => ({
            key: one.bucket,
            name: say(names[one.bucket]),
            cells: [count(one.count)],
            href: one.count === 0 ? null : linkTo('payments', null, queryOf(i)),
          })),
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data?.every((one) => one.count === 0) ? say('overview.nothingPending') : null}
      height={(data?.length ?? ROWS) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink="hatched"
          nameWidth={NAMES_PX}
          beams={shown.map((one) => ({
            key: one.bucket,
            name: say(names[one.bucket]),
            length: one.count,
            figure: count(one.count),
            told: { name: say(names[one.bucket]), lines: [[say('status.Pending'), count(one.count)]] },
          }))}
          onPick={(beam) => {
            if ((shown[beam]?.count ?? 0) > 0) go({ screen: 'payments', id: null, query: queryOf(beam) });
          }}
        />
      )}
    />
  );
}
