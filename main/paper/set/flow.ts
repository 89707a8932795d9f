/** Where the next thing goes: down the page, and over to the next one. */
import type { PaperDocument } from '../document';
import type { DocumentFile } from '../pdf/document-file';
import type { Page, TextPlace } from '../pdf/page';
import type { Element, Tag } from '../pdf/structure';
import { printable } from '../printable';
import { type Line, setLine, wrap } from '../type/line';
import { sheet, type Voice, voices } from './look';

export class Flow {
  readonly file: DocumentFile;
  readonly facts: PaperDocument;
  page: Page;
  /** From the top of the page. */
  y: number;

  constructor(file: DocumentFile, facts: PaperDocument) {
    this.file = file;
    this.facts = facts;
    this.page = file.beginPage();
    this.y = sheet.top;
  }

  get left(): number {
    return sheet.margin;
  }

  get right(): number {
    return this.page.width - sheet.margin;
  }

  get width(): number {
    return this.right - this.left;
  }

  /** The lowest that content may reach. */
  get floor(): number {
    return this.page.height - sheet.bottom;
  }

  get root(): Element {
    return this.file.structure.document;
  }

  /** Goes over to a new page unless `height` is left on this one. */
  need(height: number): void {
    if (this.y + height > this.floor) this.turn();
  }

  turn(): void {
    this.file.endPage(this.page);
    this.page = this.file.beginPage();
    this.y = sheet.top;
    this.page.asDecoration(() => this.#runningHead());
    this.y += voices.small.leading + 14;
  }

  /** The first line of `lines` stands below `top`. Gives the height of all. */
  lines(lines: readonly Line[], voice: Voice, place: { x: number; top: number; align?: TextPlace['align'] }): number {
    const { size, leading, ink } = voice;
    const align = place.align ?? 'start';
    for (const [index, line] of lines.entries())
      this.page.text(line, { x: place.x, y: place.top + index * leading + baseline(voice), size, ink, align });
    return lines.length * leading;
  }

  /** A block of text as an element of its own, as wide as `width`. Gives its height. */
  block(
    tag: Tag,
    text: string,
    voice: Voice,
    place: { x: number; top: number; width: number; parent?: Element },
  ): number {
    const lines = wrapped(text, voice, place.width);
    let height = 0;
    this.element(tag, place.parent ?? this.root, () => {
      height = this.lines(lines, voice, place);
    });
    return height;
  }

  /** What `draw` draws on this page is one element. */
  element(tag: Tag, parent: Element, draw: () => void, alt?: string): void {
    const element = parent.open(tag, alt === undefined ? {} : { alt });
    this.page.as(element, tag, draw);
    element.close();
  }

  #runningHead(): void {
    const { title, number, letterhead } = this.facts;
    const voice = voices.small;
    const whole = fitted(`${title} ${number}`, voice.face, this.width / 2 / voice.size);
    this.lines([whole], voice, { x: this.left, top: this.y });
    const from = fitted(letterhead.name, voice.face, this.width / 2 / voice.size - 2);
    this.lines([from], voice, { x: this.right, top: this.y, align: 'end' });
  }
}

/** From the top of a line to where its letters stand. */
export function baseline({ size, leading }: Voice): number {
  return (leading - size) / 2 + size * 0.82;
}

/** At most this many lines of one text: more is no name and no description. */
const MOST_LINES = 40;

export function wrapped(text: string, { face, size }: Voice, width: number): Line[] {
  const lines = text.split('\n', MOST_LINES).flatMap((part) => wrap(printable(part), face, width / size));
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), setLine('…', face)] : lines;
}

export function oneLine(text: string, { face }: Voice): Line {
  return setLine(printable(text), face);
}

/** The first line of what does not fit in one, with a sign that it goes on. */
export function fitted(text: string, face: Voice['face'], most: number): Line {
  const [first, ...more] = wrap(printable(text), face, most - 1);
  return first && more.length > 0 ? setLine(`${first.text}…`, face) : (first ?? setLine('', face));
}
