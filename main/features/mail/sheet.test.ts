/** The notices as a file: each as the screen tells it, the oldest first, past where a page ends. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { addCustomer } from '../../../test/support/invoices';
import { listCsv } from '../../../test/support/list-csv';
import { isoTime } from '../../kernel/time';
import type { MailRow } from './contract';
import { mailPage } from './query';
import { beginSending, end, letterNamed, writeDown } from './rows';

const time = (at: number | null) => (at === null ? '' : isoTime(at));

const cellsOf = ({ customer, invoice, ...row }: MailRow) => ({
  ...{ id: row.id, kind: row.kind, state: row.state, why: row.why ?? '', detail: row.detail ?? '' },
  ...{ customer: customer?.name ?? '', customer_id: customer?.id ?? '', address: row.address ?? '' },
  ...{ copy: row.copy ?? '', subject: row.subject ?? '', language: row.language ?? '', payment: row.payment ?? '' },
  ...{ invoice: invoice?.number ?? '', invoice_id: invoice?.id ?? '', tries: String(row.tries) },
  ...{ written: time(row.at), next_try: time(row.nextAt), ended: time(row.endedAt), asked_by: row.askedBy ?? '' },
});

test('the file of the notices holds every one of the log, as the screen shows it', () => {
  const { book, clock } = openTestBook();
  const { db } = book;
  const customer = addCustomer(book, 'Ada Lovelace');
  const now = clock.now();
  const ids = Array.from({ length: 510 }, (_, n) => {
    const id = book.newId();
    const of = {
      key: `test ${n}`,
      kind: 'charge-failed',
      customer,
      payment: null,
      invoice: null,
      notBefore: now,
    } as const;
    writeDown(db, id, of, now + n);
    return id;
  });
  const heading = { customer, address: 'ada@example.test', copy: null, language: 'en', subject: '=Your "charge"' };
  const sent = letterNamed(db, ids[3] ?? '').id;
  beginSending(db, sent, heading, now + 1_000);
  end(db, sent, 'refused', { why: 'mail-refused', detail: '-550 no such user' }, now + 2_000);

  const shown = mailPage.run(db, { limit: 1_000 }).rows.reverse().map(cellsOf);
  const harmless = (row: (typeof shown)[number]) =>
    row.id === ids[3] ? { ...row, subject: `'${row.subject}`, detail: `'${row.detail}` } : row;
  const all = listCsv(db, 'notices', {}, now);
  expect([all.counted, all.rows.length, all.totals]).toEqual([510, 510, []]);
  expect(all.rows).toEqual(shown.map(harmless));
  const refused = listCsv(db, 'notices', { state: 'refused' }, now);
  expect(refused.rows).toEqual(shown.filter(({ id }) => id === ids[3]).map(harmless));
});
