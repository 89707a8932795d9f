/** What is owed to customers as credit, and to whoever holds a sold voucher, over time. */
import { useState } from 'react';
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import { moneyAxisFor } from '../../chart/scale';
import type { Column } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { behindCredit } from './behind-place';
import { Choose, roundMark } from './choose';
import { useLiability, useLiabilityCurrencies } from './use-charts';

const HEIGHT_PX = 200;
const layered = ['paid', 'granted', 'vouchers'] as const;
const inkOf = { paid: 'solid', granted: 'hatched', vouchers: 'hollow' } as const;

/** The tallest column: heights are of one axis, so the sums of texts need not be made. */
function topOf(columns: readonly Column[]): number {
  return Math.max(1, ...columns.map(({ heights }) => heights.reduce((sum, height) => sum + height, 0)));
}

function useDrawn(data: ReturnType<typeof useLiability>['data'], span: Span) {
  const { say, times, money } = useWords();
  const points = data?.points ?? [];
  const currency = data?.currency ?? '';
  const axis = moneyAxisFor(points.flatMap((point) => layered.map((layer) => point[layer])));
  const ends = lastDays(
    points.map(({ day }) => day),
    span,
  );
  const legend: Legend[] = layered.map((layer) => ({ id: layer, name: say(`charts.${layer}`), ink: inkOf[layer] }));
  const columns: Column[] = points.map((point) => ({
    key: point.day,
    heights: layered.map((layer) => axis.heightOf(point[layer])),
    told: {
      name: times.day(point.day),
      lines: layered.map((layer) => [say(`charts.${layer}`), money(point[layer], currency)]),
    },
  }));
  return {
    legend,
    placeOf: (i: number) => ({ ...behindCredit(span, { currency, last: ends[i] ?? '' }), id: null }),
    columns,
    axis: { ...axis, top: Math.max(axis.top, topOf(columns)) },
    markText: (mark: number) => money(roundMark(axis.texts, axis.marks, mark), ''),
    figures: {
      head: [say('overview.day'), ...legend.map(({ name }) => name)],
      rows: points.map((point, i) => ({
        key: point.day,
        name: times.day(point.day),
        cells: layered.map((layer) => money(point[layer], currency)),
        raw: layered.map((layer) => point[layer]),
        href: linkTo('charts', null, behindCredit(span, { currency, last: ends[i] ?? '' }).query),
      })),
      ends: [times.day(span.from), times.day(span.to)] as const,
    },
  };
}

export function Liability({ span }: { span: Span }) {
  const { say } = useWords();
  const currencies = useLiabilityCurrencies();
  const [asked, setAsked] = useState('');
  const known = currencies.data ?? [];
  const currency = known.includes(asked) ? asked : known[0];
  const { data, failure, retry } = useLiability(span, currency);
  const { legend, columns, axis, markText, figures, placeOf } = useDrawn(data, data?.span ?? span);
  const isRead = data !== undefined || (currencies.data !== undefined && known.length === 0);
  return (
    <BarsCard
      title={say('charts.liability')}
      note={currency === undefined ? undefined : say('charts.liabilityNote', { currency })}
      action={
        known.length > 1 ? (
          <Choose
            label={say('charts.currency')}
            options={known.map((value) => ({ value, label: value }))}
            value={currency ?? ''}
            onChange={setAsked}
          />
        ) : undefined
      }
      figures={isRead ? figures : undefined}
      failure={currencies.failure ?? failure}
      onRetry={() => {
        currencies.retry();
        retry();
      }}
      empty={isRead && columns.length === 0 ? say('charts.noLiability') : null}
      height={HEIGHT_PX}
      layers={legend}
      axis={axis}
      markText={markText}
      columns={columns}
      onPick={(column, layer) => go(layer === 2 ? { screen: 'vouchers', id: null, query: {} } : placeOf(column))}
    />
  );
}
