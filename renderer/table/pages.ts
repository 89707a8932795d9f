/**
 * The rows of a long list, a page at a time: asks for what is looked at, keeps some pages, forgets the rest. A page is
 * asked for behind its neighbour's last row when that is known (cheap anywhere in the list), else by its row number.
 */
const PAGE_ROWS = 100;
/** 120 pages are 12,000 rows: far more than a person scrolls over at once, little in memory. */
const KEPT_PAGES = 120;
const ASKED_AT_ONCE = 3;

export interface PageRequest {
  limit: number;
  /** The cursor of the page before. */
  after?: string;
  /** The row number of the first row, when there is no cursor. */
  offset?: number;
}

export interface PageAnswer<Row> {
  rows: readonly Row[];
  /** Null at the end of the list. */
  next: string | null;
}

export type LoadPage<Row> = (request: PageRequest, signal: AbortSignal) => Promise<PageAnswer<Row>>;

interface Page<Row> {
  rows: readonly Row[];
  next: string | null;
  /** The version of the list that these rows belong to. */
  version: number;
}

export interface Pages<Row> {
  row(index: number): Row | undefined;
  /** Says which rows are looked at; what is missing of them is asked for, what is no longer needed is broken off. */
  look(first: number, last: number): void;
  /** Rows that the list is known to have, and whether that is all of them. */
  known(): { count: number; whole: boolean };
  /** The list changed in the book: what is looked at is asked for again, and shown as it was until it is there. */
  refresh(): void;
  /** The rows from..to, asked for where they are missing. */
  range(from: number, to: number, signal: AbortSignal): Promise<Row[]>;
  /** Every row that is at hand, in the list's order. */
  held(): Row[];
  /** The version of the list that all rows which are looked at belong to; null while some of them are on their way. */
  version(): number | null;
  /** Where the first such row stands in that version, of those at hand; null when it is not among them. */
  find(isWanted: (row: Row) => boolean): number | null;
  failure(): unknown;
  retry(): void;
  /** Breaks off what is under way. */
  stop(): void;
}

class PageStore<Row> implements Pages<Row> {
  readonly #load: LoadPage<Row>;
  readonly #changed: () => void;
  readonly #pages = new Map<number, Page<Row>>();
  readonly #asked = new Map<number, AbortController>();
  #first = 0;
  #last = 0;
  #version = 0;
  #problem: unknown = null;
  #end: number | null = null;

  constructor(load: LoadPage<Row>, changed: () => void) {
    this.#load = load;
    this.#changed = changed;
  }

  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  look(first: number, last: number): void {
    this.#first = Math.floor(first / PAGE_ROWS);
    this.#last = Math.floor(Math.max(first, last) / PAGE_ROWS);
    if (this.#problem === null) this.#askMissing();
  }

  known(): { count: number; whole: boolean } {
    if (this.#end !== null) return { count: this.#end, whole: true };
    let count = 0;
    for (const [page, { rows }] of this.#pages) count = Math.max(count, page * PAGE_ROWS + rows.length);
    return { count, whole: false };
  }

  refresh(): void {
    // What is under way goes on, and is asked for once more when it is there: a book that changes all the time would
    // otherwise never be shown.
    this.#version++;
    this.#end = null;
    this.#problem = null;
    this.#askMissing();
  }

  async range(from: number, to: number, signal: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    for (let page = Math.floor(from / PAGE_ROWS); page <= Math.floor(to / PAGE_ROWS); page++) {
      const held = await this.#rowsOf(page, signal);
      rows.push(...held.slice(Math.max(0, from - page * PAGE_ROWS), to - page * PAGE_ROWS + 1));
    }
    return rows;
  }

  held(): Row[] {
    return [...this.#pages].sort(([a], [b]) => a - b).flatMap(([, { rows }]) => rows);
  }

  version(): number | null {
    for (let page = this.#first; page <= this.#last; page++)
      if (this.#pages.has(page) && !this.#isFresh(page)) return null;
    return this.#asked.size === 0 ? this.#version : null;
  }

  find(isWanted: (row: Row) => boolean): number | null {
    for (const [page, { rows }] of this.#pages) {
      const at = this.#isFresh(page) ? rows.findIndex(isWanted) : -1;
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return null;
  }

  failure(): unknown {
    return this.#problem;
  }

  retry(): void {
    this.#problem = null;
    this.#askMissing();
  }

  stop(): void {
    for (const control of this.#asked.values()) control.abort();
    this.#asked.clear();
  }

  #isFresh(page: number): boolean {
    return this.#pages.get(page)?.version === this.#version;
  }

  #requestFor(page: number): PageRequest {
    const before = this.#pages.get(page - 1);
    if (before?.next && before.version === this.#version) return { limit: PAGE_ROWS, after: before.next };
    return page === 0 ? { limit: PAGE_ROWS } : { limit: PAGE_ROWS, offset: page * PAGE_ROWS };
  }

  #keep(page: number, { rows, next }: PageAnswer<Row>, version: number): void {
    this.#pages.delete(page);
    this.#pages.set(page, { rows, next, version });
    const isCurrent = version === this.#version;
    if (isCurrent && next === null && (rows.length > 0 || page === 0)) this.#end = page * PAGE_ROWS + rows.length;
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break;
      if (old < this.#first || old > this.#last) this.#pages.delete(old);
    }
  }

  async #ask(page: number): Promise<void> {
    const control = new AbortController();
    const version = this.#version;
    this.#asked.set(page, control);
    let problem: unknown = null;
    try {
      const answer = await this.#load(this.#requestFor(page), control.signal);
      if (!control.signal.aborted) this.#keep(page, answer, version);
    } catch (error) {
      problem = error;
    }
    if (control.signal.aborted) return;
    this.#asked.delete(page);
    this.#problem = problem;
    this.#changed();
    if (problem === null) this.#askMissing();
  }

  #askMissing(): void {
    for (const [page, control] of this.#asked) {
      if (page >= this.#first && page <= this.#last) continue;
      control.abort();
      this.#asked.delete(page);
    }
    for (let page = this.#first; page <= this.#last && this.#asked.size < ASKED_AT_ONCE; page++) {
      if (!this.#isFresh(page) && !this.#asked.has(page)) void this.#ask(page);
    }
  }

  async #rowsOf(page: number, signal: AbortSignal): Promise<readonly Row[]> {
    const held = this.#pages.get(page);
    if (held && held.version === this.#version) return held.rows;
    const answer = await this.#load(this.#requestFor(page), signal);
    this.#keep(page, answer, this.#version);
    return answer.rows;
  }
}

/** `changed` is called whenever rows, their number or a failure came. */
export function createPages<Row>(load: LoadPage<Row>, changed: () => void): Pages<Row> {
  return new PageStore(load, changed);
}
