/** What becomes of a notice on its way: offline, refused, in doubt, cut off; and that none goes twice for it. */
import { expect, test } from 'vitest';
import { ends, mailWorld, pending, setState, usualMail } from '../../../test/support/mailing';
import { badSmtp, smtpForTest } from '../../../test/support/smtp';
import { all } from '../../db/sql';
import { DAY_MS } from '../../kernel/time';
import { mailPage } from './query';
import { setMailSettings } from './settings';

test('offline it stays queued, waits longer each time, and goes when the server is there; after three days it says nothing new', async () => {
  const gone = await smtpForTest();
  await gone.close();
  const of = await mailWorld(gone.port);
  for (const _of of [1, 2]) ends(of, pending(of), 'Cancelled');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed queued mail-unreachable', 'charge-failed queued']);
  expect(of.mailing.trouble?.code).toBe('mail-unreachable');
  const waits: number[] = [];
  for (let n = 0; n < 4; n++) {
    const next = all<{ next_at: number }>(of.book.db, 'SELECT max(next_at) AS next_at FROM mail')[0]?.next_at ?? 0;
    waits.push(next - of.clock.at);
    of.clock.at = next;
    of.mailing.tick();
    await expect.poll(() => all<{ n: number }>(of.book.db, 'SELECT sum(tries) AS n FROM mail')[0]?.n).toBe(n + 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(waits).toEqual([60_000, 120_000, 240_000, 480_000]);
  const server = await smtpForTest();
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  // The server is there again, but whoever asks, the pauses stand; an engine that starts goes on with them.
  expect(await of.mailing.sendDue()).toMatchObject({ sent: 0, queued: 2 });
  expect(await of.restart().sendDue()).toMatchObject({ sent: 0, queued: 2 });
  expect(server.mails).toEqual([]);
  // Whoever looks at it and asks wants it to be tried, as who saves the settings does.
  await of.mailing.sendDue(true);
  expect(of.states()).toEqual(['charge-failed sent', 'charge-failed sent']);
  ends(of, pending(of), 'Cancelled');
  of.mailing.tick();
  setMailSettings(of.book.db, { ...usualMail(server.port), on: false }, of.clock.now());
  of.clock.at += 4 * DAY_MS;
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  await of.mailing.sendDue();
  expect(server.mails).toHaveLength(3);
});

test('4xx then accepted is one mail; 5xx is refused with the server’s words and not tried again', async () => {
  let answers = 0;
  const server = await smtpForTest({
    answer: () => (answers++ === 0 ? [451, 'come back'] : answers === 3 ? [550, 'mailbox closed'] : null),
  });
  const of = await mailWorld(server.port);
  ends(of, pending(of), 'Cancelled');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed queued mail-later']);
  of.clock.at += 61_000;
  await of.mailing.sendDue();
  ends(of, pending(of), 'Cancelled');
  await of.mailing.sendDue();
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed sent', 'charge-failed refused mail-refused']);
  expect(answers).toBe(3);
  expect(mailPage.run(of.book.db, { limit: 1 }).rows[0]?.detail).toContain('mailbox closed');
});

test('a connection that is lost after the message was asked for is maybe sent, and never sent again by itself', async () => {
  const bad = await badSmtp('.', null);
  const of = await mailWorld(bad.port);
  ends(of, pending(of), 'Cancelled');
  await of.mailing.sendDue();
  expect(of.states()).toEqual(['charge-failed maybe mail-unsure']);
  const server = await smtpForTest();
  setMailSettings(of.book.db, usualMail(server.port), of.clock.now());
  of.clock.at += DAY_MS;
  await of.restart().sendDue();
  expect(server.mails).toEqual([]);
});

test('an engine that dies between writing down and sending leaves a doubt, and the next one sends it not again', async () => {
  const server = await smtpForTest();
  const of = await mailWorld(server.port);
  ends(of, pending(of), 'Cancelled');
  ends(of, pending(of), 'Cancelled');
  of.mailing.tick();
  await of.mailing.close();
  const sent = server.mails.length;
  setState(of.book, 'sending');
  await of.restart().sendDue();
  expect(of.states()).toEqual(['charge-failed maybe cut-off', 'charge-failed maybe cut-off']);
  expect(server.mails).toHaveLength(sent);
});

test('mail that is off sends nothing and refuses to be told to; sealed keys wait for their passphrase', async () => {
  const server = await smtpForTest({ password: 'right' });
  const of = await mailWorld(server.port, { wish: { user: 'ada' }, secrets: { state: 'locked', get: () => 'right' } });
  ends(of, pending(of), 'Cancelled');
  of.mailing.tick();
  await expect(of.mailing.sendDue()).rejects.toMatchObject({ code: 'passphrase-needed' });
  expect(of.states()).toEqual(['charge-failed queued']);
  setMailSettings(of.book.db, { ...usualMail(server.port), on: false }, of.clock.now());
  await expect(of.mailing.sendDue()).rejects.toMatchObject({ code: 'mail-off' });
  expect(server.mails).toEqual([]);
});
