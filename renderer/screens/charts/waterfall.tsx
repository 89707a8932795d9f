/** Where a gateway's gross went: less refunds, disputes and fees is net; of it, what was sent to the bank and what it still holds. */
import { ChartCard } from '../../chart/chart-card';
import type { Span } from '../../chart/chart-span';
import type { Ink } from '../../chart/inks';
import { signedAxisFor } from '../../chart/scale';
import { type Fall, WaterfallBars } from '../../chart/waterfall-bars';
import { useWords, type Words } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { isNegative, isZero, negated } from '../../ui/money-text';
import { behindBank, behindClearing } from './behind-place';
import { type OfGateway, useWaterfall } from './use-charts';

const HEIGHT_PX = 220;

/** In their order. `sum` stands on the axis; the others fall from (or rise above) where the one before ended. */
const steps = [
  ['gross', 'sum', 'solid'],
  ['refunds', 'less', 'hatched'],
  ['disputes', 'less', 'hatched'],
  ['fees', 'less', 'hatched'],
  ['other', 'more', 'hatched'],
  ['net', 'sum', 'solid'],
  ['sent', 'sum', 'hollow'],
  ['bank', 'sum', 'hollow'],
] as const satisfies readonly (readonly [string, 'sum' | 'less' | 'more', Ink])[];

function useDrawn(data: ReturnType<typeof useWaterfall>['data'], span: Span) {
  const { say, money } = useWords();
  const falls = data?.falls;
  const currency = data?.of.currency ?? '';
  const shown = steps.filter(([step]) => falls && (step !== 'other' || !isZero(falls[step])));
  const axis = signedAxisFor(falls ? Object.values(falls) : []);
  const written = (amount: string) => money(amount, currency);
  const gateway = data?.of.gateway ?? '';
  /** What went to the bank, and what is held, have rows of their own. */
  const placeOf = (step: string) => {
    const of = { gateway, day: span.from, last: span.to };
    if (step === 'sent') return behindBank(span, { ...of, state: '' });
    if (step === 'bank') return behindBank(span, { ...of, state: 'matched' });
    if (step === 'left') return behindClearing(span, { ...of, currency });
    if (step === 'refunds' || step === 'disputes') {
      const reversed = step === 'refunds' ? 'refund' : 'dispute';
      const days = { reversedFrom: span.from, reversedTo: span.to };
      return { screen: 'payments', query: { gateway, reversed, ...days, reversedIn: currency } };
    }
    return { screen: 'payments', query: { ...span, gateway, status: 'Completed' } };
  };
  let level = 0;
  const bars = shown.map(([step, way, ink]): Fall => {
    const amount = falls?.[step] ?? '0';
    const height = axis.heightOf(amount);
    const from = way === 'sum' ? 0 : level;
    const to = way === 'less' ? from - height : from + height;
    level = to;
    const name = say(`charts.${step}`);
    const figure = way === 'less' && !isZero(amount) ? `−${written(amount)}` : written(amount);
    return { key: step, name, ends: [from, to], ink, figure, told: { name, lines: [[currency, figure]] } };
  });
  return {
    bars,
    placeOf: (bar: number) => ({ ...placeOf(shown[bar]?.[0] ?? 'gross'), id: null }),
    figures: {
      head: [say('charts.step'), currency],
      rows: [...shown.map(([step]) => step), 'left' as const].map((step) => ({
        key: step,
        name: say(`charts.${step}`),
        cells: [written(falls?.[step] ?? '0')],
        raw: [falls?.[step] ?? '0'],
        href: linkTo(placeOf(step).screen, null, placeOf(step).query),
      })),
    },
  };
}

/** What the gateway holds more, or less, than before these days. */
function heldText(left: string, currency: string, { say, money }: Pick<Words, 'say' | 'money'>): string {
  const amount = `${money(isNegative(left) ? negated(left) : left, currency)} ${currency}`;
  return say(isNegative(left) ? 'charts.lessNote' : 'charts.leftNote', { amount });
}

export function Waterfall({ span, of }: { span: Span; of: OfGateway | null | undefined }) {
  const { say, money } = useWords();
  const { data, failure, retry } = useWaterfall(span, of);
  const { bars, figures, placeOf } = useDrawn(data, span);
  const isEmpty = data !== undefined && Object.values(data.falls).every((amount) => isZero(amount));
  const held =
    data && !isZero(data.falls.left) ? heldText(data.falls.left, data.of.currency, { say, money }) : undefined;
  return (
    <ChartCard
      title={say('charts.waterfall')}
      note={held}
      figures={data || of === null ? figures : undefined}
      failure={failure}
      onRetry={retry}
      empty={of === null ? say('charts.noGateway') : isEmpty ? say('overview.nothingHere') : null}
      height={HEIGHT_PX}
      draw={(width, height) => (
        <WaterfallBars width={width} height={height} falls={bars} onPick={(bar) => go(placeOf(bar))} />
      )}
    />
  );
}
