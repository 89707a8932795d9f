/** The notices to customers by e-mail as a list that leaves the book, in the order in which they were written down; none of their texts. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { mailStates } from '../../kernel/mail';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { MailRow } from './contract';
import { type MailFound, mailRow, mailSql } from './query';

const filterSchema = z.strictObject({ state: z.enum(mailStates).optional() });

const { columns, cells } = toldAs<MailRow>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'kind', kind: 'text', width: 130, cell: (row) => row.kind },
  { header: 'state', kind: 'text', width: 80, cell: (row) => row.state },
  { header: 'why', kind: 'text', width: 130, cell: (row) => row.why },
  { header: 'detail', kind: 'text', width: 200, cell: (row) => row.detail },
  { header: 'customer', kind: 'text', width: 160, cell: (row) => row.customer?.name ?? null },
  { header: 'customer_id', kind: 'id', width: 240, cell: (row) => row.customer?.id ?? null },
  { header: 'address', kind: 'text', width: 180, cell: (row) => row.address },
  { header: 'copy', kind: 'text', width: 180, cell: (row) => row.copy },
  { header: 'subject', kind: 'text', width: 240, cell: (row) => row.subject },
  { header: 'language', kind: 'text', width: 80, cell: (row) => row.language },
  { header: 'payment', kind: 'id', width: 240, cell: (row) => row.payment },
  { header: 'invoice', kind: 'text', width: 110, cell: (row) => row.invoice?.number ?? null },
  { header: 'invoice_id', kind: 'id', width: 240, cell: (row) => row.invoice?.id ?? null },
  { header: 'tries', kind: 'count', width: 70, cell: (row) => row.tries },
  { header: 'written', kind: 'time', width: 150, cell: (row) => row.at },
  { header: 'next_try', kind: 'time', width: 150, cell: (row) => row.nextAt },
  { header: 'ended', kind: 'time', width: 150, cell: (row) => row.endedAt },
  { header: 'asked_by', kind: 'text', width: 120, cell: (row) => row.askedBy },
]);

export const noticeSheet = sheetOf(filterSchema, (db, { state }) => {
  const where = '(? IS NULL OR m.state = ?)';
  const values = [state ?? null, state ?? null];
  const text = `${mailSql} WHERE m.id > ? AND ${where} ORDER BY m.id LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM mail m WHERE ${where}`, ...values)?.n ?? 0,
    blocks: blocksBehind<MailFound>(
      (last) => all(db, text, last?.id ?? 0, ...values),
      (row) => cells(mailRow(row)),
    ),
  };
});
