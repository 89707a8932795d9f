/** How long what reconciliation cannot explain has been waiting for somebody. */
import { BarsAcross } from '../../chart/bars-across';
import { ChartCard } from '../../chart/chart-card';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { useExceptionAges } from './use-charts';

const BEAM_PX = 30;
const NAMES_PX = 128;

export function ExceptionAge() {
  const { say, count } = useWords();
  const { data, failure, retry } = useExceptionAges();
  const shown = data ?? [];
  const queryOf = (at: number) => ({
    part: 'exceptions',
    ...{ since: shown[at]?.from ?? '', until: shown[at]?.to ?? '' },
  });
  return (
    <ChartCard
      title={say('charts.exceptionAge')}
      figures={
        data && {
          head: [say('overview.age'), say('charts.exceptions')],
          rows: shown.map((one, at) => ({
            ...{ key: one.bucket, name: say(`exceptionAge.${one.bucket}`), cells: [count(one.count)] },
            raw: [String(one.count)],
            href: one.count === 0 ? null : linkTo('reconcile', null, queryOf(at)),
          })),
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data?.every((one) => one.count === 0) ? say('charts.noExceptions') : null}
      height={Math.max(1, shown.length) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink="hatched"
          nameWidth={NAMES_PX}
          beams={shown.map((one) => {
            const name = say(`exceptionAge.${one.bucket}`);
            const told = { name, lines: [[say('charts.exceptions'), count(one.count)] as const] };
            return { key: one.bucket, name, length: one.count, figure: count(one.count), told };
          })}
          onPick={(beam) => {
            if ((shown[beam]?.count ?? 0) > 0) go({ screen: 'reconcile', id: null, query: queryOf(beam) });
          }}
        />
      )}
    />
  );
}
