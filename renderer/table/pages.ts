/**
 * The rows of a long list, a page at a time: asks for what is looked at, keeps some pages, forgets the rest. A page is
 * asked for behind its neighbour's last row when that is known (cheap anywhere in the list), else by its row number.
 */
export const PAGE_ROWS = 100;
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
  failure(): unknown;
  retry(): void;
  /** Breaks off what is under way. */
  stop(): void;
}

export function createPages<Row>(load: LoadPage<Row>, changed: () => void): Pages<Row> {
  const pages = new Map<number, Page<Row>>();
  const asked = new Map<number, AbortController>();
  let looked: { first: number; last: number } = { first: 0, last: 0 };
  let version = 0;
  let problem: unknown = null;
  let end: number | null = null;

  function requestFor(page: number): PageRequest {
    const before = pages.get(page - 1);
    if (before?.next && before.version === version) return { limit: PAGE_ROWS, after: before.next };
    return page === 0 ? { limit: PAGE_ROWS } : { limit: PAGE_ROWS, offset: page * PAGE_ROWS };
  }

  function keep(page: number, answer: PageAnswer<Row>, of: number): void {
    pages.delete(page);
    pages.set(page, { rows: answer.rows, next: answer.next, version: of });
    if (answer.next === null && (answer.rows.length > 0 || page === 0)) end = page * PAGE_ROWS + answer.rows.length;
    for (const old of pages.keys()) {
      if (pages.size <= KEPT_PAGES) break;
      if (old < looked.first || old > looked.last) pages.delete(old);
    }
  }

  function isStale(page: number): boolean {
    const held = pages.get(page);
    return held === undefined || held.version !== version;
  }

  async function ask(page: number): Promise<void> {
    const control = new AbortController();
    const of = version;
    asked.set(page, control);
    try {
      const answer = await load(requestFor(page), control.signal);
      if (control.signal.aborted) return;
      asked.delete(page);
      problem = null;
      keep(page, answer, of);
    } catch (error) {
      if (control.signal.aborted) return;
      asked.delete(page);
      problem = error;
    }
    changed();
    if (problem === null) askMissing();
  }

  function askMissing(): void {
    for (const [page, control] of asked) {
      if (page >= looked.first && page <= looked.last) continue;
      control.abort();
      asked.delete(page);
    }
    for (let page = looked.first; page <= looked.last && asked.size < ASKED_AT_ONCE; page++) {
      if (isStale(page) && !asked.has(page)) void ask(page);
    }
  }

  async function pageOf(page: number, signal: AbortSignal): Promise<readonly Row[]> {
    const held = pages.get(page);
    if (held && held.version === version) return held.rows;
    const answer = await load(requestFor(page), signal);
    keep(page, answer, version);
    return answer.rows;
  }

  return {
    row: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    look(first, last) {
      looked = { first: Math.floor(first / PAGE_ROWS), last: Math.floor(Math.max(first, last) / PAGE_ROWS) };
      if (problem === null) askMissing();
    },
    known() {
      if (end !== null) return { count: end, whole: true };
      let count = 0;
      for (const [page, { rows }] of pages) count = Math.max(count, page * PAGE_ROWS + rows.length);
      return { count, whole: false };
    },
    refresh() {
      version++;
      end = null;
      problem = null;
      for (const control of asked.values()) control.abort();
      asked.clear();
      askMissing();
    },
    async range(from, to, signal) {
      const rows: Row[] = [];
      for (let page = Math.floor(from / PAGE_ROWS); page <= Math.floor(to / PAGE_ROWS); page++) {
        const held = await pageOf(page, signal);
        rows.push(...held.slice(Math.max(0, from - page * PAGE_ROWS), to - page * PAGE_ROWS + 1));
      }
      return rows;
    },
    held: () => [...pages].sort(([a], [b]) => a - b).flatMap(([, { rows }]) => rows),
    failure: () => problem,
    retry() {
      problem = null;
      askMissing();
    },
    stop() {
      for (const control of asked.values()) control.abort();
      asked.clear();
    },
  };
}
