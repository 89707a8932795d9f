/** Commands that do not get to their end, and a check that finds something: how they end, and what they leave. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../main/command-line/engine';
import { openEngineSocket, opened } from '../../main/shell/engine-socket';
import { filesIn, type Home, hashOf, makeHome, startEngine } from './counterfoil';

let home: Home;
let book: string;
beforeAll(async () => {
  home = makeHome();
  book = path.join(home.folder, 'mine.counterfoil');
  expect((await home.counterfoil(['new', 'Mine', '--book', book])).code).toBe(0);
  const person = { request: '019a2e76-5a19-7f15-b677-4873da143e47', name: 'Ada' };
  await home.json(['call', 'customers.add', JSON.stringify(person), '--book', book]);
}, 60_000);
afterAll(() => home.remove());

function ending(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

/** A command that goes on until it is stopped, with an engine of its own. */
async function watching(): Promise<{ child: ChildProcess; ended: ReturnType<typeof ending>; engine: number }> {
  const child = home.start(['call', 'live.watch', '--book', book]);
  const ended = ending(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return { child, ended, engine: JSON.parse(readFileSync(`${book}.holder`, 'utf8')).pid };
}

/** Rows alone, without their events: enough for an export that takes a while. */
function addPayments(file: string, count: number): void {
  const db = new Database(file);
  db.prepare(
    `INSERT INTO payment (uuid, gateway, amount, currency, status, provider_status, method, description, reference, created_at, at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     SELECT randomblob(16), 'stripe', i, 'EUR', 'Pending', 'processing', 'card', 'Order ' || i, 'REF ' || i, 1700000000000 + i, 1700000000000 + i FROM n`,
  ).run(count);
  db.close();
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a command', { timeout: 120_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('that gets %s ends with 130, and its engine with it', async (signal) => {
    const { child, ended, engine } = await watching();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('You cancelled it.');
    expect(isAlive(engine)).toBe(false);
    expect(filesIn(home.folder)).not.toContain('mine.counterfoil.holder');
  });

  it('whose engine is killed says so, and the next one goes on', async () => {
    const { ended, engine } = await watching();
    process.kill(engine, 'SIGKILL');
    const { code, stderr } = await ended;
    expect(stderr).toContain('The part of Counterfoil that keeps the book stopped.');
    expect(code).toBe(3);
    expect((await home.counterfoil(['verify', '--book', book])).code).toBe(0);
  });

  it('whose reader leaves early has done its work', async () => {
    const script = ['bash', '-c', '"$@" | true; exit $PIPESTATUS', 'piped'];
    const { code, stderr } = await ending(home.start(['call', '--list', '--book', book], script));
    expect([code, stderr]).toEqual([0, '']);
  });

  it('without room makes no book, and leaves none', async () => {
    const file = path.join(home.folder, 'no-room', 'new.counterfoil');
    const script = ['bash', '-c', 'ulimit -f 16; exec "$@"', 'limited'];
    const { code, stderr } = await ending(home.start(['new', 'No room', '--book', file], script));
    expect(stderr).toContain('The disk is full');
    expect(code).toBe(1);
    expect(filesIn(path.dirname(file))).toEqual([]);
  });
});

