/** Looks each second at what the book learned since the last look, and at how syncing stands, and writes down what should be told. */
import type { Topic } from '../../contract';
import { readCountSetting, writeSetting } from '../../db/setting';
import { type Db, one, run } from '../../db/sql';
import type { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import type { Clock } from '../../kernel/time';
import { EVENTS_A_LOOK, type NoticeDraft, noticesIn } from './from-events';

/** How one gateway's syncing stands, as far as a person must be told. */
export interface NoticedGateway {
  /** The account's key: what a book means by `gateway`. */
  key: string;
  failure: Failure | null;
  /** In a row. */
  failures: number;
}

export interface NoticesOptions {
  book: { db: Db; clock: Clock };
  healthy: Promise<void>;
  gateways(): readonly NoticedGateway[];
  changed(topics: readonly Topic[]): void;
}

const SEEN = 'notices-seen';
const MOST_KEPT = 500;
/** With the pauses between tries about ten minutes of faults; of being offline, which often passes, an hour. */
const STUCK_AFTER = 5;
const OFFLINE_AFTER = 8;

export class Notices {
  readonly #options: NoticesOptions;
  #isHealthy = false;

  constructor(options: NoticesOptions) {
    this.#options = options;
    options.healthy.then(
      () => {
        this.#isHealthy = true;
      },
      () => {}, // in a damaged book nothing is written
    );
  }

  /** Called every second. Throws what the disk throws; then the same is looked at again. */
  tick(): void {
    if (!this.#isHealthy) return;
    const { book, changed } = this.#options;
    const added = book.db.transaction(() => this.#look())();
    if (added > 0) changed(['notices']);
  }

  #look(): number {
    const { book, gateways } = this.#options;
    const { db } = book;
    const nowMs = book.clock.now();
    const end = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
    const seen = seenIn(db);
    const drafts: NoticeDraft[] = [];
    if (seen === null || seen < end) {
      const upTo = Math.min(end, (seen ?? 0) + EVENTS_A_LOOK);
      // A book from before there were notices has nothing new in it.
      if (seen !== null) drafts.push(...noticesIn(db, seen, upTo, nowMs));
      setSeen(db, seen === null ? end : upTo);
    }
    for (const gateway of gateways()) {
      const draft = ofGateway(db, gateway, nowMs);
      if (draft) drafts.push(draft);
    }
    const added = drafts.filter((draft) => insert(db, draft)).length;
    // The newest stay.
    if (added > 0) run(db, 'DELETE FROM notice WHERE id <= (SELECT max(id) FROM notice) - ?', MOST_KEPT);
    return added;
  }
}

function seenIn(db: Db): number | null {
  return readCountSetting(db, SEEN);
}

function setSeen(db: Db, seq: number): void {
  writeSetting(db, SEEN, String(seq));
}

/** One for each time that it stops working: until a sync has reached further, it is the same trouble. */
function ofGateway(db: Db, { key: gateway, failure, failures }: NoticedGateway, at: number): NoticeDraft | null {
  if (!failure) return null;
  const refused = failure.code === 'key-refused' || failure.code === 'key-forbidden';
  const enough = failure.code === 'gateway-offline' ? OFFLINE_AFTER : STUCK_AFTER;
  if (!refused && failures < enough) return null;
  const reached = one<{ at: number | null }>(db, 'SELECT max(to_ms) AS at FROM sync_period WHERE gateway = ?', gateway);
  const told = refused ? 'key-refused' : 'sync-stuck';
  const key = `${told} ${gateway} ${reached?.at ?? 0}`;
  return { key, kind: told, at, gateway, detail: failure.code };
}

function insert(db: Db, draft: NoticeDraft): boolean {
  const { key, kind, at, payment, gateway, amount, currency, reason, detail } = draft;
  const done = run(
    db,
    `INSERT INTO notice (key, kind, at, payment, gateway, amount, currency, reason, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
    ...[
      key,
      kind,
      at,
      payment === undefined ? null : idToBytes(payment),
      gateway ?? null,
      amount ?? null,
      currency ?? null,
    ],
    reason ?? null,
    detail?.slice(0, 500) ?? null,
  );
  return done.changes > 0;
}
