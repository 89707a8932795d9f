/** The rules of matching as a list that leaves the book, in the order in which they are tried. */
import { z } from 'zod';
import type { MatchRule } from '../../kernel/matching';
import { blocksOf, sheetOf, toldAs } from '../export/sheet';
import { rulesOf } from './rule-events';

interface Row extends MatchRule {
  /** Counted from 1. */
  place: number;
}

const yes = (flag: boolean): string => (flag ? 'yes' : 'no');

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 160, cell: (row) => row.id },
  { header: 'place', kind: 'count', width: 70, cell: (row) => row.place },
  { header: 'kind', kind: 'text', width: 110, cell: (row) => row.kind },
  { header: 'on', kind: 'text', width: 70, cell: (row) => yes(row.on) },
  { header: 'by_itself', kind: 'text', width: 80, cell: (row) => yes(row.automatic) },
  { header: 'days_before', kind: 'count', width: 90, cell: (row) => row.daysBefore },
  { header: 'days_after', kind: 'count', width: 90, cell: (row) => row.daysAfter },
  // Of whichever currency the line has.
  { header: 'fee_most_minor_units', kind: 'count', width: 130, cell: (row) => row.feeMost },
  { header: 'items_most', kind: 'count', width: 90, cell: (row) => row.itemsMost },
  { header: 'words', kind: 'text', width: 280, cell: (row) => row.words.join(', ') },
  { header: 'words_mean', kind: 'text', width: 90, cell: (row) => (row.kind === 'words' ? row.as : null) },
]);

export const ruleSheet = sheetOf(z.strictObject({}), (db) => {
  const rules = rulesOf(db).map((rule, at): Row => ({ ...rule, place: at + 1 }));
  return { columns, count: rules.length, blocks: blocksOf(rules, cells) };
});
