/** A set of changes that were made at once, and that it was taken back. Its items are the other events of the same request. */
import { z } from 'zod';
import type { Db } from '../../db/sql';
import { type EventDraft, type EventKind, eventKind, type Undoing } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { type Id, idToBytes } from '../../kernel/id';

const count = z.number().int().nonnegative();
/** `there`, `differs`, `refused`: what of it was not stored. */
const fileSchema = z.strictObject({
  name: z.string().max(200),
  sha256: z.string().length(64),
  there: count,
  differs: count,
  refused: count,
});

const toldSchema = z.strictObject({
  /** What the list calls it beside the deed: a tag, a file. */
  about: z.string().max(200),
  /** Minor units by currency, where the items are of money. */
  totals: z.record(z.string().length(3), z.number().int()),
  /** The file that it came from. */
  file: fileSchema.optional(),
});
export type ChangesTold = z.infer<typeof toldSchema>;

const madeSchema = z.strictObject({
  deed: z.string().max(40),
  /** The kinds of its items' events, with spaces between: others of the same request came with them, and go with them. */
  kind: z.string().max(60),
  items: z.number().int().positive(),
  ...toldSchema.shape,
});
export type ChangesMade = z.infer<typeof madeSchema>;

const undoneSchema = z.strictObject({
  undone: z.number().int(),
  /** What stayed, because something was built on it, or it cannot be taken back. */
  stayed: z.number().int(),
});
export type ChangesUndone = z.infer<typeof undoneSchema>;

/** What one item would become. Minor units. */
export interface PlannedItem {
  label: string;
  before: string;
  after: string;
  money?: { minor: number; currency: string };
}

/** What a plan may use. */
export interface Planning extends Undoing {
  /** Who does it. */
  operator: string;
  /** What the items before this one take, for deeds whose items share something: minor units by whatever they share. */
  taken: Map<string, number>;
}

/** One deed on many items. `Args`: what it is done with, the same for all of them. */
export interface BulkDeed<Args> {
  /** Of the one event that each item gets. */
  kind: string;
  /** The order in which they are done; left out: as they were chosen. */
  order?(facts: Facts, items: readonly Id[]): readonly Id[];
  /** What people know an item by that cannot take part. Throws where there is none of this id. */
  label(db: Db, item: Id): string;
  /** Throws the Failure that says why this item cannot take part. */
  plan(facts: Facts, item: Id, args: Args, use: Planning): PlannedItem;
  drafts(facts: Facts, item: Id, args: Args, use: Undoing): Iterable<EventDraft>;
}

const made = eventKind<ChangesMade>({
  schema: madeSchema,
  project({ deed, kind, items, about, totals, file }, { subject, seq }, projector) {
    projector.run(
      'INSERT INTO change_set (uuid, event, deed, kind, items, told) VALUES (?, ?, ?, ?, ?, ?)',
      idToBytes(subject),
      seq,
      deed,
      kind,
      items,
      JSON.stringify({ about, totals, ...(file ? { file: fileSchema.parse(file) } : {}) }),
    );
  },
});

const undone = eventKind<ChangesUndone>({
  schema: undoneSchema,
  project({ stayed }, { subject, seq }, projector) {
    projector.run(
      'UPDATE change_set SET undone = ?, stayed = ? WHERE uuid = ? AND undone IS NULL',
      seq,
      stayed,
      idToBytes(subject),
    );
  },
});

const singleUndoneSchema = z.strictObject({
  /** The first event of the act that was taken back. */
  event: z.number().int().positive(),
});
export type ChangeUndone = z.infer<typeof singleUndoneSchema>;

/** One change was taken back, by the other events of the same request. */
const singleUndone = eventKind<ChangeUndone>({
  schema: singleUndoneSchema,
  project({ event: undoneSeq }, { seq }, projector) {
    projector.run('INSERT INTO undone_event (event, undone) VALUES (?, ?)', undoneSeq, seq);
  },
});

export const changeKinds: readonly (readonly [string, EventKind])[] = [
  ['changes.made', made],
  ['changes.undone', undone],
  ['change.undone', singleUndone],
];
