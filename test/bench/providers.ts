/** A first sync of each of the other gateways, beside the very same requests sent by bare fetch, their answers parsed and dropped. */
import { fork } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import path from 'node:path';
import { SyncRunner } from '../../main/features/sync/syncing';
import type { Gateway } from '../../main/gateways/gateway';
import { gatewayKind } from '../../main/gateways/registry';
import { systemClock } from '../../main/kernel/time';
import { freshBook, removeBook } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread, timedAsync } from './measure';
import { simulated } from './simulated';

const PAYMENTS = 20_000;

export const providers: Figure = {
  name: 'providers',
  title: `Sync ${PAYMENTS.toLocaleString('en')} simulated payments of each other gateway`,
  async run(setting: Setting): Promise<Line[]> {
    const lines: Line[] = [];
    for (const provider of Object.keys(simulated)) lines.push(await lineOf(setting, provider));
    return lines;
  },
};

async function lineOf(setting: Setting, provider: string): Promise<Line> {
  const simulator = fork(path.join(setting.programs, 'provider-process.js'), [provider, String(PAYMENTS)]);
  try {
    const url = await new Promise<string>((resolve, reject) => {
      simulator.once('message', (message) => resolve((message as { url: string }).url)); // from outside: our own process
      simulator.once('exit', () => reject(new Error('the simulator ended')));
    });
    const kind = gatewayKind(provider);
    if (!kind) throw new Error(`no gateway ${provider}`);
    const credentials = simulated[provider]?.credentials ?? {};
    const connect = { credentials, environment: 'sandbox', baseUrl: url, now: () => systemClock.now() } as const;
    let reads: Read[] = [];
    const seconds = await inTurn(
      {
        ours: async () => {
          const stop = readsTold();
          const took = await timedAsync(() => syncOnce(setting, provider, kind.connect(connect)));
          reads = stop();
          return took / 1_000;
        },
        bare: async () => (await timedAsync(() => readAgain(url, reads))) / 1_000,
      },
      3,
    );
    return {
      work: `Sync ${PAYMENTS.toLocaleString('en')} of ${kind.label}, ${reads.length} reads`,
      unit: 's',
      ours: spread(seconds.ours),
      reference: { name: 'bare fetch', spread: spread(seconds.bare) },
      note: 'the simulator shares the processors; three rounds',
    };
  } finally {
    simulator.kill();
  }
}

async function syncOnce(setting: Setting, provider: string, gateway: Gateway): Promise<void> {
  const file = path.join(setting.folder, 'sync-provider.counterfoil');
  const book = freshBook(file);
  const syncing = new SyncRunner({
    book,
    healthy: Promise.resolve(),
    clock: systemClock,
    operator: 'bench',
    changed: () => {},
    unexpected: (message, error) => console.error(message, error),
  });
  syncing.take(provider, 'sandbox', 'acct_load', gateway);
  await syncing.now(provider).result;
  const booked = book.db.prepare('SELECT count(*) FROM payment').pluck().get();
  await syncing.close();
  book.db.close();
  removeBook(file);
  if (booked !== PAYMENTS) throw new Error(`${booked} payments of ${provider} were booked of ${PAYMENTS}`);
}

interface Read {
  path: string;
  headers: Record<string, string>;
}

/** From now on notes what this process reads by HTTP; the function that ends it gives what was read. */
function readsTold(): () => Read[] {
  const reads: Read[] = [];
  const note = (message: unknown) => {
    const request: unknown = Reflect.get(Object(message), 'request');
    if (!(request instanceof ClientRequest) || request.method !== 'GET') return;
    const headers = Object.entries(request.getHeaders()).map(([name, value]) => [name, String(value)]);
    reads.push({ path: request.path, headers: Object.fromEntries(headers) });
  };
  subscribe('http.client.request.start', note);
  return () => {
    unsubscribe('http.client.request.start', note);
    return reads;
  };
}

/** One after the other, as lists must be read. */
async function readAgain(url: string, reads: readonly Read[]): Promise<void> {
  for (const { path: at, headers } of reads) {
    const { host: _host, connection: _connection, ...kept } = headers;
    const ask = () => fetch(url + at, { headers: kept });
    // Its connection was idle while ours was measured: the simulator may be closing it.
    const answer = await ask().catch(ask);
    const parsed: unknown = JSON.parse(await answer.text());
    // PayPal refuses a window with too many rows: the sync met that answer too.
    const isMet = answer.ok || answer.status === 400;
    if (!isMet || typeof parsed !== 'object') throw new Error(`${answer.status} for ${at}`);
  }
}