describe('an export', { timeout: 120_000 }, () => {
  it('that is broken off leaves no file and no note', async () => {
    const large = path.join(home.folder, 'large.counterfoil');
    expect((await home.counterfoil(['new', 'Large', '--book', large])).code).toBe(0);
    addPayments(large, 300_000);
    const engine = await startEngine(home, large);
    const webSocket = await opened(openEngineSocket(engine.socket, '/rpc?shell=none'));
    try {
      const api: Api = createORPCClient(new RPCLink({ websocket: webSocket }));
      const file = path.join(home.folder, 'broken-off.csv');
      const ours = () => filesIn(home.folder).filter((name) => name.startsWith('broken-off'));
      const steps = await api.exports.rows({ list: 'payments', filter: {}, file });
      expect((await steps.next()).done).toBe(false);
      expect(ours()).toEqual([expect.stringMatching(/^broken-off\.csv\.part-[0-9a-f]{12}$/)]);
      await steps.return?.();
      await expect.poll(ours, { timeout: 5_000, interval: 5 }).toEqual([]);
      expect(await api.exports.list()).toEqual([]);
      expect(ours()).toEqual([]);
    } finally {
      webSocket.close();
      await engine.end('SIGTERM');
    }
  });

  it('that the system refuses half-way leaves no part, and the book in order', async () => {
    const file = path.join(home.folder, 'too-large.csv');
    const script = ['bash', '-c', 'ulimit -f 100; exec "$@"', 'limited'];
    expect((await home.counterfoil(['demo', '--payments', '3000'])).code).toBe(0);
    const { code, stderr } = await ending(
      home.start(['export', 'payments', '--out', file, '--book', home.demoBook], script),
    );
    expect(stderr).toContain(`The export to ${file} could not be written`);
    expect(code).toBe(1);
    expect(filesIn(home.folder).filter((name) => name.startsWith('too-large'))).toEqual([]);
    expect((await home.counterfoil(['verify', '--book', home.demoBook])).code).toBe(0);
    expect((await home.counterfoil(['export', 'payments', '--out', file, '--book', home.demoBook])).code).toBe(0);
  });
});

describe('a demo of chosen size', { timeout: 120_000 }, () => {
  it('is the same for the same seed, and no second one is put on top', async () => {
    const files = ['one', 'two', 'three'].map((name) => path.join(home.folder, `${name}.counterfoil`));
    const sizes = [];
    for (const [n, file] of files.entries()) {
      const words = ['demo', '--payments', '500', '--seed', n === 2 ? '8' : '7', '--book', file];
      const info = await home.json<{ counts: { payments: number } }>(words);
      const balances = await home.json<{ balance: string }[]>(['balances', '--book', file]);
      sizes.push([
        info.counts.payments,
        balances
          .map((row) => row.balance)
          .sort()
          .join(' '),
      ]);
    }
    expect(sizes[1]?.[1]).toBe(sizes[0]?.[1]);
    expect(sizes[2]?.[1]).not.toBe(sizes[0]?.[1]);
    const before = hashOf(files[0] ?? '');
    const again = await home.counterfoil(['demo', '--payments', '500', '--book', files[0] ?? '']);
    expect(again.stderr).toContain('There is already a file at');
    expect(again.code).toBe(1);
    expect(hashOf(files[0] ?? '')).toBe(before);
  });
});

describe('a large demo', { timeout: 120_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'that is cancelled with %s while it is made leaves nothing',
    async (signal) => {
      const folder = path.join(home.folder, `cancelled-${signal}`);
      mkdirSync(folder);
      const file = path.join(folder, 'large.counterfoil');
      const child = home.start(['demo', '--payments', '2000000', '--book', file]);
      const ended = ending(child);
      await expect.poll(() => filesIn(folder), { timeout: 60_000, interval: 20 }).toContain('large.counterfoil-wal');
      await new Promise((resolve) => setTimeout(resolve, 500));
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(stderr).toContain('You cancelled it.');
      expect(code).toBe(130);
      expect(filesIn(folder)).toEqual([]);
    },
  );
});

describe('a check that finds something', { timeout: 120_000 }, () => {
  it('ends with 4 and names the place', async () => {
    const file = path.join(home.folder, 'altered.counterfoil');
    expect(await home.counterfoil(['backup', '--out', file, '--book', book])).toMatchObject({ code: 0, stderr: '' });
    const db = new Database(file);
    const guards = db
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'request'")
      .all();
    for (const { name } of guards as { name: string }[]) db.exec(`DROP TRIGGER ${name}`);
    db.prepare("UPDATE request SET operator = 'mallory'").run();
    for (const { sql } of guards as { sql: string }[]) db.exec(sql);
    db.close();
    const { code, stdout, stderr } = await home.counterfoil(['verify', '--book', file]);
    expect(code).toBe(4);
    expect(stdout).toContain('event 1');
    expect(stderr).toBe('');
    const found = await home.counterfoil(['verify', '--book', file, '--json']);
    expect(found.code).toBe(4);
    expect(JSON.parse(found.stdout)).toMatchObject({ ok: false });
  });
});
