/** Setting mail up and its texts, through the API: nonsense is refused with its sentence, and the password is told to nobody. */

import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { memoryBook, openAgain, openTestBook, testClock } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { usualMail } from '../../../test/support/mailing';
import { smtpForTest } from '../../../test/support/smtp';
import { headLine } from '../../../test/support/smtp-server';
import { erasePeople, putPerson } from '../../db/person';
import { all, run } from '../../db/sql';
import { idToBytes } from '../../kernel/id';
import { isMailAddress, mailKinds, mailLanguageOf, mailLanguages, unknownPlaceholder } from '../../kernel/mail';
import { Secrets } from '../sync/secrets';
import type { MailContext } from './handlers';
import { mailHandlers } from './handlers';
import { Mailing } from './mailing';
import { beginSending } from './rows';
import { tellBeside } from './sent-beside';
import { isMailOn, mailSettings, setMailSettings } from './settings';
import { fill, htmlOf } from './templates';
import { mailWords } from './templates/built-in';

function world() {
  const clock = testClock();
  const book = memoryBook(clock);
  const { context: contextOf, sessions } = engineWorld(book, clock);
  const secrets = new Secrets(book, 1);
  const rest = { changed: () => {}, healthy: Promise.resolve() };
  const unexpected = (_: string, error: unknown) => {
    throw error;
  };
  const receipt = () => Promise.reject(new Error('none'));
  const mailing = new Mailing({ ...rest, book, secrets, unexpected, receipt, patienceMs: 5_000 });
  // Only what unlocks of an account's keys is used.
  const keys = { unlock: (_by: object, passphrase: string) => secrets.open(passphrase).then(() => 0) };
  const accounts = { keys };
  const context: MailContext = { ...contextOf(sessions.connect('screen')), secrets, mailing, accounts };
  return { book, secrets, mailing, context };
}

test('what cannot be is refused, and nothing is kept of it', async () => {
  const { context, book } = world();
  const save = (more: object) => call(mailHandlers.setSettings, { ...usualMail(2525), ...more }, { context });
  const refused = async (more: object, code: string) => expect(save(more)).rejects.toMatchObject({ code });
  await refused({ host: 'two words' }, 'mail-host-invalid');
  await refused({ host: 'smtp.example.com\r\nQUIT' }, 'mail-host-invalid');
  await refused({ fromAddress: 'a@b.example, c@d.example' }, 'mail-address-invalid');
  await refused({ fromAddress: 'a@b.example\r\nBcc: c@d.example' }, 'mail-address-invalid');
  await refused({ user: 'ada' }, 'mail-password-needed');
  await refused({ user: 'ada', host: 'smtp.example.com', password: 'secret', passphrase: 'p' }, 'mail-password-plain');
  expect(all(book.db, "SELECT key FROM setting WHERE key LIKE 'mail%'")).toEqual([]);
  expect(all(book.db, 'SELECT owner FROM secret')).toEqual([]);
});

test('a copy of the book sends nothing until mail is turned on there, and then nothing of the past', async () => {
  const { book, folder, clock } = openTestBook();
  setMailSettings(book.db, usualMail(2525), clock.now());
  expect(isMailOn(book.db, mailSettings(book.db))).toBe(true);
  run(
    book.db,
    "INSERT INTO mail (uuid, key, kind, at, state, next_at) VALUES (?, 'k', 'receipt', 1, 'queued', 1)",
    idToBytes(book.newId()),
  );
  const copied = path.join(folder, 'copy.counterfoil');
  book.db.exec(`VACUUM INTO '${copied}'`);
  const { book: copy } = openAgain(copied, clock);
  expect(mailSettings(copy.db).on).toBe(true);
  expect(isMailOn(copy.db, mailSettings(copy.db))).toBe(false);
  const { since } = mailSettings(copy.db);
  clock.at += 60_000;
  setMailSettings(copy.db, usualMail(2525), clock.now());
  expect(isMailOn(copy.db, mailSettings(copy.db))).toBe(true);
  expect(mailSettings(copy.db).since.receipt).toBe((since.receipt ?? 0) + 60_000);
  expect(all(copy.db, 'SELECT state, why FROM mail')).toEqual([{ state: 'dropped', why: 'moved' }]);
  setMailSettings(book.db, usualMail(2525), clock.now());
  expect(all(book.db, 'SELECT state FROM mail')).toEqual([{ state: 'queued' }]);
});

