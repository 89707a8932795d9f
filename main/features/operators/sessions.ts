/** Who is signed in at which window. It stands in the engine's memory only: when the engine ends, everybody signs in again. */
import { randomBytes } from 'node:crypto';
import { readSetting } from '../../db/setting';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { IDLE_MINUTES, type Role } from '../../kernel/operator';
import type { Clock } from '../../kernel/time';
import { hasOperators } from './events';
import { hasPin, proveSecret } from './secret';

const KEY = 'idle-minutes';
const MOST_SESSIONS = 200;

interface SignedIn {
  token: string;
  id: Id;
  name: string;
  /** UTC milliseconds: when a person was last seen at it. */
  seenAt: number;
  /** A command ends by itself; a window is locked when nobody touches it. */
  idles: boolean;
}

export interface Actor {
  id: Id;
  name: string;
  role: Role;
}

export function idleMinutes(db: Db): number {
  const kept = readSetting(db, KEY) ?? '';
  return /^\d{1,3}$/.test(kept) ? Number.parseInt(kept, 10) : IDLE_MINUTES;
}
export const IDLE_SETTING = KEY;

export class Sessions {
  readonly #open = new Map<string, SignedIn>();
  readonly #db: () => Db;
  readonly #clock: Clock;
  readonly #changed: () => void;
  /** The sample company opens signed in as this one. */
  atOnce: Id | null = null;

  constructor(db: () => Db, clock: Clock, changed: () => void) {
    this.#db = db;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** A new connection. */
  connect(source: string): Session {
    return new Session(this, source === 'screen');
  }

  begin(id: Id, name: string, idles: boolean): SignedIn {
    if (this.#open.size >= MOST_SESSIONS) this.#open.delete([...this.#open.keys()][0] ?? '');
    const token = randomBytes(24).toString('base64url');
    const signedIn = { token, id, name, idles, seenAt: this.#clock.now() };
    this.#open.set(signedIn.token, signedIn);
    return signedIn;
  }

  /** Null when it ended, was locked, or nobody was there for too long. */
  find(token: string): SignedIn | null {
    const found = this.#open.get(token);
    if (!found) return null;
    if (!found.idles || found.seenAt + idleMinutes(this.#db()) * 60_000 > this.#clock.now()) return found;
    this.#open.delete(token);
    return null;
  }

  see(token: string): void {
    const found = this.#open.get(token);
    if (found) found.seenAt = this.#clock.now();
  }

  end(token: string): void {
    this.#open.delete(token);
  }

  /** At every window: whoever signed in with what is no longer their passphrase. */
  endOf(operator: Id): void {
    for (const { token, id } of [...this.#open.values()]) if (id === operator) this.#open.delete(token);
  }

  /** Locks what nobody touched, and tells the windows. */
  tick(): void {
    if (this.#open.size === 0) return;
    const before = this.#clock.now() - idleMinutes(this.#db()) * 60_000;
    this.#lock(({ seenAt }) => seenAt <= before);
  }

  /** Nobody is at the computer: every window is locked. A command that runs goes on. */
  lockWindows(): void {
    this.#lock(() => true);
  }

  #lock(which: (signedIn: SignedIn) => boolean): void {
    const windows = [...this.#open.values()].filter((signedIn) => signedIn.idles && which(signedIn));
    for (const { token } of windows) this.#open.delete(token);
    if (windows.length > 0) this.#changed();
  }

  /** The operator as it stands now: a role that changed counts at once. Null when it was retired. */
  actorOf({ id, name }: SignedIn): Actor | null {
    const text = 'SELECT role FROM operator WHERE uuid = ? AND retired_at IS NULL';
    const role = one<{ role: Role }>(this.#db(), text, idToBytes(id))?.role;
    return role ? { id, name, role } : null;
  }

  /** Null where there is none. */
  nameOf(id: Id): string | null {
    return one<{ name: string }>(this.#db(), 'SELECT name FROM operator WHERE uuid = ?', idToBytes(id))?.name ?? null;
  }

  db(): Db {
    return this.#db();
  }

  now(): number {
    return this.#clock.now();
  }

  needed(): boolean {
    return hasOperators(this.#db());
  }
}

/** One connection's. */
export class Session {
  readonly #all: Sessions;
  readonly #idles: boolean;
  #token: string | null = null;
  #begun = false;
  /** Who was signed in here, for the lock screen. */
  last: string | null = null;

  constructor(all: Sessions, idles: boolean) {
    this.#all = all;
    this.#idles = idles;
  }

  /** Null where the book has no operators: then the system's user may do everything. Throws Failure operator-locked. */
  actor(): Actor | null {
    if (!this.#all.needed()) return null;
    const actor = this.#actorNow();
    if (!actor) throw new Failure('operator-locked');
    return actor;
  }

  #actorNow(): Actor | null {
    if (!this.#begun) this.#beginAtOnce();
    if (this.#token === null) return null;
    const signedIn = this.#all.find(this.#token);
    const actor = signedIn && this.#all.actorOf(signedIn);
    if (!actor) this.#token = null;
    return actor;
  }

  #beginAtOnce(): void {
    this.#begun = true;
    const id = this.#all.atOnce;
    const name = id && this.#all.nameOf(id);
    if (id && name) this.#take(this.#all.begin(id, name, this.#idles));
  }

  #take(signedIn: SignedIn): void {
    this.#begun = true;
    this.#token = signedIn.token;
    this.last = signedIn.name;
  }

  /** Gives the token with which the same window comes back. */
  begin(id: Id, name: string): string {
    if (this.#token !== null) this.#all.end(this.#token);
    const signedIn = this.#all.begin(id, name, this.#idles);
    this.#take(signedIn);
    return signedIn.token;
  }

  resume(token: string): boolean {
    const found = this.#all.find(token);
    if (found && this.#all.actorOf(found)) this.#take(found);
    return this.#token === token;
  }

  /** Of who has a PIN, it is asked for with every approval. Throws Failure pin-needed, pin-wrong, sign-in-wait. */
  async provePin(pin: string | undefined): Promise<void> {
    const actor = this.actor();
    if (!actor || !hasPin(this.#all.db(), actor.id)) return;
    if (!pin) throw new Failure('pin-needed');
    await proveSecret(
      () => this.#all.db(),
      actor.id,
      'pin',
      pin,
      () => this.#all.now(),
      new Failure('pin-wrong'),
    );
  }

  see(): void {
    if (this.#token !== null) this.#all.see(this.#token);
  }

  end(remember: boolean): void {
    if (this.#token !== null) this.#all.end(this.#token);
    this.#begun = true;
    this.#token = null;
    if (!remember) this.last = null;
  }
}
