/** Explaining a year of bank lines, beside the exact join of the same lines in SQLite; and how much of it is true. */
import Database from 'better-sqlite3';
import { propose } from '../../main/features/matching/matcher';
import { plain } from '../../main/features/matching/words';
import { firstRules } from '../../main/kernel/matching';
import { score } from '../support/matching-score';
import { type MatchingYear, matchingYear } from '../support/matching-year';
import { inBook } from './matching-book';
import { type Figure, type Line, type Setting, spread, timed } from './measure';

const ROUNDS = 3;
/** Of a gateway's transactions, so many come in one payout; and so many for one transfer by a customer. */
const PER_PAYOUT = 50;
const PER_TRANSFER = 200;

export const matching: Figure = {
  name: 'matching',
  title: 'Matching bank lines',
  async run(setting: Setting): Promise<Line[]> {
    const { rows, say } = setting;
    const size = { payouts: Math.ceil(rows / PER_PAYOUT), transfers: Math.ceil(rows / PER_TRANSFER), seed: 4 };
    const year = matchingYear(size);
    const rules = firstRules.map((rule) => ({ ...rule, automatic: true }));
    say(`${year.lines.length} bank lines, ${year.items.length} payouts and transfers`);
    const before = process.memoryUsage().heapUsed;
    const ours: number[] = [];
    const joined: number[] = [];
    let found: ReturnType<typeof propose> = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(
        timed(() => {
          found = propose({ ...year, rules, refused: new Set() });
        }),
      );
      joined.push(exactJoin(year));
    }
    const memory = (process.memoryUsage().heapUsed - before) / 1_048_576;
    const { precision, recall, automatic, explicable } = score(year, found);
    const percent = (share: number) => `${(share * 100).toFixed(3)} %`;
    return [
      {
        work: `Proposals for ${year.lines.length} bank lines of a year`,
        unit: 'ms',
        ours: spread(ours),
        reference: { name: 'exact join in SQLite', spread: spread(joined) },
        note: `precision of ${automatic} by themselves ${percent(precision)}; recall of ${explicable} shown ${percent(recall)}`,
      },
      { work: 'Memory of it', unit: 'MB', ours: spread([memory]) },
      ...inBook(setting),
    ];
  },
};

/** Only what names a thing whole and is of its amount: the lines' references are cut out beforehand. Milliseconds. */
function exactJoin({ lines, items }: MatchingYear): number {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE line (id TEXT, reference TEXT, amount INTEGER, currency TEXT)');
  db.exec('CREATE TABLE item (id TEXT, reference TEXT, amount INTEGER, currency TEXT)');
  const line = db.prepare('INSERT INTO line VALUES (?, ?, ?, ?)');
  const item = db.prepare('INSERT INTO item VALUES (?, ?, ?, ?)');
  const longest = ({ text }: { text: string }) =>
    text
      .split(' ')
      .map(plain)
      .sort((a, b) => b.length - a.length)[0] ?? '';
  db.transaction(() => {
    for (const of of lines) line.run(of.id, longest(of), of.amount, of.currency);
    for (const of of items) for (const name of of.names) item.run(of.id, plain(name), of.amount, of.currency);
  })();
  const took = timed(() => {
    db.exec('CREATE INDEX by_reference ON item (reference, amount, currency, id)');
    db.prepare('SELECT l.id, i.id FROM line l JOIN item i USING (reference, amount, currency)').all();
  });
  db.close();
  return took;
}
