/** One mail over one connection, against a real server on loopback and against bad ones: what is certain, and what is doubt. */
import { expect, test } from 'vitest';
import { badSmtp, smtpForTest } from '../../../test/support/smtp';
import { headLine, headOf, partOf } from '../../../test/support/smtp-server';
import { parcelOf } from './mime';
import { type Posted, post, type Way } from './smtp';

const parcel = (more: Partial<Parameters<typeof parcelOf>[0]> = {}) =>
  parcelOf({
    ...{ id: 'a-1', atMs: Date.UTC(2026, 2, 1), from: { name: 'Northgate', address: 'billing@northgate.example' } },
    ...{
      to: { name: 'Nova', address: 'nova@customer.example' },
      copy: null,
      subject: 'A subject',
      text: 'A text',
      html: '<p>A text</p>',
    },
    ...{ enclosure: null },
    ...more,
  });

const way = (port: number, more: Partial<Way['settings']> = {}, password: string | null = null): Way => ({
  settings: { host: '127.0.0.1', port, tls: 'none', anyCertificate: false, user: '', ...more },
  ...{ password, patienceMs: 5_000 },
});

const codeOf = (posted: Posted) => (posted.kind === 'sent' ? posted.kind : `${posted.kind} ${posted.failure.code}`);

test('a mail arrives in the clear, and over STARTTLS and TLS where the certificate is let through by the setting', async () => {
  const plain = await smtpForTest();
  expect(await post(way(plain.port), await parcel())).toMatchObject({ kind: 'sent', notTo: null });
  for (const tls of ['starttls', 'tls'] as const) {
    const server = await smtpForTest({ secure: tls === 'tls', starttls: true, password: 'right' });
    const asked = { tls, user: 'ada' };
    const refused = await post(way(server.port, asked, 'right'), await parcel());
    expect(codeOf(refused)).toBe('later mail-tls');
    expect(server.mails).toEqual([]);
    expect((await post(way(server.port, { ...asked, anyCertificate: true }, 'right'), await parcel())).kind).toBe(
      'sent',
    );
    expect(server.mails).toMatchObject([{ secure: true, user: 'ada', to: ['nova@customer.example'] }]);
  }
});

test('where STARTTLS is asked for and the server has none, nothing is sent', async () => {
  const server = await smtpForTest();
  expect(codeOf(await post(way(server.port, { tls: 'starttls' }), await parcel()))).toBe('later mail-tls');
  expect(server.mails).toEqual([]);
});

test('a wrong password is told in the server’s words, and never with the password', async () => {
  const server = await smtpForTest({ password: 'right' });
  const posted = await post(way(server.port, { user: 'ada' }, 'wrong-one'), await parcel());
  expect(codeOf(posted)).toBe('later mail-sign-in-refused');
  expect(JSON.stringify(posted)).not.toContain('wrong-one');
  expect(posted).toMatchObject({ isOfServer: true, failure: { params: { detail: expect.stringContaining('535') } } });
});

test('4xx is tried later, 5xx is the end, and a recipient that is refused is named', async () => {
  for (const [code, told] of [
    [451, 'later mail-later'],
    [554, 'refused mail-refused'],
  ] as const) {
    const server = await smtpForTest({ answer: () => [code, 'no, thank you'] });
    const posted = await post(way(server.port), await parcel());
    expect(codeOf(posted)).toBe(told);
    expect(posted).toMatchObject({ failure: { params: { detail: expect.stringContaining('no, thank you') } } });
  }
  const picky = await smtpForTest({
    refuses: (address) => (address.startsWith('nova') ? [550, 'no such user'] : null),
  });
  expect(codeOf(await post(way(picky.port), await parcel()))).toBe('refused mail-refused');
  const copy = { name: 'Ben', address: 'ben@customer.example' };
  const partly = await smtpForTest({
    refuses: (address) => (address.startsWith('ben') ? [550, 'no such user'] : null),
  });
  expect(await post(way(partly.port), await parcel({ copy }))).toMatchObject({ kind: 'sent', notTo: copy.address });
  const busy = await smtpForTest({ refuses: () => [450, 'greylisted'] });
  expect(codeOf(await post(way(busy.port), await parcel()))).toBe('later mail-later');
});

test('until the server asks for the message nothing was sent; from then on only its answer says so', async () => {
  const bad = async (at: string, answer: string | null) =>
    codeOf(
      await post({ ...way((await badSmtp(at, answer)).port), patienceMs: answer === '' ? 300 : 5_000 }, await parcel()),
    );
  expect(await bad('greeting', null)).toBe('later mail-unreachable');
  expect(await bad('greeting', '')).toBe('later mail-timeout');
  expect(await bad('greeting', '554 go away')).toBe('later mail-later');
  expect(await bad('MAIL', null)).toBe('later mail-unreachable');
  expect(await bad('MAIL', '550 you may not write here')).toBe('later mail-refused');
  expect(await bad('RCPT', '')).toBe('later mail-timeout');
  expect(await bad('DATA', null)).toBe('later mail-unreachable');
  expect(await bad('DATA', '451 later')).toBe('later mail-later');
  expect(await bad('.', null)).toBe('maybe mail-unsure');
  expect(await bad('.', '')).toBe('maybe mail-unsure');
  expect(await bad('.', '452 full')).toBe('later mail-later');
  expect(await bad('.', '552 too large')).toBe('refused mail-refused');
});

test('nobody there, and a name that leads nowhere: not sent', async () => {
  const { port, close } = await smtpForTest();
  await close();
  expect(codeOf(await post(way(port), await parcel()))).toBe('later mail-unreachable');
  expect(codeOf(await post(way(25, { host: 'mail.invalid' }), await parcel()))).toMatch(
    /^later mail-(unreachable|timeout)$/,
  );
});

test('no customer’s name or subject begins a header of its own, and names of any script arrive', async () => {
  const server = await smtpForTest();
  const evil = 'Eve\r\nBcc: all@victims.example\r\n\r\nbody';
  await post(way(server.port), await parcel({ to: { name: evil, address: 'eve@customer.example' }, subject: evil }));
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['eve@customer.example']);
  expect(headOf(mail ?? never()).filter((line) => /^bcc:/i.test(line))).toEqual([]);
  expect(partOf(mail ?? never(), 'text/plain')).toContain('A text');
  const text = 'Zażółć gęślą jaźń · 領収書 · 🧾';
  await post(
    way(server.port),
    await parcel({ to: { name: '山田太郎, Ltd. "x"', address: 'y@customer.example' }, subject: text, text }),
  );
  const second = server.mails[1] ?? never();
  expect(headLine(second, 'Subject')).toBe(text);
  expect(headLine(second, 'To')).toContain('山田太郎');
  expect(partOf(second, 'text/plain')).toContain(text);
});

test('what is larger than the server takes is refused before it is sent', async () => {
  const server = await smtpForTest({ size: 20_000 });
  const enclosure = { name: 'receipt.pdf', bytes: new Uint8Array(40_000).fill(65) };
  expect(codeOf(await post(way(server.port), await parcel({ enclosure })))).toBe('refused mail-refused');
  expect(server.mails).toEqual([]);
});

test('a sending that is broken off is in doubt only once the message was asked for', async () => {
  const stop = new AbortController();
  const slow = await badSmtp('.', '');
  const going = post({ ...way(slow.port), patienceMs: 20_000, signal: stop.signal }, await parcel());
  await expect.poll(() => slow.seen.includes('.')).toBe(true);
  stop.abort();
  expect(codeOf(await going)).toBe('maybe mail-unsure');
});

function never(): never {
  throw new Error('no mail');
}
