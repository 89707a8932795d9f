/** What gateways took and what they kept of it, by week, in one currency of settlement. */
import { useState } from 'react';
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import type { Figures } from '../../chart/chart-table';
import { moneyAxisFor } from '../../chart/scale';
import type { Column } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { isZero } from '../../ui/money-text';
import { useGrossFeesNet, useSettlementCurrencies } from './use-overview';

const HEIGHT_PX = 248;

type Answer = NonNullable<ReturnType<typeof useGrossFeesNet>['data']>;

function ChooseCurrency(props: { currencies: readonly string[]; value: string; onChange(value: string): void }) {
  const { say } = useWords();
  return (
    <select
      className="plain-select"
      aria-label={say('overview.currency')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      {props.currencies.map((currency) => (
        <option key={currency}>{currency}</option>
      ))}
    </select>
  );
}

/** The weeks as columns to draw and as rows to read. */
function useDrawn({ span, currency, weeks }: Answer) {
  const { say, times, money } = useWords();
  const written = (amount: string) => money(amount, currency);
  const ends = lastDays(
    weeks.map(({ week }) => week),
    span,
  );
  const queryOf = (i: number) => ({ from: weeks[i]?.week ?? '', to: ends[i] ?? '', status: 'Completed' });
  const names = [say('overview.gross'), say('overview.fees'), say('overview.net')] as const;
  const axis = moneyAxisFor(weeks.map(({ gross }) => gross));
  const figures: Figures = {
    head: [say('overview.weekOf'), ...names],
    rows: weeks.map(({ week, gross, fees, net }, i) => ({
      key: week,
      name: times.day(week),
      cells: [written(gross), written(fees), written(net)],
      href: isZero(gross) ? null : linkTo('payments', null, queryOf(i)),
    })),
    ends: [times.day(span.from), times.day(span.to)],
  };
  const columns: Column[] = weeks.map(({ week, gross, fees, net }) => ({
    key: week,
    heights: [axis.heightOf(net), axis.heightOf(fees)],
    told: {
      name: times.day(week),
      lines: [
        [names[0], written(gross)],
        [names[1], written(fees)],
        [names[2], written(net)],
      ],
    },
  }));
  const legend: Legend[] = [
    { id: 'net', name: names[2], ink: 'solid' },
    { id: 'fees', name: names[1], ink: 'hatched' },
  ];
  // Marks are round: without the zeros of the smaller unit, unless the whole chart is smaller than one.
  const markText = (mark: number) => money((axis.texts[axis.marks.indexOf(mark)] ?? '').replace(/\.0+$/, ''), '');
  return { axis, figures, columns, legend, queryOf, markText };
}

export function GrossFeesNet({ span }: { span: Span }) {
  const { say } = useWords();
  const currencies = useSettlementCurrencies();
  const [chosen, setChosen] = useState<string | null>(null);
  const known = currencies.data ?? [];
  const currency = chosen !== null && known.includes(chosen) ? chosen : known[0];
  const { data, failure, retry } = useGrossFeesNet(span, currency);
  const answer = data ?? { span, currency: '', weeks: [] };
  const { axis, figures, columns, legend, queryOf, markText } = useDrawn(answer);
  const isRead = currencies.data !== undefined && (known.length === 0 || data !== undefined);
  const isEmpty = answer.weeks.every(({ gross, fees }) => isZero(gross) && isZero(fees));
  return (
    <BarsCard
      title={say('overview.grossFeesNet')}
      note={answer.currency === '' ? undefined : say('overview.settledIn', { currency: answer.currency })}
      action={
        known.length > 1 && currency !== undefined ? (
          <ChooseCurrency currencies={known} value={currency} onChange={setChosen} />
        ) : undefined
      }
      figures={isRead ? figures : undefined}
      failure={currencies.failure ?? failure}
      onRetry={() => {
        currencies.retry();
        retry();
      }}
      empty={isRead && isEmpty ? say('overview.nothingSettled') : null}
      height={HEIGHT_PX}
      layers={legend}
      axis={axis}
      markText={markText}
      columns={columns}
      onPick={(column) => go({ screen: 'payments', id: null, query: queryOf(column) })}
    />
  );
}
