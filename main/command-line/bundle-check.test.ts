/** A sealed bundle is whole as it is written; whatever byte of it is changed, that is found and named. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { act, openTestBook, START_MS, temporaryFolder } from '../../test/support/book';
import { finish } from '../../test/support/checks';
import { pdfText } from '../../test/support/read-pdf';
import { customer, page, payment, refund } from '../../test/support/told';
import { all } from '../db/sql';
import { writeBundle } from '../features/closing/bundle';
import { bundleKey, publicOf, signature } from '../features/closing/bundle-key';
import { ingest } from '../features/sync/ingest';
import { type Book, record } from '../journal/record';
import { preparePapers } from '../paper/write-pdf';
import { ZipFile } from '../paper/zip';
import { checkBundle } from './bundle-check';

const FEBRUARY = START_MS - 86_400_000;
const noSecrets = { state: 'none' as const, get: () => null, put: () => {} };

beforeAll(() => preparePapers());

function closedBook(): Book {
  const { book } = openTestBook();
  const told = page({
    customers: [customer('cus_1')],
    payments: [
      payment('pay_1', { createdAt: FEBRUARY }),
      payment('pay_2', { createdAt: FEBRUARY, amount: 995, currency: 'USD' }),
    ],
    refunds: [refund('re_1', 'pay_1', 3_000, { createdAt: FEBRUARY })],
  });
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  record(book, act(book), () => [
    {
      kind: 'period.closed',
      subject: book.newId(),
      occurredAt: START_MS,
      payload: { key: '2026-02', note: 'All done' },
    },
  ]);
  return book;
}

function bundleOf(book: Book, language: 'en' | 'es' = 'en'): Buffer {
  const part = path.join(temporaryFolder(), 'bundle.zip');
  const key = bundleKey(book, noSecrets, act(book));
  finish(writeBundle.run(book.db, { period: '2026-02', key, language, atMs: START_MS, part, target: part }));
  return readFileSync(part);
}

test('a bundle holds the month in tables, a summary and a page to check it, and is whole', () => {
  const book = closedBook();
  const bytes = bundleOf(book);
  const { manifest, findings, publicKey } = checkBundle(bytes, 'b.zip');
  expect(findings).toEqual([]);
  const files = unzipSync(bytes);
  expect(manifest.files.map(({ name, rows }) => [name, rows])).toEqual([
    ['journal.csv', 3],
    ['payments.csv', 2],
    ['invoices.csv', 0],
    ['matches.csv', 0],
    ['exceptions.csv', 0],
    ['late.csv', 0],
    ['trial-balance.csv', 4],
    ['journal.journal', 3],
    ['summary.pdf', null],
    ['verify.html', null],
  ]);
  expect(manifest).toMatchObject({
    ...{
      period: { key: '2026-02', from: null, to: '2026-02-28' },
      closed: { by: 'ada', approvedBy: null, note: 'All done' },
    },
    ledger: [
      { currency: 'EUR', entries: 2, debited: '130.00', credited: '130.00' },
      { currency: 'USD', entries: 1, debited: '9.95', credited: '9.95' },
    ],
    payments: [
      { gateway: 'stripe', status: 'Completed', currency: 'EUR', count: 1, amount: '100.00' },
      { gateway: 'stripe', status: 'Completed', currency: 'USD', count: 1, amount: '9.95' },
    ],
  });
  expect(all(book.db, 'SELECT public_key, made_by FROM bundle_key')).toEqual([
    { public_key: publicKey, made_by: 'ada' },
  ]);
  const trial = strFromU8(files['trial-balance.csv'] ?? new Uint8Array());
  expect(
    trial
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').slice(-5).join(',')),
  ).toContain('EUR,0.00,100.00,30.00,70.00');
  expect(strFromU8(files['journal.journal'] ?? new Uint8Array())).toContain('-100.00 EUR');
  expect(strFromU8((files['summary.pdf'] ?? new Uint8Array()).subarray(0, 5))).toBe('%PDF-');
  const paper = unzipSync(bundleOf(book, 'es'))['summary.pdf'] ?? new Uint8Array();
  expect(pdfText(paper)).toMatch(
    /Mes cerrado[\s\S]*Todo hasta el\s+2026-02-28[\s\S]*Pasarela +Estado[\s\S]*Completado/,
  );
  expect(pdfText(files['summary.pdf'] ?? new Uint8Array())).toMatch(
    /Closed month[\s\S]*Gateway +Status[\s\S]*Completed/,
  );
  // The same month a second time, by the same key.
  expect(bundleOf(book).equals(bytes)).toBe(true);
});

test('one changed byte is found and named, wherever it is', () => {
  const bytes = bundleOf(closedBook());
  const files = unzipSync(bytes);
  const step = Math.max(1, Math.floor(bytes.length / 400));
  const last = bytes.length - 2_000;
  for (let at = 0; at < bytes.length; at += at >= last ? 1 : step) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    let found: string[];
    try {
      found = checkBundle(changed, 'b.zip').findings.map(({ file }) => file);
    } catch (error) {
      found = [error instanceof Error ? error.message : ''];
      expect(found[0], `byte ${at}`).toContain('bundle-unreadable');
    }
    expect(found, `byte ${at}`).not.toEqual([]);
  }
  for (const name of Object.keys(files)) {
    const content = Buffer.from(files[name] ?? []);
    const start = bytes.indexOf(content);
    const changed = Buffer.from(bytes);
    const middle = start + Math.floor(content.length / 2);
    changed[middle] = (changed[middle] ?? 0) ^ 1;
    if (name.startsWith('manifest.')) continue;
    expect(checkBundle(changed, 'b.zip').findings).toMatchObject([
      {
        file: name,
        problem: 'changed',
        expected: expect.stringMatching(/^[0-9a-f]{64}$/),
        found: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  }
});

test('a bundle that somebody else sealed anew has another key; one that lacks a file, or has one more, says which', () => {
  const bytes = bundleOf(closedBook());
  const files = unzipSync(bytes);
  const rebuilt = (change: (files: Record<string, Uint8Array>) => void) => {
    const parts: Uint8Array[] = [];
    const zip = new ZipFile((part) => parts.push(part), START_MS);
    const own = { ...files };
    change(own);
    for (const [name, content] of Object.entries(own)) zip.add(name, content);
    zip.finish();
    return checkBundle(Buffer.concat(parts), 'b.zip').findings;
  };
  expect(rebuilt(() => {})).toEqual([]);
  expect(rebuilt((of) => delete of['invoices.csv'])).toMatchObject([{ file: 'invoices.csv', problem: 'missing' }]);
  expect(
    rebuilt((of) => {
      of['more.csv'] = Buffer.from('x');
    }),
  ).toMatchObject([{ file: 'more.csv', problem: 'extra' }]);
  const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const resealed = rebuilt((of) => {
    const signed = {
      algorithm: 'Ed25519',
      publicKey: publicOf(other),
      signature: signature(of['manifest.json'] ?? Buffer.alloc(0), other),
    };
    of['manifest.sig'] = Buffer.from(`${JSON.stringify(signed)}\n`);
  });
  expect(resealed).toMatchObject([{ file: 'manifest.json', problem: 'signature' }]);
  expect(() => checkBundle(Buffer.from('not a zip at all, but long enough'), 'x.zip')).toThrow('bundle-unreadable');
  expect(() => checkBundle(bytes.subarray(0, bytes.length - 5), 'x.zip')).toThrow('bundle-unreadable');
});

test('the key is made once; sealed as soon as the book has a passphrase, and needed open from then on', () => {
  const { book } = openTestBook();
  const kept = new Map<string, string>();
  const first = bundleKey(book, noSecrets, act(book));
  expect(bundleKey(book, noSecrets, act(book))).toEqual(first);
  const open = {
    ...{ state: 'open' as const, get: (_owner: string, purpose: string) => kept.get(purpose) ?? null },
    put: (_owner: string, purpose: string, plain: string) => void kept.set(purpose, plain),
  };
  expect(bundleKey(book, open, act(book))).toEqual(first);
  expect(all(book.db, "SELECT value FROM setting WHERE key = 'bundle-key'")).toEqual([]);
  expect(kept.get('bundle-key')).toBe(first.privateKey);
  expect(() => bundleKey(book, { ...open, state: 'locked' }, act(book))).toThrow('passphrase-needed');
  expect(all(book.db, 'SELECT public_key FROM bundle_key')).toEqual([{ public_key: first.publicKey }]);
});
