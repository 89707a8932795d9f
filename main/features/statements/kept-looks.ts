/** What the last look found in each file: when a person says how one of many is read, the others are not read again. */
import { hash } from 'node:crypto';
import { all, type Db, one } from '../../db/sql';
import { sha256Of } from '../file-bytes';
import type { FileFound } from './look-job';
import type { FileOrder } from './opening';
import type { FileKeys, SeenKeys } from './seen-keys';

interface Kept {
  found: FileFound;
  compared: FileKeys['compared'];
  /** null: not kept, or not gathered, for nothing followed: only as the last one it is not read again. */
  brought: FileKeys['brought'] | null;
}

interface LastLook {
  book: string;
  files: ReadonlyMap<string, Kept>;
}

/** By connection: of the last look only. */
const lastLooks = new WeakMap<Db, LastLook>();

/** Of all files together, some 10 MB; what brings more is read again. */
const MOST_KEYS = 250_000;

/** What a look depends on beside its files: what happened, and the saved profiles, which are no events. */
function bookOf(db: Db): string {
  const seq = one<{ n: number | null }>(db, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
  const profiles = all(db, "SELECT * FROM import_mapping WHERE kind LIKE 'statement %' ORDER BY kind, name");
  return JSON.stringify([seq, profiles]);
}

/** What one look may take from the last, and leaves to the next. `db`: of the reader; `snapshot`: what is compared with. */
export class KeptLooks {
  readonly #db: Db;
  readonly #book: string;
  readonly #before: LastLook['files'];
  readonly #files = new Map<string, Kept>();
  #room = MOST_KEYS;

  constructor(db: Db, snapshot: Db) {
    this.#db = db;
    this.#book = bookOf(snapshot);
    const last = lastLooks.get(db);
    this.#before = last?.book === this.#book ? last.files : new Map();
  }

  /** The same for the same bytes, read as they were. */
  keyOf({ bytes, ...said }: FileOrder): string {
    return hash('sha256', `${JSON.stringify(said)} ${sha256Of(bytes)}`, 'hex');
  }

  /** null: it is to be read. What it brings is among `seen` then. */
  taken(key: string, seen: SeenKeys): FileFound | null {
    const kept = this.#before.get(key);
    if (!kept || [...kept.compared].some(([bank, standing]) => seen.standing(bank) !== standing)) return null;
    if (!seen.isLast) {
      if (!kept.brought) return null;
      for (const [bank, keys] of kept.brought) seen.bring(bank, keys);
    }
    seen.endFile(key);
    this.#keep(key, kept);
    return kept.found;
  }

  /** It was read just now. */
  keep(key: string, found: FileFound, seen: SeenKeys): void {
    const { compared, brought } = seen.endFile(key);
    this.#keep(key, { found, compared, brought: seen.isLast ? null : brought });
  }

  end(): void {
    lastLooks.set(this.#db, { book: this.#book, files: this.#files });
  }

  #keep(key: string, { brought, ...kept }: Kept): void {
    const count = [...(brought?.values() ?? [])].reduce((sum, keys) => sum + keys.length, 0);
    const fits = count <= this.#room;
    if (fits) this.#room -= count;
    this.#files.set(key, { ...kept, brought: fits ? brought : null });
  }
}
