/** Stripe's lists: newest first, `limit` 1 to 100, `starting_after` and `ending_before` by object id, `created` ranges, no total. */
import { expand, readExpansions } from './expand';
import { type Form, listOf, onlyKnown, textOf, wholeOf } from './form';
import { noSuch, StripeProblem } from './problem';
import type { Kind, Kinds, Ordered, Row, Store } from './store';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
const shared = ['limit', 'starting_after', 'ending_before', 'created', 'expand'];

const filtersOf: Readonly<Record<Kind, readonly string[]>> = {
  customer: ['email'],
  payment_intent: ['customer'],
  charge: ['customer', 'payment_intent'],
  refund: ['charge', 'payment_intent'],
  dispute: ['charge', 'payment_intent'],
  payout: ['status', 'destination'],
  balance_transaction: ['payout', 'source', 'type', 'currency'],
  event: ['type', 'types'],
  payment_method: ['customer', 'type'],
  'checkout.session': ['customer', 'payment_intent', 'status'],
};

interface Range {
  from: number;
  to: number;
}

/** Answers `GET path` as JSON text; what was created before `keptFrom` (Unix seconds) is gone. Throws StripeProblem. */
export function answerList<K extends Kind>(store: Store, kind: K, path: string, form: Form, keptFrom: number): string {
  onlyKnown(form, [...shared, ...filtersOf[kind]]);
  const limit = wholeOf(form, 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
  const paths = listOf(form, 'expand');
  const tree = readExpansions(kind, paths, 'data');
  const after = textOf(form, 'starting_after');
  const before = textOf(form, 'ending_before');
  if (after && before) {
    throw new StripeProblem(400, {
      message: 'You may only specify one of these parameters: ending_before, starting_after.',
    });
  }
  const wanted = filterOf<K>(store, kind, form);
  const order = orderOf<K>(store, kind, form);
  const asked = rangeOf(form);
  const range = { from: Math.max(asked.from, keptFrom), to: asked.to };
  const cursor = before ?? after;
  const row = cursor === undefined ? null : cursorRow(store, kind, cursor, before ? 'ending_before' : 'starting_after');
  const { rows, hasMore } = before
    ? newerThan(order, row, range, wanted, limit)
    : olderThan(order, row, range, wanted, limit);
  const key = paths.join(',');
  const texts = rows.map((row) => jsonOf(store, kind, row, key, tree));
  return `{"object":"list","data":[${texts.join(',')}],"has_more":${hasMore},"url":"${path}"}`;
}

/** JSON of one row with its expansions; kept until anything in the store changes. */
function jsonOf<K extends Kind>(
  store: Store,
  kind: K,
  row: Row<Kinds[K]>,
  paths: string,
  tree: ReturnType<typeof readExpansions>,
): string {
  if (row.sent && row.sent.paths === paths && row.sent.version === store.version) return row.sent.text;
  const text = JSON.stringify(expand(store, kind, store.shelf(kind).of(row), tree));
  row.sent = { paths, version: store.version, text };
  return text;
}

function rangeOf(form: Form): Range {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const created = form.created;
  if (created === undefined) return range;
  if (typeof created === 'string') {
    const at = wholeOf(form, 'created', 0, Number.MAX_SAFE_INTEGER) ?? 0;
    return { from: at, to: at };
  }
  if (Array.isArray(created)) throw new StripeProblem(400, { message: 'Invalid object: created', param: 'created' });
  onlyKnown(created, ['gt', 'gte', 'lt', 'lte']);
  const bound = (name: string) => wholeOf(created, name, 0, Number.MAX_SAFE_INTEGER);
  const gt = bound('gt');
  const lt = bound('lt');
  range.from = Math.max(bound('gte') ?? 0, gt === undefined ? 0 : gt + 1);
  range.to = Math.min(bound('lte') ?? range.to, lt === undefined ? range.to : lt - 1);
  return range;
}

type Wanted<T> = ((row: Row<T>) => boolean) | null;

function filterOf<K extends Kind>(store: Store, kind: K, form: Form): Wanted<Kinds[K]> {
  const shelf = store.shelf(kind);
  const tests: ((object: object) => boolean)[] = [];
  for (const name of filtersOf[kind]) {
    if (form[name] === undefined || name === 'payout') continue;
    if (name === 'types') {
      const types = new Set(listOf(form, name));
      tests.push((object) => types.has(String(Reflect.get(object, 'type'))));
    } else {
      const value = textOf(form, name);
      tests.push((object) => Reflect.get(object, name) === value);
    }
  }
  return tests.length === 0 ? null : (row) => tests.every((test) => test(shelf.of(row)));
}

/** All rows of the kind; for `?payout=` only those in that payout. */
function orderOf<K extends Kind>(store: Store, kind: K, form: Form): Ordered<Kinds[K]> {
  const shelf = store.shelf(kind);
  const payout = textOf(form, 'payout');
  if (payout === undefined) return shelf.order;
  if (!store.get('payout', payout)) throw noSuch('payout', payout, 'payout', 400);
  return shelf.pick(store.contents.get(payout) ?? []);
}

interface Slice<T> {
  rows: Row<T>[];
  hasMore: boolean;
}

function olderThan<T>(
  order: Ordered<T>,
  after: Row<T> | null,
  range: Range,
  wanted: Wanted<T>,
  limit: number,
): Slice<T> {
  let position = after ? order.positionOf(after) : order.size;
  if (range.to !== Number.MAX_SAFE_INTEGER) position = Math.min(position, order.countBefore(range.to + 1));
  const rows: Row<T>[] = [];
  for (let at = position - 1; at >= 0; at--) {
    const row = order.at(at);
    if (!row || row.created < range.from) break;
    if (wanted && !wanted(row)) continue;
    if (rows.length === limit) return { rows, hasMore: true };
    rows.push(row);
  }
  return { rows, hasMore: false };
}

function newerThan<T>(
  order: Ordered<T>,
  before: Row<T> | null,
  range: Range,
  wanted: Wanted<T>,
  limit: number,
): Slice<T> {
  const start = before ? order.positionOf(before) + 1 : 0;
  const rows: Row<T>[] = [];
  for (let at = Math.max(start, order.countBefore(range.from)); at < order.size; at++) {
    const row = order.at(at);
    if (!row || row.created > range.to) break;
    if (wanted && !wanted(row)) continue;
    if (rows.length === limit) return { rows: rows.reverse(), hasMore: true };
    rows.push(row);
  }
  return { rows: rows.reverse(), hasMore: false };
}

function cursorRow<K extends Kind>(store: Store, kind: K, id: string, param: string): Row<Kinds[K]> {
  const row = store.shelf(kind).row(id);
  if (!row) throw noSuch(kind, id, param, 400);
  return row;
}
