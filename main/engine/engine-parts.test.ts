import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder, testClock } from '../../test/support/book';
import { engineArguments } from './arguments';
import { readHolder } from './holder';
import { fileLog } from './log';
import { startSchedule } from './schedule';
import { socketOf } from './socket';
import { makeTopics } from './topics';

describe('arguments', () => {
  test('name the book and the home', () => {
    expect(engineArguments(['--book', '/a.counterfoil', '--home', '/h'])).toEqual({
      book: '/a.counterfoil',
      home: '/h',
      program: 'engine',
      demo: false,
      seed: 1,
    });
  });

  test('that are unknown, missing or empty are refused', () => {
    for (const argv of [
      [],
      ['--book', 'a'],
      ['--book', '', '--home', 'h'],
      ['--book', 'a', '--home', 'h', '--force'],
      ['--book', 'a', '--home', 'h', 'x'],
    ])
      expect(() => engineArguments(argv), argv.join(' ')).toThrow();
  });
});

describe('the holder’s text', () => {
  test('is read when it is one, and is none when it is anything else', () => {
    const file = path.join(temporaryFolder(), 'a.holder');
    const holder = { pid: 7, socket: '/tmp/a.sock', since: '2026-03-01T12:00:00.000Z', program: 'browser shell' };
    writeFileSync(file, JSON.stringify(holder));
    expect(readHolder(file)).toEqual(holder);
    for (const text of ['', '{', 'null', '{"pid":"7"}', '[]']) {
      writeFileSync(file, text);
      expect(readHolder(file), text).toBeNull();
    }
    expect(readHolder(path.join(temporaryFolder(), 'none'))).toBeNull();
  });
});

test('a socket lies beside its book when its path is short enough for every system, else where it is', () => {
  expect(socketOf('/books/a.counterfoil')).toBe('/books/a.counterfoil.sock');
  const far = `/${'deep/'.repeat(40)}a.counterfoil`;
  const socket = socketOf(far);
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
  expect(socketOf(far)).toBe(socket);
  expect(socketOf(far.replace('a.', 'b.'))).not.toBe(socket);
});

describe('the log', () => {
  const linesOf = (home: string) =>
    readFileSync(path.join(home, 'logs', 'engine.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));

  test('is a line of JSON each, with the time and an incident that the person is told', () => {
    const home = temporaryFolder();
    const log = fileLog(home, testClock());
    log.info('open', { book: 'a' });
    const incident = log.error('broke', new Error('why\nso'));
    expect(incident).toMatch(/^[0-9a-f]{8}$/);
    expect(linesOf(home)).toMatchObject([
      { at: '2026-03-01T12:00:00.000Z', message: 'open', book: 'a' },
      { message: 'broke', incident, error: expect.stringContaining('why') },
    ]);
  });

  test('holds no key and no token, wherever an error may carry one', () => {
    const home = temporaryFolder();
    const log = fileLog(home, testClock());
    const secrets = [
      'sk_live_51Abcdefghijklmn',
      'rk_test_0123456789abcdef',
      'whsec_0123456789abcdef',
      'pk_live_0123456789abcdef',
    ];
    for (const secret of secrets) {
      log.error(`refused ${secret}`, new Error(`Invalid API Key provided: ${secret}`));
      log.info('x', { header: `Bearer ${secret}`, key: secret });
    }
    const text = readFileSync(path.join(home, 'logs', 'engine.log'), 'utf8');
    for (const secret of secrets) expect(text).not.toContain(secret.slice(8));
    expect(linesOf(home)).toHaveLength(8);
  });

  test('that cannot be written stops nothing', () => {
    const home = temporaryFolder();
    const log = fileLog(home, testClock());
    rmSync(path.join(home, 'logs'), { recursive: true });
    for (const error of ['a text', { toString: null }, null, undefined, new Error('x')])
      expect(log.error('x', error)).toMatch(/^[0-9a-f]{8}$/);
  });
});

test('a clockwork that fails is told of, and goes on: a full disk ends no engine', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const db = new Database(':memory:');
  db.pragma = () => {
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
  };
  let ticks = 0;
  const tick = () => {
    ticks++;
    throw new Error('no tick');
  };
  const told: string[] = [];
  const stop = startSchedule({ tick }, { db }, { isShut: false }, (message) => told.push(message));
  vi.advanceTimersByTime(60_000);
  expect(ticks).toBe(61);
  expect(told.filter((message) => message.includes('write-ahead log'))).toHaveLength(2);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(ticks).toBe(61);
});

describe('topics', () => {
  test('tell each watcher what changed, once, however often it did', async () => {
    const topics = makeTopics();
    const first = topics.watch();
    const second = topics.watch();
    expect((await first.next()).value).toEqual({ topics: [] });
    await second.next();
    for (let n = 0; n < 50; n++) topics.changed(['payments', 'sync']);
    expect((await first.next()).value).toEqual({ topics: ['payments', 'sync'] });
    topics.changed(['customers']);
    expect((await first.next()).value).toEqual({ topics: ['customers'] });
    expect((await second.next()).value).toEqual({ topics: ['payments', 'sync', 'customers'] });
    await first.return(undefined);
    await second.return(undefined);
  });

  test('end when the watcher has gone', async () => {
    const topics = makeTopics();
    const leaving = new AbortController();
    const watching = topics.watch(leaving.signal);
    await watching.next();
    const last = watching.next();
    leaving.abort();
    expect((await last).done).toBe(true);
    topics.changed(['payments']);
  });
});