test('a backup that is put back at the same path writes to nobody what was mailed since, until mail is turned on again', async () => {
  const { book, folder, file, clock } = openTestBook();
  setMailSettings(book.db, usualMail(2525), clock.now());
  const backup = path.join(folder, 'backup.counterfoil');
  const heading = { customer: null, address: 'a@b.example', copy: null, language: 'en', subject: 'Receipt' };
  const sendOne = (key: string) => {
    const insert = "INSERT INTO mail (uuid, key, kind, at, state, next_at) VALUES (?, ?, 'receipt', 1, 'queued', 1)";
    const { lastInsertRowid } = run(book.db, insert, idToBytes(book.newId()), key);
    expect(beginSending(book.db, Number(lastInsertRowid), heading, clock.now())).toBe(true);
    tellBeside(book.db);
  };
  sendOne('before');
  book.db.exec(`VACUUM INTO '${backup}'`);
  expect(isMailOn(book.db, mailSettings(book.db))).toBe(true);
  const isOnWhenPutBack = () => {
    copyFileSync(backup, file);
    const { book: again } = openAgain(file, clock);
    return { again, on: isMailOn(again.db, mailSettings(again.db)) };
  };
  sendOne('since');
  book.db.close();
  for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  const { again, on } = isOnWhenPutBack();
  expect(mailSettings(again.db).on).toBe(true);
  expect(on).toBe(false);
  clock.at += 60_000;
  setMailSettings(again.db, usualMail(2525), clock.now());
  expect(isMailOn(again.db, mailSettings(again.db))).toBe(true);
  expect(mailSettings(again.db).since.receipt).toBe(clock.at);
});

test('what stands beside another book, or cannot be read, is no reason to be silent', () => {
  const { book, file, clock } = openTestBook();
  setMailSettings(book.db, usualMail(2525), clock.now());
  for (const text of ['', '{', '{"book":"00","sent":9}']) {
    writeFileSync(`${file}.mailed`, text);
    expect(isMailOn(book.db, mailSettings(book.db)), text).toBe(true);
  }
});

test('the password is sealed by the book’s key and told to nobody; it goes with the user name', async () => {
  const { context, book, secrets } = world();
  const wish = { ...usualMail(2525), user: 'ada' };
  const saved = await call(
    mailHandlers.setSettings,
    { ...wish, password: 'hunter22', passphrase: 'open' },
    { context },
  );
  expect(saved).toMatchObject({ hasPassword: true, password: 'open', user: 'ada' });
  expect(
    JSON.stringify([saved, all(book.db, 'SELECT * FROM setting'), all(book.db, 'SELECT * FROM secret')]),
  ).not.toMatch(/hunter22/);
  expect(secrets.get('mail', 'smtp-password')).toBe('hunter22');
  await call(mailHandlers.setSettings, { ...wish, port: 587 }, { context });
  expect(secrets.get('mail', 'smtp-password')).toBe('hunter22');
  secrets.lock();
  expect(await call(mailHandlers.settings, undefined, { context })).toMatchObject({
    hasPassword: true,
    password: 'locked',
  });
  await call(mailHandlers.setSettings, { ...wish, user: '' }, { context });
  expect(all(book.db, 'SELECT owner FROM secret')).toEqual([]);
});

test('a test message says what the server answered, or what went wrong', async () => {
  const { context } = world();
  const server = await smtpForTest({ password: 'right' });
  await expect(call(mailHandlers.test, { to: 'ada@northgate.example' }, { context })).rejects.toMatchObject({
    code: 'mail-off',
  });
  const wish = { ...usualMail(server.port), user: 'ada' };
  await call(mailHandlers.setSettings, { ...wish, password: 'wrong', passphrase: 'open' }, { context });
  const send = (to = 'ada@northgate.example') => call(mailHandlers.test, { to }, { context });
  await expect(send()).rejects.toMatchObject({ code: 'mail-sign-in-refused' });
  await call(mailHandlers.setSettings, { ...wish, password: 'right' }, { context });
  await expect(send('two@a.example, b@c.example')).rejects.toMatchObject({ code: 'mail-address-invalid' });
  expect((await send()).answer).toMatch(/^250/);
  expect(headLine(server.mails[0] ?? never(), 'Subject')).toBe('Test message from Northgate Hosting');
});

