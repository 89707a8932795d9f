/** Large imports and bulk deeds through the built engine: it goes on answering while one is made, who writes waits, and nothing is ever half there. */
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Api } from '../../main/command-line/engine';
import { openReader } from '../../main/db/open';
import { all, one } from '../../main/db/sql';
import { type Id, idFromBytes, idMaker } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { openEngineSocket, opened } from '../../main/shell/engine-socket';
import type { Progress } from '../../main/wire';
import { replayed, verified } from '../support/checks';
import { type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

const CUSTOMERS = 50;
const INVOICES = 6_000;
const newId = idMaker(systemClock);
let home: Home;
let file: string;
let engine: OpenEngine;
let api: Api;
let hangUp: () => void;

async function start(): Promise<void> {
  engine = await startEngine(home, file);
  const webSocket = await opened(openEngineSocket(engine.socket, '/rpc?shell=none'));
  webSocket.on('error', () => {});
  hangUp = () => webSocket.close();
  api = createORPCClient(new RPCLink({ websocket: webSocket }));
}

beforeAll(async () => {
  home = makeHome();
  file = path.join(home.folder, 'long.counterfoil');
  await home.counterfoil(['new', 'Long', '--book', file]);
  await start();
});

afterAll(async () => {
  hangUp();
  await engine.end('SIGTERM');
  home.remove();
});

type Steps<Result> = AsyncIterator<Progress, Result, unknown>;

/** To its end; `at` sees each step. */
async function follow<Result>(steps: Steps<Result>, at: (progress: Progress) => void = () => {}): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    at(step.value);
  }
}

async function looked(kind: 'customers' | 'invoices', rows: readonly string[]) {
  const of = { kind, upload: newId(), name: `${kind}.csv` };
  const content = Buffer.from(rows.join('\n')).toString('base64');
  await api.imports.upload({ upload: of.upload, piece: 0, content });
  const { choices: found } = await follow(await api.imports.look(of));
  const choices = { ...found, decimal: '.', dayOrder: 'ymd' } as const;
  const { plan } = await follow(await api.imports.look({ ...of, choices }));
  return { ...of, choices, plan, leaveOut: false };
}

const customers = () => [
  'id,name,email',
  ...Array.from({ length: CUSTOMERS }, (_, n) => `c${n},C ${n},c${n}@example.com`),
];
const invoices = (series: string) => [
  'number,customer,date,description,amount,currency',
  ...Array.from({ length: INVOICES }, (_, n) => `${series}${n},c${n % CUSTOMERS},2026-02-01,Service,10.00,EUR`),
];

/** Resolves once the act writes. */
function writing<Result>(steps: Steps<Result>): { began: Promise<void>; ended: Promise<Result>; isEnded(): boolean } {
  const { promise: began, resolve } = Promise.withResolvers<void>();
  let done = false;
  const ended = follow(steps, ({ phase }) => {
    if (phase === 'storing' || phase === 'undoing') resolve();
  }).finally(() => {
    done = true;
  });
  return { began, ended, isEnded: () => done };
}

/** Reads until the act ends; gives how many came before that. */
async function readsUntil(isEnded: () => boolean): Promise<number> {
  for (let reads = 0; ; reads++) {
    await api.customers.page({ filter: {}, sort: { column: 'name', direction: 'asc' }, limit: 20 });
    if (isEnded()) return reads;
  }
}

const events = () => {
  const { db } = openReader(file);
  try {
    return one<{ n: number }>(db, 'SELECT count(*) AS n FROM event')?.n ?? 0;
  } finally {
    db.close();
  }
};

function invoiceIds(count: number): Id[] {
  const { db } = openReader(file);
  try {
    const rows = all<{ uuid: Buffer }>(db, "SELECT uuid FROM invoice WHERE state = 'issued' LIMIT ?", count);
    return rows.map(({ uuid }) => idFromBytes(uuid));
  } finally {
    db.close();
  }
}

function lastKind(): string | undefined {
  const { db } = openReader(file);
  try {
    return one<{ kind: string }>(db, 'SELECT kind FROM event ORDER BY seq DESC LIMIT 1')?.kind;
  } finally {
    db.close();
  }
}

