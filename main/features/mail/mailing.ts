/**
 * Writes down which notices are due and sends them, each once. Written down and committed before a byte is sent, so that the engine
 * may die between any two steps: what was being sent then is *maybe sent*, and only a person sends it again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Topic } from '../../contract';
import { one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { DAY_MS } from '../../kernel/time';
import { compose } from './compose';
import type { MailCounts } from './contract';
import { type Enclosure, parcelOf } from './mime';
import { beginSending, doubtLost, drop, dueLetters, end, type Letter, putOff, wakeLetters } from './rows';
import { tellBeside } from './sent-beside';
import { beginRest, endRest, isResting, pauseAfter } from './server-rest';
import { isMailOn, type MailSettings, mailSettings } from './settings';
import { type Parcel, type Posted, post } from './smtp';
import { MailWatch } from './watching';

/** The book's sealed secrets, as far as a password among them is needed. */
export interface MailSecrets {
  readonly state: 'none' | 'locked' | 'open';
  /** Throws Failure passphrase-needed, secret-damaged. */
  get(owner: string, purpose: string): string | null;
}

export interface MailingOptions {
  book: Book;
  healthy: Promise<void>;
  secrets: MailSecrets;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
  /** The receipt of a payment as a PDF. Throws Failure receipt-not-paid where there is none to give. */
  receipt(payment: Id): Promise<Uint8Array>;
  /** From 0 to 1; tests give their own. */
  random?: () => number;
  /** Milliseconds without a sign of the server. */
  patienceMs?: number;
}

export const OWNER = 'mail';
export const PASSWORD = 'smtp-password';

const LETTERS_A_ROUND = 20;
const MOST_AT_ONCE = 500;
/** A notice that could not be sent for so long says nothing new any more. */
const TOO_LATE_MS = 3 * DAY_MS;
const LARGEST_ENCLOSURE = 5_000_000;
const CLOSING_MS = 2_000;

export interface MailTrouble {
  code: string;
  detail: string;
  at: number;
}

const none: MailCounts = { sent: 0, queued: 0, maybe: 0, refused: 0, dropped: 0 };

export class Mailing {
  readonly #options: MailingOptions;
  readonly #watch: MailWatch;
  readonly #flying = new Set<number>();
  readonly #abort = new AbortController();
  #working: Promise<MailCounts> | null = null;
  #isHealthy = false;
  #closed = false;
  #trouble: MailTrouble | null = null;

  constructor(options: MailingOptions) {
    this.#options = options;
    this.#watch = new MailWatch(options.book);
    options.healthy.then(
      () => {
        this.#isHealthy = true;
      },
      () => {}, // in a damaged book nothing is written, and nobody is written to
    );
  }

  get trouble(): MailTrouble | null {
    return this.#trouble;
  }

