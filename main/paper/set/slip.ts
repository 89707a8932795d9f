/** The counterfoil of a paper: below the perforation stands what the payer takes along to pay. */
import { encode } from 'uqr';
import type { LabelledValue, PaymentSlip } from '../document';
import { cellText, moneyFigure } from '../figures';
import { baseline, type Flow, oneLine, wrapped } from './flow';
import { inks, sheet, voices } from './look';

const CODE = 88;
const HEIGHT = 156;

/** At the foot of the page, or of the next one when this one is full. */
export function setSlip(flow: Flow, slip: PaymentSlip): void {
  const floor = () => flow.page.height - sheet.foot - 10;
  if (flow.y + 10 > floor() - HEIGHT) flow.turn();
  const top = floor() - HEIGHT;
  flow.page.asDecoration(() => {
    const below = { x: 0, y: top, width: flow.page.width, height: flow.page.height - top };
    flow.page.box(below, inks.sunk);
    flow.page.perforation({ x: 8, y: top }, { x: flow.page.width - 8, y: top }, inks.ruleStrong);
  });
  const sect = flow.root.open('Sect');
  let y = top + 16;
  y += flow.block('H2', slip.title, voices.heading, { x: flow.left, top: y, width: flow.width, parent: sect }) + 6;
  const right = slip.qr ? flow.right - CODE - 20 : flow.right;
  const factsLeft = flow.left + 124;
  if (slip.amount) setAmount(flow, sect, slip.amount, { y, width: 112 });
  let line = y;
  for (const fact of slip.facts) line += setFact(flow, sect, fact, { x: factsLeft, y: line, width: right - factsLeft });
  if (slip.qr) setCode(flow, sect, slip.qr, top + 16);
  sect.close();
  flow.y = flow.page.height;
}

type Parent = Parameters<Flow['element']>[1];

function setAmount(
  flow: Flow,
  sect: Parent,
  money: NonNullable<PaymentSlip['amount']>,
  { y, width }: { y: number; width: number },
): void {
  const figure = oneLine(moneyFigure(money, flow.facts.language), voices.slipAmount);
  const code = oneLine(money.currency, voices.small);
  const size = Math.min(voices.slipAmount.size, (width - 24) / figure.width);
  flow.element('P', sect, () => {
    const base = y + baseline(voices.slipAmount);
    flow.page.text(figure, { x: flow.left, y: base, size, ink: inks.ink });
    const x = flow.left + figure.width * size + 4;
    flow.page.text(code, { x, y: base, size: voices.small.size, ink: inks.soft });
  });
}

function setFact(
  flow: Flow,
  sect: Parent,
  { label, value }: LabelledValue,
  { x, y, width }: { x: number; y: number; width: number },
): number {
  const labelWidth = 98;
  const lines = wrapped(cellText(value, flow.facts.language), voices.strongFigure, width - labelWidth);
  flow.element('P', sect, () => {
    flow.lines([oneLine(label, voices.small)], voices.small, { x, top: y + 1 });
    flow.lines(lines, voices.strongFigure, { x: x + labelWidth, top: y });
  });
  return Math.max(lines.length, 1) * voices.strongFigure.leading + 3;
}

function setCode(flow: Flow, sect: Parent, { text, caption }: NonNullable<PaymentSlip['qr']>, top: number): void {
  const { data } = encode(text, { ecc: 'M', border: 0 });
  const x = flow.right - CODE;
  flow.page.asDecoration(() => flow.page.box({ x: x - 8, y: top - 4, width: CODE + 16, height: CODE + 16 }, '1 1 1'));
  flow.element('Figure', sect, () => flow.page.code(data, x, top + 4, CODE), caption);
  const width = CODE + 56;
  const lines = wrapped(caption, voices.small, width);
  flow.element('P', sect, () =>
    flow.lines(lines, voices.small, { x: x + CODE / 2, top: top + CODE + 15, align: 'middle' }),
  );
}
