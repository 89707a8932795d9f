/** Files attached to adjustments: kept by their hash, named in the journal, seen by who approves, missed by the check of the book. */
import { expect, test } from 'vitest';
import { lastSeq, postingsAfter, verified } from '../../../test/support/checks';
import { staffedBook } from '../../../test/support/staff';
import { readAttachments } from '../../db/attachment';
import { all, one, run } from '../../db/sql';

const text = (content: string) => Buffer.from(content).toString('base64');
const letter = { name: 'letter.txt', content: text('The line was down for two days.\n') };
const scan = { name: 'scan.pdf', content: Buffer.from('%PDF-1.7\nx').toString('base64') };

function open(limits?: Record<string, number>) {
  const of = staffedBook(limits);
  const adjust = (files: { name: string; content: string }[], more: { request?: string; amount?: string } = {}) =>
    of.bo.credits.adjust({
      ...{ request: of.newId(), customer: of.customer, amount: '20.00', currency: 'EUR', reason: 'goodwill' },
      ...{ note: 'Two days without a line', files },
      ...more,
    });
  const kept = () => all<{ sha256: string }>(of.book.db, 'SELECT sha256 FROM attachment');
  return { ...of, adjust, kept };
}

test('an attached file stands under its hash, its event names hash, name and size, and any role may look at it', async () => {
  const { adjust, bo, sue, customer, book } = open();
  const { id } = await adjust([letter, scan]);
  const [shown] = await bo.credits.list({ customer });
  const [first, second] = shown?.files ?? [];
  expect(first).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    name: 'letter.txt',
    type: 'text/plain',
    bytes: 32,
  });
  expect(second).toMatchObject({ name: 'scan.pdf', type: 'application/pdf', bytes: 10 });
  const payload = one<{ payload: string }>(
    book.db,
    "SELECT payload FROM event WHERE kind = 'adjustment.made'",
  )?.payload;
  expect(JSON.parse(payload ?? '{}').files).toEqual(shown?.files);
  const looked = await sue.credits.file({ of: id, sha256: first?.sha256 ?? '' });
  expect(looked).toEqual({ name: 'letter.txt', type: 'text/plain', content: letter.content });
});

test('a request shows its files to the approver, and what is approved has them', async () => {
  const { adjust, ada, customer, kept, newId } = open({ 'adjustment EUR': 1_000 });
  const { id, state } = await adjust([letter]);
  expect(state).toBe('requested');
  const [waiting] = await ada.approvals.list({ waiting: true });
  expect(waiting?.files).toMatchObject([{ name: 'letter.txt', bytes: 32 }]);
  const sha256 = waiting?.files[0]?.sha256 ?? '';
  expect((await ada.credits.file({ of: id, sha256 })).content).toBe(letter.content);
  await ada.approvals.approve({ request: newId(), id });
  const [made] = await ada.credits.list({ customer });
  expect(made?.files).toEqual(waiting?.files);
  expect(kept()).toHaveLength(1);
});

test('nothing is approved on a file that is gone: the request is dropped, moves nothing, and says why', async () => {
  const { adjust, ada, book, newId, kept } = open({ 'adjustment EUR': 1_000 });
  const { id } = await adjust([letter]);
  const before = lastSeq(book.db);
  run(book.db, 'DELETE FROM attachment');
  expect(await ada.approvals.approve({ request: newId(), id })).toMatchObject({
    state: 'dropped',
    why: 'attachment-gone',
  });
  expect(postingsAfter(book.db, before)).toEqual([]);
  await adjust([letter]);
  expect(kept()).toHaveLength(1);
});

test('the check of the book names a file that is missing and one that was altered, and the same file attached again heals it', async () => {
  const { adjust, bo, book } = open();
  const { id } = await adjust([letter, scan]);
  const names = () => verified(book.db).findings.map(({ where }) => where);
  run(
    book.db,
    "UPDATE attachment SET bytes = CAST('The line was up for two days..\n' AS BLOB) WHERE length(bytes) = 32",
  );
  expect(names()).toEqual([`attached to ${id} “letter.txt”`]);
  const sha256 = one<{ sha256: string }>(book.db, 'SELECT sha256 FROM attachment ORDER BY length(bytes) DESC')?.sha256;
  await expect(bo.credits.file({ of: id, sha256: sha256 ?? '' })).rejects.toMatchObject({ message: 'attachment-gone' });
  run(book.db, 'DELETE FROM attachment WHERE length(bytes) = 10');
  expect(names()).toEqual([`attached to ${id} “letter.txt”`, `attached to ${id} “scan.pdf”`]);
  await adjust([letter, scan]);
  expect(names()).toEqual([]);
});

test('the same request twice is one adjustment; with another file it is refused', async () => {
  const { adjust, book, newId } = open();
  const request = newId();
  const first = await adjust([letter], { request });
  const before = lastSeq(book.db);
  expect(await adjust([letter], { request })).toEqual(first);
  await expect(adjust([scan], { request })).rejects.toMatchObject({ message: 'request-reused' });
  await expect(adjust([], { request })).rejects.toMatchObject({ message: 'request-reused' });
  expect(lastSeq(book.db)).toBe(before);
});

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString('base64');
test.each([
  ['a program', [{ name: 'a.pdf', content: Buffer.from([0x4d, 0x5a, 0, 1]).toString('base64') }], 'attachment-file'],
  ['an empty file', [{ name: 'a.txt', content: '' }], 'attachment-file'],
  ['a text with a card number', [{ name: 'a.txt', content: text('paid by 4242 4242 4242 4242') }], 'attachment-card'],
  ['too much together', ['a', 'b'].map((name) => ({ name, content: text(name.repeat(2_300_000)) })), 'attachment-many'],
] as const)('%s is refused and nothing is kept', async (_what, files, code) => {
  const { adjust, book, kept } = open();
  const before = lastSeq(book.db);
  await expect(adjust([...files])).rejects.toMatchObject({ message: code });
  expect(kept()).toEqual([]);
  expect(lastSeq(book.db)).toBe(before);
});

test('a file is what its content says, and its name is a name: no path, no hidden signs, no card number', () => {
  const named = (name: string) =>
    readAttachments([{ name, content: Buffer.from(png, 'base64') }]).map((file) => [file.name, file.type]);
  expect(named('../../etc/x.txt')).toEqual([['x.txt', 'image/png']]);
  expect(named('C:\\scans\\gnp\u202e.exe')).toEqual([['gnp.exe', 'image/png']]);
  expect(named('4242424242424242.png')[0]?.[0]).not.toContain('42424242');
});
