/** The CSV of all payments through the engine, beside SQLite's own program writing the same columns; and what else it must not disturb. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bigBook } from './big-book';
import { type Api, engineOn, type RunningEngine, resultOf } from './engine';
import { type Figure, inTurn, type Line, quantile, type Setting, type Spread, spread, timedAsync } from './measure';
import { exportBySqlite, sqliteCli } from './sqlite-cli';

/** As raw as they stand: no dates or decimals are made, which Counterfoil does. */
const sameColumns = `SELECT hex(p.uuid) AS id, p.at, cn.name AS customer, hex(c.uuid) AS customer_id, p.amount, p.currency, p.status,
  p.gateway, p.description, p.method, p.reference, p.purpose, yn.name AS payer, p.fee, p.settled_currency, p.refunded, p.disputed,
  p.created_at, p.completed_at, k.checked_at, p.external_id, p.provider_status, p.flag
  FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person cn ON cn.uuid = c.uuid
  LEFT JOIN payer y ON y.id = p.payer LEFT JOIN person yn ON yn.uuid = y.uuid LEFT JOIN payment_check k ON k.payment = p.id
  ORDER BY p.id`;
const PAGE_EVERY_MS = 25;
const CANCEL_AFTER_MS = 60;

export const exporting: Figure = {
  name: 'export',
  title: 'Export all payments as CSV',
  async run(setting: Setting): Promise<Line[]> {
    const { rows } = setting;
    const small = Math.max(1, Math.floor(rows / 10));
    const out = path.join(setting.folder, 'payments.csv');
    const engine = await engineOn(setting, bigBook(setting));
    try {
      return [
        await timeLine(setting, engine, out),
        memoryLine(rows, await peakOf(engine, out), small, await peakOnSmall(setting, small, out)),
        pagesLine(await pagesMeanwhile(engine.api, out)),
        cancelLine(await cancelled(engine.api, out)),
      ];
    } finally {
      await engine.close();
      for (const file of [out, `${out}.sqlite`]) rmSync(file, { force: true });
    }
  },
};

async function exported(api: Api, file: string, signal?: AbortSignal): Promise<number> {
  const steps = await api.exports.rows(
    { list: 'payments', filter: {}, file, overwrite: true },
    signal ? { signal } : {},
  );
  return (await resultOf(steps)).rows;
}

async function timeLine(setting: Setting, { api }: RunningEngine, out: string): Promise<Line> {
  const book = bigBook(setting);
  const program = sqliteCli(setting.say);
  const ours = async () => (await timedAsync(() => exported(api, out))) / 1_000;
  const bySqlite = async () =>
    (await timedAsync(async () => exportBySqlite(program ?? '', book, sameColumns, `${out}.sqlite`))) / 1_000;
  const seconds: { ours: number[]; sqlite?: number[] } = program
    ? await inTurn({ ours, sqlite: bySqlite })
    : await inTurn({ ours });
  return {
    work: `Export ${setting.rows.toLocaleString('en')} payments as CSV`,
    unit: 's',
    ours: spread(seconds.ours),
    reference: seconds.sqlite ? { name: 'sqlite3 -csv', spread: spread(seconds.sqlite) } : undefined,
    target: { kind: 'at-most', value: 0.4, of: 'reference' },
    note: 'ours with dates, decimals, harmless formulas, totals, SHA-256 and fsync; sqlite3 raw',
  };
}

async function peakOf(engine: RunningEngine, out: string): Promise<Spread> {
  const found: number[] = [];
  for (let round = 0; round < 3; round++) {
    engine.forgetPeak();
    await exported(engine.api, out);
    found.push(engine.peakMb() ?? Number.NaN);
  }
  return spread(found);
}

async function peakOnSmall(setting: Setting, rows: number, out: string): Promise<Spread> {
  const engine = await engineOn(setting, bigBook(setting, rows));
  try {
    return await peakOf(engine, out);
  } finally {
    await engine.close();
  }
}

function memoryLine(rows: number, ours: Spread, small: number, ofSmall: Spread): Line {
  return {
    work: `Engine and readers, most memory while exporting ${rows.toLocaleString('en')}`,
    unit: 'MB',
    ours,
    reference: { name: `exporting ${small.toLocaleString('en')}`, spread: ofSmall },
    target: { kind: 'at-most', value: 250, of: 'value' },
  };
}

/** Pages of the table from the same engine while it exports: the round trips in milliseconds. */
async function pagesMeanwhile(api: Api, out: string): Promise<Spread> {
  const found: number[] = [];
  for (let round = 0; round < 3; round++) {
    const ms: number[] = [];
    let done = false;
    const exporting = exported(api, out).finally(() => {
      done = true;
    });
    let after: string | null = null;
    while (!done) {
      const place: { after?: string } = after === null ? {} : { after };
      ms.push(
        await timedAsync(async () => {
          const sort = { column: 'date', direction: 'desc' } as const;
          after = (await api.payments.page({ filter: {}, sort, limit: 50, ...place })).next;
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, PAGE_EVERY_MS));
    }
    await exporting;
    found.push(quantile(ms, 0.99));
  }
  return spread(found);
}

function pagesLine(ours: Spread): Line {
  return {
    work: 'Page of 50 during an export, asked from outside: p99',
    unit: 'ms',
    ours,
    target: { kind: 'at-most', value: 16, of: 'value' },
    note: 'through the API; the asking shares the processors',
  };
}

/** From breaking off until its part is gone. */
async function cancelled(api: Api, out: string): Promise<Spread> {
  const found: number[] = [];
  const folder = path.dirname(out);
  for (let round = 0; round < 5; round++) {
    const target = path.join(folder, `cancelled-${round}.csv`);
    const abort = new AbortController();
    const steps = await api.exports.rows(
      { list: 'payments', filter: {}, file: target, overwrite: true },
      { signal: abort.signal },
    );
    const reading = resultOf(steps).catch(() => {});
    let part = '';
    while (!part) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      part = partIn(folder, target);
      if (existsSync(target)) throw new Error('the export was over before it could be cancelled');
    }
    // In its midst, not at its start.
    await new Promise((resolve) => setTimeout(resolve, CANCEL_AFTER_MS));
    const began = performance.now();
    abort.abort();
    while (existsSync(part)) await new Promise((resolve) => setTimeout(resolve, 1));
    found.push(performance.now() - began);
    await reading;
  }
  return spread(found);
}

function partIn(folder: string, target: string): string {
  const name = readdirSync(folder).find((each) => each.startsWith(`${path.basename(target)}.part-`));
  return name === undefined ? '' : path.join(folder, name);
}

function cancelLine(ours: Spread): Line {
  return {
    work: 'Cancel an export: until its part is gone',
    unit: 'ms',
    ours,
    target: { kind: 'at-most', value: 50, of: 'value' },
  };
}
