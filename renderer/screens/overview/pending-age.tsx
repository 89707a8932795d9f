/** How long payments have been Pending. */
import { BeamsCard } from '../../chart/beams-card';
import type { PlainKey } from '../../locales/say';
import { useWords } from '../../locales/words';
import { usePendingAge } from './use-overview';

const names: Readonly<Record<'today' | 'yesterday' | 'three-days' | 'week' | 'older', PlainKey>> = {
  today: 'overview.ageToday',
  yesterday: 'overview.ageYesterday',
  'three-days': 'overview.ageThreeDays',
  week: 'overview.ageWeek',
  older: 'overview.ageOlder',
};

export function PendingAge() {
  const { say, count } = useWords();
  const { data, failure, retry } = usePendingAge();
  return (
    <BeamsCard
      title={say('overview.pendingAge')}
      head={[say('overview.age'), say('overview.payments')]}
      beams={data?.map((one) => ({
        ...{ key: one.bucket, name: say(names[one.bucket]), count: one.count },
        told: [[say('status.Pending'), count(one.count)]],
        place:
          one.count === 0
            ? null
            : { screen: 'payments', query: { status: 'Pending', from: one.from ?? '', to: one.to ?? '' } },
      }))}
      nothing={say('overview.nothingPending')}
      failure={failure}
      onRetry={retry}
    />
  );
}
