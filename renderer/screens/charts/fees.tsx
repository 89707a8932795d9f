/** What gateways kept, by month, with its share of gross; the table tells each gateway. */
import { useState } from 'react';
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import { moneyAxisFor } from '../../chart/scale';
import type { Column } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { isZero } from '../../ui/money-text';
import { useMonthName } from '../../ui/month-name';
import { Choose, roundMark } from './choose';
import { useFees, useSettlementCurrencies } from './use-charts';

const HEIGHT_PX = 200;

type Row = NonNullable<ReturnType<typeof useFees>['data']>['rows'][number];

/** `2.91` → `2.91 %`, in the person's language. */
function useShare(): (share: string) => string {
  const { money } = useWords();
  return (share) => (share === '' ? '–' : `${money(share, '')} %`);
}

function useDrawn(rows: readonly Row[], currency: string, span: Span) {
  const { say, money } = useWords();
  const monthName = useMonthName();
  const nameOf = (month: string) => monthName(month.slice(0, 7));
  const share = useShare();
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const ends = lastDays(months, span);
  const queryOf = (month: string, gateway = '') => {
    const from = month < span.from ? span.from : month;
    return { from, to: ends[months.indexOf(month)] ?? span.to, gateway, status: 'Completed' };
  };
  // One gateway at a time: sums are never made outside of the book.
  const axis = moneyAxisFor(rows.map(({ fees }) => fees));
  const columns: Column[] = rows.map((row) => ({
    key: `${row.month} ${row.gateway}`,
    heights: [axis.heightOf(row.fees)],
    told: {
      name: `${nameOf(row.month)} · ${row.label}`,
      lines: [
        [say('overview.gross'), money(row.gross, currency)],
        [say('overview.fees'), money(row.fees, currency)],
        [say('charts.share'), share(row.share)],
      ],
    },
  }));
  return {
    axis,
    columns,
    queryOf,
    figures: {
      head: [
        say('overview.month'),
        say('overview.gateway'),
        say('overview.gross'),
        say('overview.fees'),
        say('charts.share'),
      ],
      rows: rows.map((row) => ({
        key: `${row.month} ${row.gateway}`,
        name: nameOf(row.month),
        cells: [row.label, money(row.gross, currency), money(row.fees, currency), share(row.share)],
        raw: [row.label, row.gross, row.fees, row.share],
        href: isZero(row.gross) ? null : linkTo('payments', null, queryOf(row.month, row.gateway)),
      })),
      ...(months.length > 0
        ? { ends: [nameOf(months[0] ?? span.from), nameOf(months.at(-1) ?? span.to)] as const }
        : {}),
    },
    markText: (mark: number) => money(roundMark(axis.texts, axis.marks, mark), ''),
  };
}

interface Chosen {
  currency: string;
  gateway: string;
}

interface ChoicesProps {
  currencies: readonly string[];
  gateways: readonly (readonly [key: string, label: string])[];
  chosen: Chosen;
  onChange(next: Chosen): void;
}

function Choices({ currencies, gateways, chosen, onChange }: ChoicesProps) {
  const { say } = useWords();
  return (
    <>
      {gateways.length > 1 && (
        <Choose
          label={say('overview.gateway')}
          options={gateways.map(([value, label]) => ({ value, label }))}
          value={chosen.gateway}
          onChange={(gateway) => onChange({ ...chosen, gateway })}
        />
      )}
      {currencies.length > 1 && (
        <Choose
          label={say('overview.currency')}
          options={currencies.map((value) => ({ value, label: value }))}
          value={chosen.currency}
          onChange={(currency) => onChange({ ...chosen, currency })}
        />
      )}
    </>
  );
}

export function Fees({ span }: { span: Span }) {
  const { say } = useWords();
  const currencies = useSettlementCurrencies();
  const [asked, setAsked] = useState({ currency: '', gateway: '' });
  const known = currencies.data ?? [];
  const currency = known.includes(asked.currency) ? asked.currency : known[0];
  const { data, failure, retry } = useFees(span, currency);
  const gateways = [...new Map((data?.rows ?? []).map(({ gateway, label }) => [gateway, label]))];
  const gateway = gateways.some(([each]) => each === asked.gateway) ? asked.gateway : (gateways[0]?.[0] ?? '');
  const rows = (data?.rows ?? []).filter((row) => row.gateway === gateway);
  const { axis, columns, figures, markText, queryOf } = useDrawn(rows, data?.currency ?? '', span);
  const layers: Legend[] = [{ id: 'fees', name: say('overview.fees'), ink: 'hatched' }];
  const isRead = data !== undefined || (currencies.data !== undefined && known.length === 0);
  return (
    <BarsCard
      title={say('charts.feesTitle')}
      note={data ? say('overview.settledIn', { currency: data.currency }) : undefined}
      action={
        <Choices
          currencies={known}
          gateways={gateways}
          chosen={{ currency: currency ?? '', gateway }}
          onChange={setAsked}
        />
      }
      figures={isRead ? figures : undefined}
      failure={currencies.failure ?? failure}
      onRetry={() => {
        currencies.retry();
        retry();
      }}
      empty={isRead && rows.length === 0 ? say('overview.nothingSettled') : null}
      height={HEIGHT_PX}
      layers={layers}
      isNamed={false}
      axis={axis}
      markText={markText}
      columns={columns}
      onPick={(column) => go({ screen: 'payments', id: null, query: queryOf(rows[column]?.month ?? '', gateway) })}
    />
  );
}