test('every built-in text is there in every language, and is filled with what its notice knows', () => {
  for (const language of mailLanguages)
    for (const kind of mailKinds) {
      const { subject, body } = mailWords[language].templates[kind];
      expect(unknownPlaceholder(kind, `${subject}\n${body}`), `${kind} ${language}`).toBeNull();
      expect(subject.includes('\n')).toBe(false);
      expect(body).toContain('{company}');
    }
});

test('a text with a blank that nobody fills is refused; one of a person’s own is sent, and can be taken back', async () => {
  const { context } = world();
  const key = { kind: 'receipt', language: 'en' } as const;
  const text = { subject: 'Got {amount}', body: 'Dear {customer}\n\nRef: {reference}' };
  await expect(
    call(mailHandlers.setTemplate, { ...key, ...text, body: 'Dear {name}' }, { context }),
  ).rejects.toMatchObject({ code: 'mail-placeholder-unknown', params: { placeholder: 'name' } });
  await expect(call(mailHandlers.preview, { ...key, ...text, subject: '{due}' }, { context })).rejects.toMatchObject({
    code: 'mail-placeholder-unknown',
  });
  expect(await call(mailHandlers.setTemplate, { ...key, ...text }, { context })).toMatchObject({ own: true });
  expect(await call(mailHandlers.preview, { ...key, ...text }, { context })).toEqual({
    subject: 'Got 1,234.50 EUR',
    text: 'Dear Nova Hosting\n\nRef: RF18539007547034',
  });
  const back = await call(mailHandlers.resetTemplate, key, { context });
  expect(back).toMatchObject({ own: false, subject: mailWords.en.templates.receipt.subject });
});

test('nothing that a customer is called is taken as HTML, and a line about nothing is left out', () => {
  const { text } = fill(
    { subject: 'x', body: 'Dear {customer}\nFor: {about}\n\nBye' },
    { customer: '<b>Eve & "co"</b>' },
  );
  expect(text).toBe('Dear <b>Eve & "co"</b>\n\nBye');
  expect(htmlOf(text, 'en')).toContain('<p>Dear &lt;b&gt;Eve &amp; &quot;co&quot;&lt;/b&gt;</p><p>Bye</p>');
});

test('an address is one address, and a language is one that there are texts in', () => {
  for (const good of ['a@b.example', 'añá.b+c@münchen.example', 'a@localhost'])
    expect(isMailAddress(good), good).toBe(true);
  for (const bad of [
    '',
    'a',
    'a@',
    '@b',
    'a b@c.example',
    'a@b@c',
    'a@b.example\n',
    '<a@b.example>',
    `${'a'.repeat(65)}@b.example`,
    'a@-b.example',
  ])
    expect(isMailAddress(bad), bad).toBe(false);
  expect(['es-MX', 'ZH-Hant', 'ja', 'fr', null].map(mailLanguageOf)).toEqual(['es', 'zh', 'ja', null, null]);
});

test('who is erased is erased from the log of notices too; that there was one stays', () => {
  const { book } = world();
  const id = book.newId();
  const person = {
    name: 'Nova',
    email: 'nova@customer.example',
    phone: null,
    address: [],
    country: null,
    language: null,
  };
  putPerson(book.db, id, person);
  run(
    book.db,
    `INSERT INTO mail (uuid, key, kind, customer, at, state, address, copy, subject, detail, next_at)
     VALUES (?, 'k', 'receipt', NULL, 1, 'sent', 'ben@customer.example', 'nova@customer.example', 'Nova', '550 nova', 1)`,
    Buffer.from(book.newId().replaceAll('-', ''), 'hex'),
  );
  erasePeople(book.db, [id]);
  expect(all(book.db, 'SELECT kind, state, address, copy, subject, detail FROM mail')).toEqual([
    { kind: 'receipt', state: 'sent', address: null, copy: null, subject: null, detail: null },
  ]);
});

function never(): never {
  throw new Error('no mail');
}
