/** The exceptions as a list that leaves the book, the oldest first: what cannot be explained, since when, and what people said of it. */
import { lateCauseSentence } from '../../kernel/late-cause';
import { blocksOf, sheetOf, toldAs } from '../export/sheet';
import type { ExceptionRow } from './contract';
import { exceptionFilterSchema } from './desk-contract';
import { exceptionsOf } from './exception-list';

const { columns, cells } = toldAs<ExceptionRow>([
  { header: 'id', kind: 'id', width: 280, cell: (row) => row.key },
  { header: 'type', kind: 'text', width: 140, cell: (row) => row.type },
  { header: 'about', kind: 'text', width: 90, cell: (row) => row.about },
  { header: 'of', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'label', kind: 'text', width: 180, cell: (row) => row.label },
  { header: 'who', kind: 'text', width: 160, cell: (row) => row.who },
  { header: 'gateway', kind: 'text', width: 100, cell: (row) => row.gateway },
  { header: 'amount', kind: 'money', width: 110, sums: 8, cell: (row) => row.money.amount },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.money.currency },
  { header: 'expected', kind: 'money', width: 110, cell: (row) => row.expected },
  {
    // What happened once does not change, and a book that is made again has no events to tell it by.
    ...{ header: 'cause', kind: 'text', width: 280, passing: true },
    cell: ({ cause, day }) => cause && lateCauseSentence(cause, day, (gateway) => gateway),
  },
  { header: 'since', kind: 'day', width: 90, cell: (row) => row.day },
  { header: 'business_hours', kind: 'count', width: 110, passing: true, cell: (row) => row.hours },
  { header: 'owner', kind: 'text', width: 120, cell: (row) => row.owner },
  { header: 'note', kind: 'text', width: 200, cell: (row) => row.note },
  { header: 'state', kind: 'text', width: 80, cell: (row) => (row.ignored === null ? 'open' : 'ignored') },
  { header: 'ignored_because', kind: 'text', width: 200, cell: (row) => row.ignored },
]);

/** What is found is held in memory, as for the screen; what is said of it is told block by block. */
export const exceptionSheet = sheetOf(exceptionFilterSchema, (db, { state, type, since, until }, { now }) => {
  const { found, isLet, rowOf } = exceptionsOf(db, { now, since, until });
  const chosen = found.filter(
    (each) =>
      (type === undefined || each.type === type) && (state === undefined || isLet(each) === (state === 'ignored')),
  );
  return { columns, count: chosen.length, blocks: blocksOf(chosen, (each) => cells(rowOf(each))) };
});
