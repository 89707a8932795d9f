/** Balances of all customers, beside the same summed from the postings, and beside hledger reading our own journal export. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { openReader } from '../../main/db/open';
import { all, type Db } from '../../main/db/sql';
import { customerBalances } from '../../main/features/customers/balances';
import { exportJournal } from '../../main/features/export/journal';
import { idFromBytes } from '../../main/kernel/id';
import { dayIn } from '../../main/kernel/time';
import { bigBook } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread, timed } from './measure';
import { type Calls, callsOf, readerOf } from './reading';

/** hledger takes minutes and gigabytes for a million. */
const HLEDGER_PAYMENTS = 10_000;
const LOOKED_UP = 500;
const summed = `SELECT account, currency, sum(minor) FROM (
  SELECT to_account AS account, currency, minor FROM posting UNION ALL SELECT from_account, currency, -minor FROM posting)
  GROUP BY account, currency`;

export const balances: Figure = {
  name: 'balances',
  title: 'Balances of all customers',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const sums = db.prepare(summed);
    const ms = await inTurn({ ours: () => balancesMs(db), grouped: () => timed(() => void sums.all()) }, 3);
    const one = lookUps(db);
    db.close();
    const line: Line = {
      work: 'Balances of all customers',
      unit: 'ms',
      ours: spread(ms.ours),
      reference: { name: 'GROUP BY of the postings', spread: spread(ms.grouped) },
      note: 'names and texts included; three rounds',
    };
    const single: Line = {
      work: 'Balance of one customer, p95',
      unit: 'ms',
      ours: one.p95,
      note: `${LOOKED_UP} customers, every currency; the median is ${one.p50.median.toFixed(3)} ms`,
    };
    return [line, single, ...(await besideHledger(setting))];
  },
};

function lookUps(db: Db): Calls {
  const customers = all<{ uuid: Buffer }>(db, `SELECT uuid FROM customer ORDER BY id LIMIT ${LOOKED_UP}`);
  return callsOf(
    customers.map(
      ({ uuid }) =>
        () =>
          customerBalances.run(db, { only: idFromBytes(uuid), today }),
    ),
  );
}

const today = dayIn('UTC')(Date.UTC(2026, 10, 20));

function balancesMs(db: Db): number {
  return timed(() => void customerBalances.run(db, { only: null, today }));
}

async function besideHledger(setting: Setting): Promise<Line[]> {
  if (spawnSync('hledger', ['--version']).status !== 0) {
    setting.say(
      'The program hledger is missing, so its figure is left out: install it (Debian: apt-get install hledger).',
    );
    return [];
  }
  const { db } = openReader(bigBook(setting, HLEDGER_PAYMENTS));
  const file = path.join(setting.folder, 'book.journal');
  rmSync(file, { force: true });
  const steps = exportJournal.run(db, { part: file, target: file, format: 'hledger' });
  while (!steps.next().done);
  const byHledger = () =>
    timed(() => {
      const { status, stderr } = spawnSync('hledger', ['-f', file, 'balance', '--output-format', 'csv'], {
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
      });
      if (status !== 0) throw new Error(`hledger: ${stderr}`);
    });
  const ms = await inTurn({ ours: () => balancesMs(db), hledger: byHledger }, 3);
  db.close();
  rmSync(file, { force: true });
  return [
    {
      work: `Balances in a book of ${HLEDGER_PAYMENTS.toLocaleString('en')} payments`,
      unit: 'ms',
      ours: spread(ms.ours),
      reference: { name: 'hledger balance', spread: spread(ms.hledger) },
      target: { kind: 'at-most', value: 0.01, of: 'reference' },
      note: 'hledger reads the exported journal; three rounds',
    },
  ];
}
