/** The engine's host against real processes of a tiny engine: attach, start, restart, move, give up, leave nothing. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineHost, type HostOptions, type HostState } from '../../main/shell/engine-host';
import { nodeProcesses } from '../../main/shell/engine-process';
import { findEngine } from '../../main/shell/engine-socket';
import type { FakeRouter } from '../support/fake-router';
import { HOME_BYTES, quickPlace } from '../support/quick-place';

const startProcess = nodeProcesses(join(import.meta.dirname, '../support/fake-engine.ts'));
let home = '';
const hosts: EngineHost[] = [];

beforeEach(() => {
  home = mkdtempSync(join(quickPlace(HOME_BYTES), 'counterfoil-host-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  rmSync(home, { recursive: true, force: true });
});

function host(name: string, more: Partial<HostOptions> = {}) {
  const left: string[] = [];
  const states: HostState[] = [];
  const book = { file: join(home, `${name}.counterfoil`), demo: false };
  const made = new EngineHost({
    book,
    home,
    kind: 'browser',
    program: 'test',
    startProcess,
    answer: async () => ({ kind: 'done' }),
    onLeft: (why) => left.push(why),
    onState: (state) => states.push(state),
    ...more,
  });
  hosts.push(made);
  return { host: made, left, states, book };
}

async function client(of: EngineHost): Promise<RouterClient<FakeRouter>> {
  const webSocket = await of.connect();
  return createORPCClient(new RPCLink({ websocket: webSocket as unknown as WebSocket }));
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; waited < 20_000 && !what(); waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(what()).toBe(true);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the host of an engine', () => {
  it('starts the engine, names the book to it, and ends it at the end', async () => {
    const {
      host: one,
      states,
      book,
    } = host('mine', { book: { file: join(home, 'mine.counterfoil'), demo: true, create: 'Mine' } });
    const who = await (await client(one)).who();
    expect(who).toMatchObject({ book: 'mine.counterfoil', create: 'Mine', demo: true });
    expect(states.map((state) => state.kind)).toEqual(['starting', 'up']);
    expect(one.own()?.pid).toBe(who.pid);
    await one.stop();
    expect(alive(who.pid)).toBe(false);
    expect(existsSync(`${book.file}.holder`)).toBe(false);
  });

  it('attaches to the engine that has the book open, which outlives the one who started it', async () => {
    const first = host('shared');
    const { pid } = await (await client(first.host)).who();
    const second = host('shared');
    const other = await client(second.host);
    expect((await other.who()).pid).toBe(pid);
    expect(second.host.own()).toBe(null);
    void first.host.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await other.who()).pid).toBe(pid);
  });

  it('does not believe a holder file that nobody stands behind', async () => {
    const { host: one, book } = host('stale');
    await one.stop();
    const stale = { pid: process.pid, socket: join(home, 'nobody.sock'), since: 'then', program: 'gone' };
    writeFileSync(`${book.file}.holder`, JSON.stringify(stale));
    expect(await findEngine(book.file)).toBe(null);
    writeFileSync(`${book.file}.holder`, 'not JSON');
    expect(await findEngine(book.file)).toBe(null);
    const again = host('stale');
    expect((await (await client(again.host)).who()).book).toBe('stale.counterfoil');
  });

  it('starts the engine again after kill -9, and tells the windows', async () => {
    const { host: one, left, states } = host('mortal');
    const api = await client(one);
    const { pid } = await api.who();
    const pending = api.forever().then(async (ticks) => {
      for await (const _ of ticks);
    });
    pending.catch(() => {});
    process.kill(pid, 'SIGKILL');
    await expect(pending).rejects.toThrow();
    await until(() => left.length === 1);
    expect(left).toEqual(['died']);
    const next = await (await client(one)).who();
    expect(next.pid).not.toBe(pid);
    expect(states.map((state) => state.kind)).toEqual(['starting', 'up', 'starting', 'up']);
  });

  it('gives up after five restarts within a minute', async () => {
    const { host: one, states } = host('falling');
    for (let fall = 1; fall <= 6; fall++) {
      await until(() => states.at(-1)?.kind === 'up');
      states.length = 0;
      await (await client(one)).die().catch(() => {});
      await until(() => states.length > 0);
    }
    await until(() => states.at(-1)?.kind === 'failed');
    await expect(one.connect()).rejects.toMatchObject({ code: 'engine-stopped' });
    // A person who asks for it may try again.
    await one.open(one.state().book);
    expect(one.state().kind).toBe('up');
  });

  it.each([
    ['damaged', 'book-damaged'],
    ['locked', 'book-locked'],
    ['broken', 'engine-stopped'],
    ['crash', 'engine-stopped'],
  ])('says why when the engine does not come up: %s', async (name, code) => {
    const { host: one, states } = host(name);
    await expect(one.up()).rejects.toMatchObject({ code });
    expect(states.at(-1)).toMatchObject({ kind: 'failed', failure: { code } });
  });

  it('moves to another book, and stays where it is when the other cannot be opened', async () => {
    const { host: one, left } = host('here');
    const { pid } = await (await client(one)).who();
    await expect(one.open({ file: join(home, 'damaged.counterfoil'), demo: false })).rejects.toMatchObject({
      code: 'book-damaged',
    });
    expect(left).toEqual([]);
    expect((await (await client(one)).who()).pid).toBe(pid);
    await one.open({ file: join(home, 'there.counterfoil'), demo: false });
    expect(left).toEqual(['moved']);
    expect((await (await client(one)).who()).book).toBe('there.counterfoil');
    expect(one.state()).toMatchObject({ kind: 'up', book: { file: join(home, 'there.counterfoil') } });
  });

  it('answers what the engine asks, and refuses when answering fails', async () => {
    const asked: unknown[] = [];
    const { host: one } = host('asking', {
      answer: async (ask) => {
        asked.push(ask);
        if (ask.kind === 'notify') throw new Error('no notifications here');
        return { kind: 'ticket', ticket: 't' };
      },
    });
    const api = await client(one);
    const download = { kind: 'offer-download', file: '/x/a.csv', name: 'a.csv' };
    expect(await api.ask({ ask: download })).toBe('{"kind":"ticket","ticket":"t"}');
    expect(await api.ask({ ask: { kind: 'notify', title: 't', body: 'b' } })).toBe(
      '{"kind":"refused","why":"no notifications here"}',
    );
    expect(asked).toHaveLength(2);
  });

  it('ends an engine that is still starting when the shell stops', async () => {
    const { host: one } = host('silent');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await one.stop();
    expect(one.state().kind).not.toBe('up');
  });
});
