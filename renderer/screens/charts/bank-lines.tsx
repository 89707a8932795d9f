/** Matched and not, by day: lines of the banks, or what one gateway sent there. */
import { useState } from 'react';
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import { axisFor } from '../../chart/scale';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { useGatewayNames } from '../../ui/gateway-names';
import { behindBank } from './behind-place';
import { Choose } from './choose';
import { useBankLines, useClearings } from './use-charts';

const HEIGHT_PX = 180;
const layered = ['matched', 'open'] as const;
const inkOf = { matched: 'solid', open: 'hatched' } as const;

/** The banks' own lines first, then each gateway. */
function useSides() {
  const { say } = useWords();
  const { nameOf } = useGatewayNames();
  const keys = [...new Set((useClearings().data ?? []).map(({ gateway }) => gateway))];
  const gateways = keys.map((value) => ({
    value,
    label: value === 'bank-transfer' ? say('method.bank-transfer') : nameOf(value),
  }));
  return [{ value: '', label: say('charts.bankLines') }, ...gateways];
}

export function BankLines({ span: wished }: { span: Span }) {
  const { say, times, count } = useWords();
  const sides = useSides();
  const [asked, setAsked] = useState('');
  const { data, failure, retry } = useBankLines(wished, sides.some(({ value }) => value === asked) ? asked : '');
  const { span, gateway, pieces } = data ?? { span: wished, gateway: asked, pieces: [] };
  const most = Math.max(0, ...pieces.map(({ matched, open }) => matched + open));
  const ends = lastDays(
    pieces.map(({ day }) => day),
    span,
  );
  /** Lines that were split are no part of the chart, their parts are: the list of a whole column has both. */
  const placeOf = (i: number, layer: number | null) => {
    const [day, last] = [pieces[i]?.day ?? '', ends[i] ?? ''];
    const state = layer === null ? '' : (layered[layer] ?? '');
    if (gateway !== '') return behindBank(span, { gateway, day, last, state });
    return { screen: 'reconcile', query: { part: 'lines', from: day, to: last, state } };
  };
  const hrefOf = (i: number) => {
    const { screen, query } = placeOf(i, null);
    return linkTo(screen, null, query);
  };
  const legend: Legend[] = layered.map((layer) => ({ id: layer, name: say(`charts.${layer}`), ink: inkOf[layer] }));
  return (
    <BarsCard
      title={say('charts.matching')}
      note={say(gateway === '' ? 'charts.matchingLines' : 'charts.matchingOf')}
      action={<Choose label={say('charts.matchingWhose')} options={sides} value={asked} onChange={setAsked} />}
      figures={
        data && {
          head: [say('overview.day'), ...legend.map(({ name }) => name)],
          rows: pieces.map((piece, i) => ({
            key: piece.day,
            name: times.day(piece.day),
            cells: layered.map((layer) => count(piece[layer])),
            raw: layered.map((layer) => String(piece[layer])),
            href: piece.matched + piece.open === 0 ? null : hrefOf(i),
          })),
          ends: [times.day(span.from), times.day(span.to)],
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data && most === 0 ? say(gateway === '' ? 'charts.noBankLines' : 'charts.noneToBank') : null}
      height={HEIGHT_PX}
      layers={legend}
      axis={axisFor(most)}
      markText={count}
      columns={pieces.map((piece) => ({
        key: piece.day,
        heights: layered.map((layer) => piece[layer]),
        told: {
          name: times.day(piece.day),
          lines: layered.map((layer) => [say(`charts.${layer}`), count(piece[layer])] as const),
        },
      }))}
      onPick={(column, layer) => go({ ...placeOf(column, layer), id: null })}
    />
  );
}
