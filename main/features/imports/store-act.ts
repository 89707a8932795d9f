/** A looked-at file on its way into the book: compared once more without holding anything, then stored in one transaction. */
import { one } from '../../db/sql';
import { longAct, type Step, stepped } from '../../journal/long-act';
import { type Act, type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { Progress } from '../../wire';
import type { ChangesTold } from '../changes/events';
import { isAsked } from './choices';
import type { Stored } from './contract';
import { type Looked, type LookOrder, lookAtImport } from './look-job';
import { saveMapping } from './mappings';
import { hasChanged, storing } from './store';

export interface StoreOrder {
  act: Act;
  order: LookOrder;
  /** What the person looked at. */
  plan: string;
  leaveOut: boolean;
  /** Keeps how the file was read under this name. */
  saveAs: string | null;
}

/** Throws Failure import-choose, import-refused, changed-since-preview. */
export const storeImport = longAct<StoreOrder, Stored>('imports.store', function* (book, wish) {
  const earlier = storedBefore(book, wish.act);
  if (earlier) return () => earlier;
  const looked = yield* compared(book, wish.order);
  const { look } = looked;
  if (isAsked(look.asks)) throw new Failure('import-choose');
  if (look.plan !== wish.plan) throw new Failure('changed-since-preview');
  if (look.counts.refused > 0 && (!wish.leaveOut || look.damaged))
    throw new Failure('import-refused', { count: look.counts.refused });
  return (step) => store(book, wish, looked, step);
});

/** Something came in while the file was compared: it is compared again. */
const MOST_TRIES = 3;

function* compared(book: Book, order: LookOrder): Generator<Progress, Looked> {
  for (let tried = 1; ; tried++) {
    const looked = yield* lookAtImport.run(book.db, order);
    if (tried >= MOST_TRIES || !hasChanged(book.db, looked.head)) return looked;
  }
}

function store(book: Book, { act, order, saveAs }: StoreOrder, looked: Looked, step: Step): Stored {
  const { look, items } = looked;
  const use = { newId: book.newId, nowMs: book.clock.now() };
  const put = (): Id | undefined =>
    record(book, act, (facts) => stepped(storing(facts, order.kind, looked, use), step, 'storing', items.length))
      .subjects[0];
  const id = items.length === 0 ? null : put();
  if (id === undefined) throw new Error('an import without an event');
  if (saveAs !== null) {
    const { headers, choices } = look;
    saveMapping(
      book.db,
      order.kind,
      { name: saveAs, headers, choices: { ...choices, customer: null } },
      book.clock.now(),
    );
  }
  return { id, counts: look.counts };
}

/** The same request again: what was told then. Throws Failure request-reused. */
export function storedBefore(book: Book, act: Act): Stored | null {
  if (!one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(act.request))) return null;
  const { subjects } = record(book, act, () => []);
  const id = subjects[0];
  const row = id && one<{ items: number; told: string; linked: number }>(book.db, setSql, idToBytes(id));
  if (!id || !row) throw new Error('an import without a change set');
  const told: Partial<ChangesTold> = JSON.parse(row.told);
  const { there = 0, differs = 0, refused = 0 } = told.file ?? {};
  return { id, counts: { new: row.items - row.linked, linked: row.linked, there, differs, refused } };
}

const setSql = `SELECT s.items, s.told, (SELECT count(*) FROM event e JOIN event m ON m.seq = s.event
    WHERE e.seq > m.seq AND e.seq <= m.seq + s.items AND e.request = m.request AND e.kind = 'customer.linked') AS linked
  FROM change_set s WHERE s.uuid = ?`;
