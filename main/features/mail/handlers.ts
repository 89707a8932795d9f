/** Setting mail up, its texts, the log of notices, and sending by hand. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { isMailAddress } from '../../kernel/mail';
import { letterheadSettings } from '../papers/letterhead';
import { type MailSettingsTold, mailContract } from './contract';
import { type Mailing, type MailSecrets, OWNER, PASSWORD } from './mailing';
import { parcelOf } from './mime';
import { mailCounts, mailPage } from './query';
import { drop, letterNamed, writeDownAgain } from './rows';
import { isMailOn, type MailWish, mailSettings, setMailSettings } from './settings';
import { htmlOf, mailTemplate, mailTemplates, previewOf, resetMailTemplate, setMailTemplate } from './templates';
import { testText } from './test-text';

/** The password is kept among the book's sealed secrets, and the first of these chooses what opens them. */
interface Keys {
  secrets: MailSecrets & {
    put(owner: string, purpose: string, plain: string): void;
    forget(owner: string): void;
  };
  accounts: {
    keys: { unlock(by: { operator: string; source: string }, passphrase: string, begin: boolean): Promise<number> };
  };
}

export type MailContext = Context & Keys & { mailing: Mailing };

const os = implement(mailContract).$context<MailContext>();

export const mailHandlers = os.router({
  settings: os.settings.handler(({ context }) => told(context)),
  setSettings: os.setSettings.handler(async ({ input, context }) => {
    const { password, passphrase, ...wish } = input;
    await context.healthy;
    await saveSettings(context, wish, password, passphrase);
    context.mailing.settingsChanged();
    context.changed(['mail']);
    return told(context);
  }),
  test: os.test.handler(async ({ input, context }) => {
    const { mailing, clock, book } = context;
    const settings = mailSettings(book.db);
    if (settings.host === '') throw new Failure('mail-off');
    if (!isMailAddress(input.to)) throw new Failure('mail-address-invalid', { address: input.to });
    const { subject, text } = testText(settings.language, settings.fromName || letterheadSettings(book.db).name);
    const parcel = await parcelOf({
      ...{ id: book.newId(), atMs: clock.now(), subject, text, html: htmlOf(text, settings.language) },
      from: { name: settings.fromName, address: settings.fromAddress },
      ...{ to: { name: '', address: input.to }, copy: null, enclosure: null },
    });
    const answer = await mailing.try(parcel).finally(() => context.changed(['mail']));
    return { answer };
  }),
  templates: os.templates.handler(({ context }) => mailTemplates(context.book.db)),
  setTemplate: os.setTemplate.handler(async ({ input, context }) => {
    await context.healthy;
    const { kind, language, ...text } = input;
    setMailTemplate(context.book.db, kind, language, text);
    context.changed(['mail']);
    return mailTemplate(context.book.db, kind, language);
  }),
  resetTemplate: os.resetTemplate.handler(async ({ input, context }) => {
    await context.healthy;
    resetMailTemplate(context.book.db, input.kind, input.language);
    context.changed(['mail']);
    return mailTemplate(context.book.db, input.kind, input.language);
  }),
  preview: os.preview.handler(({ input, context }) => {
    const { kind, language, ...text } = input;
    const { db, dayOf } = context.book;
    const company = mailSettings(db).fromName || letterheadSettings(db).name;
    return previewOf(kind, language, text, company, dayOf(context.clock.now()));
  }),
  list: os.list.handler(({ input, context }) => context.readers.ask(mailPage, input)),
  counts: os.counts.handler(({ context }) => context.readers.ask(mailCounts, null)),
  resend: os.resend.handler(async ({ input, context }) => {
    await context.healthy;
    const { book, operator, clock } = context;
    const id = input.request as Parameters<typeof writeDownAgain>[1]; // from outside: checked by the contract
    book.db.transaction(() => writeDownAgain(book.db, id, input.id, operator, clock.now())).immediate();
    context.changed(['mail']);
    return { id };
  }),
  cancel: os.cancel.handler(async ({ input, context }) => {
    await context.healthy;
    const { db } = context.book;
    if (!drop(db, letterNamed(db, input.id).id, 'cancelled', context.clock.now())) throw new Failure('mail-not-queued');
    context.changed(['mail']);
    return {};
  }),
  sendNow: os.sendNow.handler(({ input, context }) => context.mailing.sendDue(input?.wake)),
});

/** Throws Failure mail-*, passphrase-*; then nothing was changed. */
async function saveSettings(
  context: MailContext,
  wish: MailWish,
  password: string | undefined,
  passphrase: string | undefined,
): Promise<void> {
  const { book, secrets, accounts, clock } = context;
  const isNew = wish.user !== '' && password !== undefined && password !== '';
  const stays = wish.user !== '' && password === undefined && hasPassword(book.db);
  if (wish.on && wish.user !== '' && !isNew && !stays) throw new Failure('mail-password-needed', { user: wish.user });
  if (isNew && secrets.state !== 'open') await accounts.keys.unlock(context, passphrase ?? '', true);
  book.db
    .transaction(() => {
      setMailSettings(book.db, wish, clock.now());
      if (isNew) secrets.put(OWNER, PASSWORD, password);
      else if (!stays) secrets.forget(OWNER);
    })
    .immediate();
}

function told({ book, secrets, mailing }: MailContext): MailSettingsTold {
  const known = mailSettings(book.db);
  const { since: _since, place: _place, ...settings } = known;
  const has = hasPassword(book.db);
  const password = has ? (secrets.state === 'open' ? 'open' : 'locked') : 'none';
  const elsewhere = known.on && !isMailOn(book.db, known);
  return { ...settings, elsewhere, hasPassword: has, password, trouble: mailing.trouble };
}

function hasPassword(db: Db): boolean {
  return one(db, 'SELECT 1 FROM secret WHERE owner = ? AND purpose = ?', OWNER, PASSWORD) !== undefined;
}
