/** Bank lines that a waited-for transfer fits: matching one is the better proof, and is offered before a person marks it as received. */
import { query } from '../../db/reader';
import { one } from '../../db/sql';
import { idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import type { FittingLine } from './contract';
import { keyOf, proposedIn } from './proposals';

/** More than one person would compare. */
const MOST_SHOWN = 3;

const lineSql = `SELECT l.day, l.amount, l.currency, b.name AS bank, t.name, t.text FROM bank_line l JOIN bank_account b ON b.id = l.bank_account
  LEFT JOIN bank_line w ON w.id = l.parent LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid) WHERE l.uuid = ?`;

/** Only what one line explains wholly, and nothing else with it. The surest first. */
export const fittingLines = query('matching.fitting', (db, { payment }: { payment: string }): FittingLine[] => {
  const whole = proposedIn(db).list.filter(
    ({ lines, items, difference }) =>
      lines.length === 1 &&
      items.length === 1 &&
      items[0]?.id === payment &&
      items[0].kind === 'payment' &&
      difference === 0,
  );
  return whole
    .toSorted((a, b) => Number(b.exact) - Number(a.exact))
    .slice(0, MOST_SHOWN)
    .flatMap((proposal) => {
      const row = one<{
        day: Day;
        amount: number;
        currency: string;
        bank: string;
        name: string | null;
        text: string | null;
      }>(db, lineSql, idToBytes(proposal.lines[0] ?? ''));
      if (!row) return [];
      const { day, amount, currency, bank, name, text } = row;
      const money = { amount: toDecimal(amount, currency), currency };
      return [
        {
          key: keyOf(proposal),
          exact: proposal.exact,
          day,
          money,
          bank,
          says: [name, text].filter(Boolean).join(', '),
        },
      ];
    });
});
