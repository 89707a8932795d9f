/** How notices are sent: a setting of the book. The password stands among its sealed secrets, never here. */
import { realpathSync } from 'node:fs';
import { z } from 'zod';
import { readCountSetting, readJsonSetting, writeSetting } from '../../db/setting';
import { type Db, one, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { isLoopback, isMailAddress, isMailHost, type MailKind, mailKinds } from '../../kernel/mail';
import { mailSettingsShape } from './contract';
import { countAnew, isPutBack } from './sent-beside';

const KEY = 'mail';
const SEEN = 'mail-seen';

/**
 * `place`: the file in which it was turned on: a copy of the book, a backup that is opened, does not write to the same customers again
 * until a person says so. `since`: from when on (UTC milliseconds) each notice that is on is sent: nothing that was before causes one. */
const storedSchema = z.strictObject({
  ...mailSettingsShape,
  place: z.string(),
  since: z.partialRecord(z.enum(mailKinds), z.number().int()),
});
export type MailSettings = z.infer<typeof storedSchema>;
export type MailWish = Omit<MailSettings, 'since' | 'place'>;

const unset: MailSettings = {
  ...{
    on: false,
    host: '',
    port: 587,
    tls: 'starttls',
    anyCertificate: false,
    user: '',
    fromName: '',
    fromAddress: '',
  },
  ...{ notices: [...mailKinds], dueInDays: 7, language: 'en', place: '', since: {} },
};

export function mailSettings(db: Db): MailSettings {
  const read = storedSchema.safeParse(readJsonSetting(db, KEY));
  return read.success ? read.data : unset;
}

/**
 * What was off starts now: what happened before is left alone. Throws Failure mail-address-invalid, mail-host-invalid,
 * mail-password-plain.
 */
export function setMailSettings(db: Db, wish: MailWish, nowMs: number): void {
  assertSense(wish);
  const was = mailSettings(db);
  const place = placeOf(db);
  const wasOn = isMailOn(db, was);
  const since: Partial<Record<MailKind, number>> = {};
  for (const kind of wish.notices) since[kind] = (wasOn && wish.on ? was.since[kind] : undefined) ?? nowMs;
  // What waits here waits in the other file too.
  if (was.on && !wasOn)
    run(db, "UPDATE mail SET state = 'dropped', why = 'moved', ended_at = ? WHERE state = 'queued'", nowMs);
  if (!wasOn) markSeen(db, one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0);
  countAnew(db);
  writeSetting(db, KEY, JSON.stringify({ ...wish, place, since }));
}

/** Whether notices go out of this file; what is on elsewhere, or was on before a backup was put back, is not on here. */
export function isMailOn(db: Db, { on, place }: MailSettings): boolean {
  return on && place === placeOf(db) && !isPutBack(db);
}

function placeOf({ name, memory }: Db): string {
  try {
    return memory ? name : realpathSync(name);
  } catch {
    return name;
  }
}

function assertSense({ on, host, tls, user, fromAddress }: MailWish): void {
  if (!on && host === '' && fromAddress === '') return;
  if (!isMailHost(host)) throw new Failure('mail-host-invalid', { host });
  if (!isMailAddress(fromAddress)) throw new Failure('mail-address-invalid', { address: fromAddress });
  if (tls === 'none' && user !== '' && !isLoopback(host)) throw new Failure('mail-password-plain', { host });
}

/** The last event that was looked at; null: none ever was. */
export function seenIn(db: Db): number | null {
  return readCountSetting(db, SEEN);
}

export function markSeen(db: Db, seq: number): void {
  writeSetting(db, SEEN, String(seq));
}
