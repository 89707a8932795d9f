/** What came late for closed months as a list that leaves the book: a row for each thing that it moved, in the order in which it came. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { lateCauseSentence } from '../../kernel/late-cause';
import { firstDayOf, lastDayOf } from '../../kernel/time';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import { type Late, lateStates, monthSchema } from './contract';
import { type LateFound, lateOf, lateSql } from './late';
import { monthIn } from './periods';

/** `period`: the closed month that it was for. */
const filterSchema = z.strictObject({ period: monthSchema.optional(), state: z.enum(lateStates).optional() });

interface Row {
  late: Late;
  /** From 1. */
  n: number;
  /** Null: nothing was moved. */
  moved: Late['transfers'][number] | null;
}

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 110, cell: ({ late, n }) => `${late.event}-${n}` },
  { header: 'day', kind: 'day', width: 90, cell: ({ late }) => late.day },
  { header: 'counts_on', kind: 'day', width: 90, cell: ({ late }) => late.bookedOn },
  { header: 'what', kind: 'text', width: 150, cell: ({ late }) => late.kind },
  { header: 'amount', kind: 'money', width: 110, sums: 5, cell: ({ moved }) => moved?.money.amount ?? null },
  { header: 'currency', kind: 'currency', width: 80, cell: ({ moved }) => moved?.money.currency ?? null },
  { header: 'from_account', kind: 'text', width: 180, cell: ({ moved }) => moved?.from ?? null },
  { header: 'to_account', kind: 'text', width: 180, cell: ({ moved }) => moved?.to ?? null },
  { header: 'customer', kind: 'text', width: 160, cell: ({ late }) => late.customer?.name ?? null },
  { header: 'customer_id', kind: 'id', width: 240, cell: ({ late }) => late.customer?.id ?? null },
  { header: 'payment', kind: 'text', width: 140, cell: ({ late }) => late.payment?.reference ?? null },
  { header: 'about_id', kind: 'id', width: 240, cell: ({ late }) => late.subject },
  { header: 'event', kind: 'count', width: 80, cell: ({ late }) => late.event },
  {
    // What happened once does not change, and a book that is made again has not all events to tell it by.
    ...{ header: 'cause', kind: 'text', width: 280, passing: true },
    cell: ({ late: { cause, day } }) => cause && lateCauseSentence(cause, day, (gateway) => gateway),
  },
  { header: 'recorded', kind: 'time', width: 150, cell: ({ late }) => late.recordedAt },
  { header: 'operator', kind: 'text', width: 120, cell: ({ late }) => late.operator },
  { header: 'source', kind: 'text', width: 120, cell: ({ late }) => late.source },
  { header: 'state', kind: 'text', width: 90, cell: ({ late }) => late.state },
  { header: 'note', kind: 'text', width: 200, cell: ({ late }) => late.note },
  { header: 'answered_by', kind: 'text', width: 120, cell: ({ late }) => late.answeredBy },
  { header: 'answered', kind: 'time', width: 150, cell: ({ late }) => late.answeredAt },
]);

const rowsOf = (late: Late): Row[] =>
  (late.transfers.length > 0 ? late.transfers : [null]).map((moved, at) => ({ late, n: at + 1, moved }));

const where = 'l.own_day >= ? AND l.own_day <= ? AND (? IS NULL OR l.state = ?)';
const countSql = `SELECT count(*) AS n FROM late l LEFT JOIN posting p ON p.event = l.event WHERE ${where}`;
const text = `${lateSql} WHERE l.event > ? AND ${where} ORDER BY l.event LIMIT ${ROWS_A_BLOCK}`;

export const lateSheet = sheetOf(filterSchema, (db, { period, state }) => {
  const month = period === undefined ? null : monthIn(period);
  const days = month === null ? ['', '9999-12-31'] : [firstDayOf(month), lastDayOf(month)];
  const values = [...days, state ?? null, state ?? null];
  return {
    columns,
    count: one<{ n: number }>(db, countSql, ...values)?.n ?? 0,
    blocks: blocksBehind<Row>(
      (last) =>
        all<LateFound>(db, text, last?.late.event ?? 0, ...values).flatMap((found) => rowsOf(lateOf(db, found))),
      cells,
    ),
  };
});
