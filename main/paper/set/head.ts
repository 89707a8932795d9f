/** The top of the first page: who writes, to whom, what it is, and the one figure that matters. */
import type { Letterhead, Mark, Party } from '../document';
import { cellText, moneyFigure } from '../figures';
import type { Ink } from '../pdf/page';
import { paperWord } from '../words';
import { baseline, type Flow, fitted, oneLine, wrapped } from './flow';
import { inks, sheet, voices } from './look';

const LOGO_HEIGHT = 42;
const LOGO_WIDTH = 170;

export function setHead(flow: Flow): void {
  setLetterhead(flow);
  flow.y += 22;
  setTitle(flow);
  setParties(flow);
  flow.y += sheet.gap;
}

function setLetterhead(flow: Flow): void {
  const { letterhead, language } = flow.facts;
  const top = flow.y;
  const half = flow.width / 2 - 12;
  const left = setSender(flow, letterhead, half);
  const tax = letterhead.taxId === '' ? [] : [`${paperWord(language, 'taxId')} ${letterhead.taxId}`];
  const reach = [letterhead.phone, letterhead.email, letterhead.website].filter((part) => part !== '');
  const lines = [...letterhead.address, ...tax, ...reach].flatMap((line) => wrapped(line, voices.small, half));
  let right = 0;
  if (lines.length > 0)
    flow.element('P', flow.root, () => {
      right = flow.lines(lines, voices.small, { x: flow.right, top: top + 3, align: 'end' });
    });
  flow.y = top + Math.max(left, right + 3);
}

/** The logo, or the name where there is none; the name below a logo is read aloud with it. */
function setSender(flow: Flow, { name }: Letterhead, width: number): number {
  const { logo } = flow.file;
  if (!logo) {
    return name === '' ? 0 : flow.block('P', name, voices.name, { x: flow.left, top: flow.y, width });
  }
  const { picture } = logo;
  const scale = Math.min(LOGO_HEIGHT / picture.height, LOGO_WIDTH / picture.width);
  const box = { x: flow.left, y: flow.y, width: picture.width * scale, height: picture.height * scale };
  flow.element('Figure', flow.root, () => flow.page.image(logo.id, box), name === '' ? 'Logo' : name);
  const below = voices.small;
  const text = name === '' ? 0 : flow.block('P', name, below, { x: flow.left, top: flow.y + box.height + 5, width });
  return box.height + (text === 0 ? 0 : text + 5);
}

function setTitle(flow: Flow): void {
  const { title, number, mark } = flow.facts;
  const top = flow.y;
  const name = oneLine(title, voices.title);
  const width = name.width * voices.title.size;
  const room = (flow.width - width - (mark ? 90 : 0)) / voices.number.size - 0.4;
  const isBeside = number !== '' && room > 3 && oneLine(number, voices.number).width <= room;
  flow.element('H1', flow.root, () => {
    flow.lines([name], voices.title, { x: flow.left, top });
    if (isBeside) flow.lines([oneLine(number, voices.number)], voices.number, { x: flow.left + width + 7, top });
  });
  flow.y += voices.title.leading;
  if (number !== '' && !isBeside)
    flow.y += flow.block('P', number, voices.heading, { x: flow.left, top: flow.y, width: flow.width });
  if (mark) setMark(flow, mark, top);
  flow.page.asDecoration(() => flow.page.rule(flow.left, flow.y + 7, flow.width, 1.1, inks.ink));
  flow.y += 22;
}

const markInks: Readonly<Record<Mark['tone'], Ink>> = { good: inks.green, waiting: inks.amber, off: inks.soft };

function setMark(flow: Flow, { text, tone }: Mark, top: number): void {
  const voice = { ...voices.strong, ink: markInks[tone] };
  const line = fitted(text, voice.face, 8);
  const width = line.width * voice.size + 16;
  const box = { x: flow.right - width, y: top + 6, width, height: 17 };
  flow.page.asDecoration(() => flow.page.outline(box, 0.9, voice.ink));
  flow.element('P', flow.root, () => flow.lines([line], voice, { x: box.x + 8, top: box.y + 2 }));
}

/** Left whom it is for, in the middle the facts, right the figure. */
function setParties(flow: Flow): void {
  const { recipient, facts, headline, language } = flow.facts;
  const top = flow.y;
  const column = flow.width / 3;
  let bottom = top;
  if (recipient) bottom = Math.max(bottom, setParty(flow, recipient, { x: flow.left, top, width: column - 14 }));
  const labelled = facts.filter(({ value }) => cellText(value, language) !== '');
  let y = top;
  const x = recipient ? flow.left + column : flow.left;
  for (const { label, value } of labelled) {
    const width = (headline ? column : column * 2) - 14;
    y += flow.block('P', label, voices.small, { x, top: y, width });
    y += flow.block('P', cellText(value, language), voices.figure, { x, top: y, width }) + 4;
  }
  bottom = Math.max(bottom, y);
  if (headline) bottom = Math.max(bottom, setHeadline(flow, headline, top, column));
  flow.y = bottom;
}

function setHeadline(
  flow: Flow,
  { caption, money }: NonNullable<Flow['facts']['headline']>,
  top: number,
  width: number,
): number {
  const said = oneLine(caption, voices.small);
  const figure = oneLine(moneyFigure(money, flow.facts.language), voices.headline);
  const code = oneLine(money.currency, voices.small);
  const codeWidth = code.width * voices.small.size;
  const size = Math.min(voices.headline.size, (width - codeWidth - 4) / figure.width);
  flow.element('P', flow.root, () => {
    flow.lines([said], voices.small, { x: flow.right, top, align: 'end' });
    const y = top + voices.small.leading + baseline(voices.headline);
    const ink = money.amount.startsWith('-') ? inks.red : inks.ink;
    flow.page.text(figure, { x: flow.right - codeWidth - 4, y, size, ink, align: 'end' });
    flow.page.text(code, { x: flow.right, y, size: voices.small.size, ink: inks.soft, align: 'end' });
  });
  return top + voices.small.leading + voices.headline.leading;
}

function setParty(
  flow: Flow,
  { caption, party }: { caption: string; party: Party },
  place: { x: number; top: number; width: number },
): number {
  const { language } = flow.facts;
  let { top } = place;
  top += flow.block('P', caption, voices.small, { ...place, top });
  top += flow.block('P', party.name, voices.strong, { ...place, top });
  const tax = party.taxId ? [`${paperWord(language, 'taxId')} ${party.taxId}`] : [];
  const below = [...party.address, ...tax, ...(party.email ? [party.email] : [])].filter((line) => line !== '');
  if (below.length > 0) top += flow.block('P', below.join('\n'), voices.body, { ...place, top });
  return top;
}
