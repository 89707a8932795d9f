/** Listens to what changed in the book and has it asked for again: queries by their first word, tables by a version. */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Topic } from '../../main/contract';
import { connection, hearTopics } from './client';
import { createStore } from './connection';
import { readAgain } from './read-again';

/** Changes that follow each other closely are shown together, at most this often. */
const QUIET_MS = 400;

type Versions = Readonly<Record<Topic, number>>;
const versions = createStore<Versions>({
  payments: 0,
  customers: 0,
  invoices: 0,
  vouchers: 0,
  outbox: 0,
  sync: 0,
  exports: 0,
  notices: 0,
  mail: 0,
  operators: 0,
  approvals: 0,
  changes: 0,
  closing: 0,
  statements: 0,
  book: 0,
});
const everything: readonly Topic[] = [
  'payments',
  'customers',
  'invoices',
  'vouchers',
  'outbox',
  'sync',
  'exports',
  'notices',
  'mail',
  'operators',
  'approvals',
  'changes',
  'closing',
  'statements',
  'book',
];

/** The book's counts stand in the rail; they may be a few seconds behind while much is coming in. */
const COUNTS_MS = 3000;
let countsDue: ReturnType<typeof setTimeout> | undefined;

function announceCounts(queries: QueryClient): void {
  if (countsDue !== undefined) return;
  countsDue = setTimeout(() => {
    countsDue = undefined;
    void readAgain(queries, ['book', 'info']);
  }, COUNTS_MS);
}

/** Nobody waits longer than this to see what changed because answers were slow. */
const LONGEST_REST_MS = 2000;

const asking = new Set<Topic>();
const askAgain = new Set<Topic>();

/**
 * Has the queries of a topic asked again. While one round is under way the next waits for it: asking anew with every
 * change would break off each answer before it is there, for as long as changes come.
 */
async function refetch(queries: QueryClient, topic: Topic): Promise<void> {
  askAgain.add(topic);
  if (asking.has(topic)) return;
  asking.add(topic);
  while (askAgain.delete(topic)) {
    const began = performance.now();
    await readAgain(queries, [topic]);
    // As long a rest as the answers took: totals of a large book must not keep its reader busy all the time.
    const tookMs = Math.min(performance.now() - began, LONGEST_REST_MS);
    if (askAgain.has(topic)) await new Promise((resolve) => setTimeout(resolve, tookMs));
  }
  asking.delete(topic);
}

function announce(queries: QueryClient, topics: Iterable<Topic>): void {
  const next = { ...versions.get() };
  for (const topic of topics) {
    next[topic]++;
    void refetch(queries, topic);
    if (topic === 'payments' || topic === 'customers') announceCounts(queries);
  }
  versions.set(next);
}

function collector(queries: QueryClient) {
  const gathered = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let quietUntil = 0;
  const flush = () => {
    timer = undefined;
    quietUntil = performance.now() + QUIET_MS;
    const topics = [...gathered];
    gathered.clear();
    announce(queries, topics);
  };
  return (topics: readonly Topic[]) => {
    for (const topic of topics) gathered.add(topic);
    if (gathered.size === 0 || timer !== undefined) return;
    timer = setTimeout(flush, Math.max(0, quietUntil - performance.now()));
  };
}

/** Call once. Each new connection asks again for everything that is shown; the first one for what was given up before it. */
export function startLive(queries: QueryClient): void {
  const collect = collector(queries);
  hearTopics(collect);
  let { round } = connection.get();
  connection.subscribe(() => {
    const state = connection.get();
    if (state.round === round) return;
    if (round > 0 || state.gaveUp) collect(everything);
    round = state.round;
    if (!state.gaveUp) return;
    void readAgain(queries, ['preference']);
    connection.set({ ...state, gaveUp: false });
  });
}

/** Rises each time something of this topic changed: give it to a table, so that it loads its rows again. */
export function useVersion(topic: Topic): number {
  return useSyncExternalStore(versions.subscribe, () => versions.get()[topic]);
}