it('lists answer while an import is stored and taken back, and a write waits for its end', {
  timeout: 120_000,
}, async () => {
  const first = await follow(
    await api.imports.store({ request: newId(), ...(await looked('customers', customers())) }),
  );
  expect(first.counts.new).toBe(CUSTOMERS);
  const [customer] = (await api.customers.page({ filter: {}, sort: { column: 'name', direction: 'asc' }, limit: 20 }))
    .rows;
  const of = await looked('invoices', invoices('A-'));
  const storing = writing(await api.imports.store({ request: newId(), ...of }));
  await storing.began;
  const note = api.customers.note({ request: newId(), id: customer?.id ?? '', text: 'written meanwhile' });
  expect(await readsUntil(storing.isEnded)).toBeGreaterThanOrEqual(2);
  const { id, counts } = await storing.ended;
  expect(counts.new).toBe(INVOICES);
  await note;
  expect(lastKind()).toBe('customer.noted');
  const undoing = writing(await api.changes.undo({ request: newId(), id: id ?? '' }));
  await undoing.began;
  expect(await readsUntil(undoing.isEnded)).toBeGreaterThanOrEqual(2);
  expect(await undoing.ended).toEqual({ undone: INVOICES, stayed: 0 });
});

it('an import that is broken off while it is stored leaves nothing, and the same request stores it later', {
  timeout: 120_000,
}, async () => {
  const before = events();
  const wish = { request: newId(), ...(await looked('invoices', invoices('B-'))) };
  const control = new AbortController();
  const steps = await api.imports.store(wish, { signal: control.signal });
  const storing = writing(steps);
  await storing.began;
  control.abort();
  await expect(storing.ended).rejects.toThrow();
  // A write gets through again once the act has ended.
  await api.customers.add({ request: newId(), name: 'After' });
  expect(events()).toBe(before + 1);
  const again = await follow(
    await api.imports.store({ ...wish, ...(await looked('invoices', invoices('B-'))), request: wish.request }),
  );
  expect(again.counts.new).toBe(INVOICES);
  // Asked once more, it says the same and does nothing.
  const count = events();
  expect(await follow(await api.imports.store({ ...wish, plan: wish.plan }))).toEqual(again);
  expect(events()).toBe(count);
});

it('many items changed at once let lists answer, can be broken off until they are saved, and are made once', {
  timeout: 120_000,
}, async () => {
  const ids = invoiceIds(2_000);
  const deed = { deed: 'void-invoices', reason: 'Sent twice' } as const;
  const { plan, fits } = await follow(await api.changes.preview({ deed, ids }));
  expect(fits).toBe(ids.length);
  const before = events();
  const wish = { request: newId(), deed, ids, plan };
  const control = new AbortController();
  const broken = writing(await api.changes.make(wish, { signal: control.signal }));
  await broken.began;
  control.abort();
  await expect(broken.ended).rejects.toThrow();
  await api.customers.add({ request: newId(), name: 'After it' });
  expect(events()).toBe(before + 1);
  const making = writing(await api.changes.make(wish));
  await making.began;
  expect(await readsUntil(making.isEnded)).toBeGreaterThanOrEqual(1);
  const made = await making.ended;
  expect(events()).toBe(before + 2 + ids.length);
  expect(await follow(await api.changes.make(wish))).toEqual(made);
  expect(events()).toBe(before + 2 + ids.length);
});

it('an engine killed while it stores has stored nothing', { timeout: 120_000 }, async () => {
  const before = events();
  const storing = writing(await api.imports.store({ request: newId(), ...(await looked('invoices', invoices('K-'))) }));
  storing.ended.catch(() => {});
  await storing.began;
  await engine.end('SIGKILL');
  await start();
  await api.books.info();
  expect(events()).toBe(before);
  const { db } = openReader(file);
  try {
    expect(verified(db).findings).toEqual([]);
    expect(replayed(db).differences).toEqual([]);
  } finally {
    db.close();
  }
});
