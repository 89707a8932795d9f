/** Vouchers two in a row, each a slip with a perforated edge, to be cut up. */
import type { Coupon } from '../document';
import { moneyFigure } from '../figures';
import { baseline, type Flow, fitted, oneLine, wrapped } from './flow';
import { inks, voices } from './look';

const HEIGHT = 116;
const GAP = 14;
const INSET = 14;

/** Yields the number of coupons set so far, after each. */
export function* setCoupons(flow: Flow, coupons: Iterable<Coupon>): Generator<number> {
  const width = (flow.width - GAP) / 2;
  const list = flow.root.open('L');
  let set = 0;
  for (const coupon of coupons) {
    const isLeft = set % 2 === 0;
    if (isLeft) flow.need(HEIGHT);
    setCoupon(flow, list, coupon, { x: flow.left + (isLeft ? 0 : width + GAP), y: flow.y, width, height: HEIGHT });
    if (!isLeft) flow.y += HEIGHT + GAP;
    set += 1;
    yield set;
  }
  if (set % 2 === 1) flow.y += HEIGHT + GAP;
  list.close();
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function setCoupon(flow: Flow, list: Parameters<Flow['element']>[1], coupon: Coupon, box: Box): void {
  const { money, code, lines } = coupon;
  const { page, facts } = flow;
  const left = box.x + INSET;
  const room = box.width - 2 * INSET;
  page.asDecoration(() => {
    page.box(box, inks.sunk);
    page.outline(box, 0.6, inks.rule);
    const tear = box.x + box.width - 0.5;
    page.perforation({ x: tear, y: box.y + 4 }, { x: tear, y: box.y + box.height - 4 }, inks.ruleStrong);
  });
  const figure = oneLine(moneyFigure(money, facts.language), voices.headline);
  const size = Math.min(voices.headline.size, (room - 30) / figure.width);
  const codeLine = oneLine(code, voices.code);
  const item = list.open('LI');
  flow.element('LBody', item, () => {
    flow.lines([fitted(facts.letterhead.name, 'text', room / voices.small.size)], voices.small, {
      x: left,
      top: box.y + 10,
    });
    const base = box.y + 24 + baseline(voices.headline);
    page.text(figure, { x: left, y: base, size, ink: inks.ink });
    const after = left + figure.width * size + 4;
    page.text(oneLine(money.currency, voices.small), { x: after, y: base, size: voices.small.size, ink: inks.soft });
    const codeSize = Math.min(voices.code.size, room / Math.max(codeLine.width, 0.01));
    page.text(codeLine, { x: left, y: box.y + 58 + baseline(voices.code), size: codeSize, ink: inks.green });
    const below = lines.flatMap((line) => wrapped(line, voices.small, room)).slice(0, 4);
    flow.lines(below, voices.small, { x: left, top: box.y + 80 });
  });
  item.close();
}