  /** Called every second. Writes down what is due, and sends in the background. Throws what the disk throws. */
  tick(): void {
    if (!this.#isHealthy || this.#closed) return;
    this.#look();
    if (this.#working || isResting(this.#options.book.db, this.#now())) return;
    void this.#inTurn(LETTERS_A_ROUND).catch((error: unknown) => this.#options.unexpected('sending notices', error));
  }

  /**
   * Writes down what is due and sends what of it has come to its time, at most 500: after a failure the pauses stand, unless `wake`.
   * Gives what became of them; `queued`: what still waits.
   * Throws Failure mail-off, passphrase-needed.
   */
  async sendDue(wake = false): Promise<MailCounts> {
    const { book, healthy } = this.#options;
    await healthy;
    const settings = mailSettings(book.db);
    if (!isMailOn(book.db, settings)) throw new Failure('mail-off');
    if (!this.#canSignIn(settings)) throw new Failure('passphrase-needed');
    await this.#working?.catch(() => {});
    if (wake) this.settingsChanged();
    else this.#watch.again();
    while (this.#look());
    const total = { ...none };
    for (let done = 0; done < MOST_AT_ONCE && !this.#closed && !isResting(this.#options.book.db, this.#now()); ) {
      const counts = await this.#inTurn(LETTERS_A_ROUND);
      const ended = counts.sent + counts.maybe + counts.refused + counts.dropped;
      for (const key of ['sent', 'maybe', 'refused', 'dropped'] as const) total[key] += counts[key];
      done += ended;
      if (ended === 0) break;
    }
    total.queued = one<{ n: number }>(book.db, "SELECT count(*) AS n FROM mail WHERE state = 'queued'")?.n ?? 0;
    return total;
  }

  /** Sends a parcel that is no notice, now. Throws Failure mail-*, passphrase-needed. Gives the server's answer. */
  async try(parcel: Parcel): Promise<string> {
    const settings = mailSettings(this.#options.book.db);
    const posted = await this.#post(settings, this.#passwordOf(settings), parcel);
    if (posted.kind !== 'sent') throw posted.failure;
    this.settingsChanged();
    return posted.answer;
  }

  /** What waits because the server could not be reached is tried again at once. */
  settingsChanged(): void {
    this.#trouble = null;
    this.#watch.again();
    endRest(this.#options.book.db);
    wakeLetters(this.#options.book.db, this.#now());
  }

  /** What is under way gets a moment to end; then it is broken off, and may have been sent. */
  async close(): Promise<void> {
    this.#closed = true;
    const ended = this.#working?.catch(() => {});
    for (const step of [() => {}, () => this.#abort.abort()]) {
      step();
      if (ended) await Promise.race([ended, pause(CLOSING_MS, undefined, { ref: false })]);
    }
  }

  /** Gives whether there is more to look at. */
  #look(): boolean {
    const { book } = this.#options;
    if (!isMailOn(book.db, mailSettings(book.db))) return false;
    const { added, more } = this.#watch.writeDown();
    if (added > 0) this.#options.changed(['mail']);
    return more;
  }

  /** One round after the other: no letter is ever in two of them. */
  #inTurn(limit: number): Promise<MailCounts> {
    this.#working ??= this.#round(limit).finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async #round(limit: number): Promise<MailCounts> {
    const { book, changed } = this.#options;
    const counts = { ...none };
    if (doubtLost(book.db, this.#flying, this.#now()) > 0) changed(['mail']);
    const settings = mailSettings(book.db);
    if (!isMailOn(book.db, settings) || !this.#canSignIn(settings)) return counts;
    const password = this.#passwordFor(settings);
    if (password === undefined) return counts;
    for (const letter of dueLetters(book.db, this.#now(), limit)) {
      if (this.#closed) break;
      counts[await this.#send(letter, settings, password)] += 1;
      changed(['mail']);
      if (isResting(this.#options.book.db, this.#now())) break;
    }
    return counts;
  }

  #canSignIn({ user }: MailSettings): boolean {
    return user === '' || this.#options.secrets.state === 'open';
  }

  async #send(letter: Letter, settings: MailSettings, password: string | null): Promise<keyof MailCounts> {
    const { book } = this.#options;
    const dropped = (...[why, detail]: [Parameters<typeof drop>[2], string?]) => {
      drop(book.db, letter.id, why, this.#now(), detail ?? null);
      return 'dropped' as const;
    };
    if (this.#now() - letter.at > TOO_LATE_MS) return dropped('too-late');
    const enclosure = await this.#enclosureOf(letter);
    const made = compose(book.db, letter, settings, this.#now(), enclosure !== null);
    if ('drop' in made) return dropped(made.drop, made.detail);
    const { customer, language, to, copy, subject } = made;
    const from = { name: settings.fromName, address: settings.fromAddress };
    const parcel = await parcelOf({ ...made, id: letter.uuid, atMs: this.#now(), from, enclosure });
    const heading = { customer, language, subject, address: to.address, copy: copy?.address ?? null };
    // From this commit on it may have been sent.
    if (!beginSending(book.db, letter.id, heading, this.#now())) return 'queued';
    this.#flying.add(letter.id);
    try {
      if (!this.#isTold(letter)) return 'queued';
      return this.#settle(letter, await this.#post(settings, password, parcel));
    } finally {
      this.#flying.delete(letter.id);
    }
  }

  /** Throws Failure passphrase-needed, secret-damaged. */
  #passwordOf({ user }: MailSettings): string | null {
    return user === '' ? null : this.#options.secrets.get(OWNER, PASSWORD);
  }

  /** Undefined: it cannot be opened, which is told; nothing is sent. */
  #passwordFor(settings: MailSettings): string | null | undefined {
    try {
      return this.#passwordOf(settings);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#rest(error.code, '');
      return undefined;
    }
  }

  /** Nobody else's mail is tried for a while either. Gives until when. */
  #rest(code: string, detail: string): number {
    const { book, random = Math.random } = this.#options;
    const at = this.#now();
    this.#trouble = { code, detail, at };
    return beginRest(book.db, at, random);
  }

  /** False: the disk does not take it, so that nothing is sent. */
  #isTold({ id }: Letter): boolean {
    const { db } = this.#options.book;
    try {
      tellBeside(db);
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      putOff(db, id, { why: error.code }, this.#rest(error.code, ''));
      return false;
    }
  }

  #post(settings: MailSettings, password: string | null, parcel: Parcel): Promise<Posted> {
    const { patienceMs } = this.#options;
    return post({ settings, password, signal: this.#abort.signal, ...(patienceMs ? { patienceMs } : {}) }, parcel);
  }

  #settle({ id, tries }: Letter, posted: Posted): keyof MailCounts {
    const { db } = this.#options.book;
    const nowMs = this.#now();
    if (posted.kind === 'sent') {
      endRest(db);
      this.#trouble = null;
      end(
        db,
        id,
        'sent',
        { why: posted.notTo === null ? null : 'copy-refused', detail: posted.notTo ?? posted.answer },
        nowMs,
      );
      return 'sent';
    }
    const { code, params } = posted.failure;
    const detail = String(params.detail ?? '');
    if (posted.kind !== 'later') {
      end(db, id, posted.kind, { why: code, detail }, nowMs);
      return posted.kind;
    }
    const { random = Math.random } = this.#options;
    const next = posted.isOfServer ? this.#rest(code, detail) : nowMs + pauseAfter(tries + 1, random);
    putOff(db, id, { why: code, detail }, next);
    return 'queued';
  }

  /** Null: there is none, or it is too large to travel; the text then does not speak of it. */
  async #enclosureOf({ kind, payment, uuid }: Letter): Promise<Enclosure | null> {
    if (kind !== 'receipt' || payment === null) return null;
    try {
      const bytes = await this.#options.receipt(payment);
      return bytes.length > LARGEST_ENCLOSURE ? null : { name: `receipt-${payment.slice(-12)}.pdf`, bytes };
    } catch (error) {
      if (!(error instanceof Failure)) this.#options.unexpected(`the receipt of notice ${uuid}`, error);
      return null;
    }
  }

  #now(): number {
    return this.#options.book.clock.now();
  }
}
