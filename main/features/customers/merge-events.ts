/** Two customers become one, and are two again: what each holds and owes goes over, and its payments and invoices with it. */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { builtItems } from '../../kernel/built-on';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit, type ReadBalance } from '../../ledger/balance';
import { accounts, lots } from '../../ledger/chart';
import { reverse } from '../../ledger/entry';
import { type MovedBalance, mergedEntry } from '../../ledger/merge';
import { accountNames } from './balances';
import { MOST_TAGS, tagSchema } from './contract';
import { customerTags } from './desk-events';
import { type BuiltOn, bringBackRows, builtOnMerge, keysOf, moveRows, openMerge } from './merge-rows';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const minor = z.number().int();
const movedSchema = z.strictObject({
  ...{ currency: z.string().length(3), granted: minor, voucher: minor, paid: minor, receivable: minor },
});
const tags = z.array(tagSchema).max(MOST_TAGS);

const mergedSchema = z.strictObject({
  /** Whose everything is from now on. The subject is the one that is merged into it. */
  survivor: idText,
  /** Minor units, by currency. */
  moved: z.array(movedSchema).max(200),
  /** Of the survivor, after and before. */
  tags,
  was: tags,
});
export type CustomerMerged = z.infer<typeof mergedSchema>;

const unmergedSchema = z.strictObject({
  survivor: idText,
  moved: z.array(movedSchema).max(200),
  /** What the survivor's tags are again; left out where they were changed since. */
  tags: tags.optional(),
});
export type CustomerUnmerged = z.infer<typeof unmergedSchema>;

const merged = eventKind<CustomerMerged>({
  schema: mergedSchema,
  entry: ({ survivor, moved }, { subject }) => mergedEntry(subject, survivor, moved),
  project({ survivor, moved, tags: after }, { subject, seq }, projector) {
    assertApart(projector.db, subject, survivor);
    assertEmptied(projector, subject, moved);
    moveRows(projector, seq, keysOf(projector.db, subject, survivor));
    setTags(projector, survivor, after);
    projector.forgetCustomer(subject);
  },
  undo({ survivor, moved, tags: after, was }, { subject }, { db, balance }, { nowMs }) {
    const keys = keysOf(db, subject, survivor);
    const merge = openMerge(db, keys.customer);
    const built: BuiltOn[] = [
      ...(merge.survivor === keys.survivor ? [] : [{ part: 'customer' as const, name: '' }]),
      ...builtOnMerge(db, merge, keys.customer),
      ...spent(db, balance, survivor, moved, merge.id),
    ];
    if (built.length > 0) throw new Failure('merge-built-on', { items: named(built) });
    const tagsStand = customerTags(db, survivor).join('\n') === after.join('\n');
    const payload: CustomerUnmerged = { survivor, moved, ...(tagsStand ? { tags: was } : {}) };
    return [{ kind: 'customer.unmerged', subject, occurredAt: nowMs, payload }];
  },
});

const unmerged = eventKind<CustomerUnmerged>({
  schema: unmergedSchema,
  entry: ({ survivor, moved }, { subject }) => reverse(mergedEntry(subject, survivor, moved)),
  project({ survivor, tags: was }, { subject, seq }, projector) {
    bringBackRows(projector, seq, keysOf(projector.db, subject, survivor));
    if (was) setTags(projector, survivor, was);
    projector.forgetCustomer(subject);
  },
});

function setTags(projector: Projector, customer: Id, to: readonly string[]): void {
  projector.run('UPDATE customer SET tags = ? WHERE uuid = ?', JSON.stringify(to), idToBytes(customer));
}

/** Two customers, neither of whom was merged. Throws Failure customer-merged, customer-unknown, event-invalid. */
export function assertApart(db: Db, customer: Id, survivor: Id): void {
  if (customer === survivor) throw new Failure('event-invalid', { detail: 'a customer merged into itself' });
  for (const id of [customer, survivor]) {
    const row = one<{ merged_into: number | null }>(
      db,
      'SELECT merged_into FROM customer WHERE uuid = ?',
      idToBytes(id),
    );
    if (!row) throw new Failure('customer-unknown', { id });
    if (row.merged_into !== null) throw new Failure('customer-merged', { survivor: '' });
  }
}

/** The entry is posted by now: nothing may be left behind. */
function assertEmptied({ db, balance }: Projector, customer: Id, moved: readonly MovedBalance[]): void {
  for (const name of accountNames(customer)) {
    const kept = all<{ currency: string }>(
      db,
      'SELECT b.currency FROM account a JOIN balance b ON b.account = a.id WHERE a.name = ?',
      name,
    );
    for (const { currency } of [...kept, ...moved])
      if (balance(name, currency) !== 0)
        throw new Failure('event-invalid', { detail: `${name} would keep ${balance(name, currency)} ${currency}` });
  }
}

/** What the survivor would have to give back and does not hold, or needs for what it owes itself. */
function spent(db: Db, balance: ReadBalance, survivor: Id, moved: readonly MovedBalance[], merge: number): BuiltOn[] {
  return moved.flatMap((of): BuiltOn[] => {
    const { currency } = of;
    const short = lots.filter((lot) => of[lot] > heldCredit(balance, survivor, lot, currency));
    const owed = balance(accounts.receivable(survivor), currency) - of.receivable;
    const stays = owed < openOf(db, survivor, currency, merge);
    return [
      ...short.map((lot) => ({ part: `credit-${lot}` as const, name: `${toDecimal(of[lot], currency)} ${currency}` })),
      ...(stays ? [{ part: 'receivable' as const, name: `${toDecimal(of.receivable, currency)} ${currency}` }] : []),
    ];
  });
}

/** What is open on the invoices that would stay. */
function openOf(db: Db, survivor: Id, currency: string, merge: number): number {
  const text = `SELECT coalesce(sum(i.open), 0) AS open FROM customer c JOIN invoice i ON i.customer = c.id
    WHERE c.uuid = ? AND i.currency = ? AND i.kind = 'service'
      AND i.id NOT IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'invoice')`;
  return one<{ open: number }>(db, text, idToBytes(survivor), currency, merge)?.open ?? 0;
}

const MOST_NAMED = 8;

function named(built: readonly BuiltOn[]): string {
  const more = built.length > MOST_NAMED ? [{ part: 'more' as const, name: '' }] : [];
  return builtItems([...built.slice(0, MOST_NAMED), ...more]);
}

/** Those that were merged into this customer and still are, with when, the latest first. */
export function mergedInto(db: Db, survivor: Id): { id: Id; name: string; at: number }[] {
  const text = `SELECT f.uuid, n.name, e.occurred_at AS at FROM customer s JOIN customer f ON f.merged_into = s.id
    JOIN customer_merge m ON m.customer = f.id AND m.undone IS NULL JOIN event e ON e.seq = m.event
    LEFT JOIN person n ON n.uuid = f.uuid WHERE s.uuid = ? ORDER BY m.id DESC LIMIT 50`;
  return all<{ uuid: Buffer; name: string | null; at: number }>(db, text, idToBytes(survivor)).map((row) => ({
    ...{ id: idFromBytes(row.uuid), name: row.name ?? '', at: row.at },
  }));
}

export const customerMergeKinds: readonly (readonly [string, EventKind])[] = [
  ['customer.merged', merged],
  ['customer.unmerged', unmerged],
];
