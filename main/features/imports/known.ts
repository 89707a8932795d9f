/** The customers of a book by what a file calls them: an external id (of a file or of a gateway), an e-mail, our own id. */
import type { StepProgress } from '../../db/reader';
import type { Db } from '../../db/sql';
import { type Id, idFromBytes, isId } from '../../kernel/id';
import { IMPORT_LINK } from '../customers/import-events';

export interface KnownCustomers {
  byExternalId(id: string): ReadonlySet<Id>;
  byEmail(email: string): ReadonlySet<Id>;
  /** Whether a file gave it an external id before. */
  isLinked(customer: Id): boolean;
  has(customer: string): boolean;
  /** A customer of the same file, further up. */
  add(customer: Id, externalId: string | null, email: string | null): void;
}

const folded = (text: string) => text.toLowerCase();
const nobody: ReadonlySet<Id> = new Set();

const ROWS_A_STEP = 5_000;

/** Reads every customer of the book. */
export function* knownCustomers(db: Db): Generator<StepProgress, KnownCustomers> {
  let read = 0;
  const external = new Map<string, Set<Id>>();
  const mails = new Map<string, Set<Id>>();
  const linked = new Set<Id>();
  const ids = new Set<string>();
  const put = (map: Map<string, Set<Id>>, key: string, id: Id) => {
    const found = map.get(key);
    if (found) found.add(id);
    else map.set(key, new Set([id]));
  };
  const people = `SELECT c.uuid, n.email FROM customer t LEFT JOIN person n ON n.uuid = t.uuid
    JOIN customer c ON c.id = coalesce(t.merged_into, t.id)`;
  for (const each of db.prepare(people).iterate()) {
    const { uuid, email } = each as { uuid: Buffer; email: string | null }; // from outside: SQLite's rows
    const id = idFromBytes(uuid);
    ids.add(id);
    if (++read % ROWS_A_STEP === 0) yield { phase: 'comparing', done: 0, total: null };
    if (email !== null) put(mails, folded(email), id);
  }
  const links = `SELECT l.gateway, l.external_id, c.uuid FROM customer_link l JOIN customer t ON t.id = l.customer
    JOIN customer c ON c.id = coalesce(t.merged_into, t.id)`;
  for (const each of db.prepare(links).iterate()) {
    const row = each as { gateway: string; external_id: string; uuid: Buffer }; // from outside: SQLite's rows
    const id = idFromBytes(row.uuid);
    put(external, row.external_id, id);
    if (++read % ROWS_A_STEP === 0) yield { phase: 'comparing', done: 0, total: null };
    if (row.gateway === IMPORT_LINK) linked.add(id);
  }
  return {
    byExternalId: (id) => external.get(id) ?? nobody,
    byEmail: (email) => mails.get(folded(email)) ?? nobody,
    isLinked: (customer) => linked.has(customer),
    has: (customer) => ids.has(customer),
    add(customer, externalId, email) {
      if (externalId !== null) {
        put(external, externalId, customer);
        linked.add(customer);
      }
      if (email !== null) put(mails, folded(email), customer);
    },
  };
}

/** By external id, else by e-mail, else by our id. `several`: more than one customer is called so. */
export function customerNamed(known: KnownCustomers, name: string): Id | 'none' | 'several' {
  for (const found of [known.byExternalId(name), known.byEmail(name)]) {
    if (found.size > 1) return 'several';
    for (const id of found) return id;
  }
  return isId(name) && known.has(name) ? name : 'none';
}
