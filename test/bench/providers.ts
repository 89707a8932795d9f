/** A first sync of each of the other gateways, beside the very same requests sent by bare fetch, their answers parsed and dropped. */
import { type ChildProcess, fork } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import path from 'node:path';
import { gatewayKind } from '../../main/gateways/registry';
import { systemClock } from '../../main/kernel/time';
import { type Figure, inTurn, type Line, type Setting, spread, type Target, timedAsync } from './measure';
import { simulated } from './simulated';
import { syncOnce } from './sync-once';

const PAYMENTS = 20_000;

export const providers: Figure = {
  name: 'providers',
  title: `Sync ${PAYMENTS.toLocaleString('en')} simulated payments of each other gateway`,
  async run(setting: Setting): Promise<Line[]> {
    const lines: Line[] = [];
    for (const provider of Object.keys(simulated)) {
      // Stripe's time stands beside its SDK's, in a figure of its own.
      if (provider !== 'stripe') lines.push(await lineOf(setting, provider));
      lines.push(...(await memoryLinesOf(setting, provider)));
    }
    return lines;
  },
};

async function lineOf(setting: Setting, provider: string): Promise<Line> {
  const { url, stop } = await startSimulator(setting, provider, PAYMENTS);
  try {
    const kind = gatewayKind(provider);
    if (!kind) throw new Error(`no gateway ${provider}`);
    const credentials = simulated[provider]?.credentials ?? {};
    const connect = { credentials, environment: 'sandbox', baseUrl: url, now: () => systemClock.now() } as const;
    let reads: Read[] = [];
    const seconds = await inTurn(
      {
        ours: async () => {
          const stop = readsTold();
          const took = await timedAsync(() => syncOnce(setting.folder, provider, kind.connect(connect), PAYMENTS));
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
    stop();
  }
}

/**
 * What a sync keeps in use must not grow with what it fetches; code that is compiled on the way may stay. What its process has in all does, up to bounds that have nothing to do
 * with it: SQLite's pages (64 MB), and the rubbish that the language leaves lying while there is room.
 */
async function memoryLinesOf(setting: Setting, provider: string): Promise<Line[]> {
  const label = gatewayKind(provider)?.label ?? provider;
  const [many, fewer] = [PAYMENTS, PAYMENTS / 10];
  const mostOf = async (payments: number, flags: string[]) => {
    const { url, stop } = await startSimulator(setting, provider, payments);
    try {
      const file = path.join(setting.programs, 'sync-process.js');
      const syncing = fork(file, [provider, url, String(payments), setting.folder], { execArgv: flags });
      return (await firstWord<{ memory: number }>(syncing)).memory;
    } finally {
      stop();
    }
  };
  const lineOf = async (work: string, flags: string[], target?: Target): Promise<Line> => {
    const most = await inTurn({ many: () => mostOf(many, flags), fewer: () => mostOf(fewer, flags) }, 3);
    const reference = { name: `for ${fewer.toLocaleString('en')}`, spread: spread(most.fewer) };
    return {
      work: `${work} ${many.toLocaleString('en')} of ${label}`,
      unit: 'MB',
      ours: spread(most.many),
      reference,
      target,
    };
  };
  return [
    await lineOf('Memory in use while syncing', ['--expose-gc'], { kind: 'at-most', value: 1.25, of: 'reference' }),
    await lineOf('Its process in all, rubbish and SQLite’s pages with it,', []),
  ];
}

async function startSimulator(setting: Setting, provider: string, payments: number) {
  const simulator = fork(path.join(setting.programs, 'provider-process.js'), [provider, String(payments)]);
  const { url } = await firstWord<{ url: string }>(simulator);
  return { url, stop: () => void simulator.kill() };
}

function firstWord<Word>(child: ChildProcess): Promise<Word> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Word)); // from outside: our own process
    child.once('exit', () => reject(new Error('a process of the bench ended')));
  });
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
