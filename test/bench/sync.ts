/** A first sync of a simulated account into an empty book, beside the same lists read and dropped: by the official SDK, and by bare fetch. */
import { fork } from 'node:child_process';
import path from 'node:path';
import Stripe from 'stripe';
import { z } from 'zod';
import { SyncRunner } from '../../main/features/sync/syncing';
import { gatewayKind } from '../../main/gateways/registry';
import { systemClock } from '../../main/kernel/time';
import { freshBook, removeBook } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread, timedAsync } from './measure';

const CHARGES = 20_000;
const KEY = 'sk_test_simulated0key0abcd';

export const sync: Figure = {
  name: 'sync',
  title: `Sync ${CHARGES.toLocaleString('en')} simulated charges`,
  async run(setting: Setting): Promise<Line[]> {
    const simulator = fork(path.join(setting.programs, 'simulator-process.js'), [String(CHARGES), KEY]);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        simulator.once('message', (message) => resolve((message as { url: string }).url)); // from outside: our own process
        simulator.once('exit', () => reject(new Error('the simulator ended')));
      });
      const seconds = await inTurn(
        {
          ours: async () => (await timedAsync(() => oursOnce(setting, url))) / 1_000,
          sdk: async () => (await timedAsync(() => sdkOnce(url))) / 1_000,
          bare: async () => (await timedAsync(() => fetchOnce(url))) / 1_000,
        },
        3,
      );
      const work = `Sync ${CHARGES.toLocaleString('en')} charges into an empty book`;
      const note = 'the simulator shares the processors; three rounds';
      const ours = spread(seconds.ours);
      const target = { kind: 'at-most', value: 1.25, of: 'reference' } as const;
      return [
        { work, unit: 's', ours, reference: { name: 'the SDK alone', spread: spread(seconds.sdk) }, target, note },
        { work, unit: 's', ours, reference: { name: 'bare fetch', spread: spread(seconds.bare) }, note },
      ];
    } finally {
      simulator.kill();
    }
  },
};

async function oursOnce(setting: Setting, url: string): Promise<void> {
  const file = path.join(setting.folder, 'sync.counterfoil');
  const book = freshBook(file);
  const kind = gatewayKind('stripe');
  if (!kind) throw new Error('no gateway stripe');
  const gateway = kind.connect({ credentials: { key: KEY }, baseUrl: url, now: () => systemClock.now() });
  const syncing = new SyncRunner({
    book,
    healthy: Promise.resolve(),
    clock: systemClock,
    operator: 'bench',
    changed: () => {},
    unexpected: (message, error) => console.error(message, error),
  });
  syncing.take('stripe', 'sandbox', 'acct_load', gateway);
  await syncing.now('stripe').result;
  const booked = book.db.prepare('SELECT count(*) FROM payment').pluck().get();
  await syncing.close();
  book.db.close();
  removeBook(file);
  if (booked !== CHARGES) throw new Error(`${booked} payments were booked of ${CHARGES}`);
}

/** The lists that a first sync reads, each to its end. */
async function sdkOnce(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
  const expand = ['data.latest_charge.balance_transaction'];
  const lists = [
    stripe.customers.list({ limit: 100 }),
    stripe.paymentIntents.list({ limit: 100, expand }),
    stripe.refunds.list({ limit: 100, expand: ['data.balance_transaction'] }),
    stripe.disputes.list({ limit: 100 }),
    stripe.payouts.list({ limit: 100 }),
  ];
  for (const list of lists) for await (const _item of list);
}

const bareLists = [
  'customers?limit=100',
  'payment_intents?limit=100&expand[]=data.latest_charge.balance_transaction',
  'refunds?limit=100&expand[]=data.balance_transaction',
  'disputes?limit=100',
  'payouts?limit=100',
];
const barePage = z.object({ data: z.array(z.object({ id: z.string() })), has_more: z.boolean() });

/** The same lists by the language's own fetch and JSON.parse. */
async function fetchOnce(url: string): Promise<void> {
  for (const list of bareLists) {
    let after = '';
    for (;;) {
      const answer = await fetch(`${url}/v1/${list}${after}`, { headers: { Authorization: `Bearer ${KEY}` } });
      const page = barePage.parse(JSON.parse(await answer.text()));
      const last = page.data.at(-1);
      if (!page.has_more || !last) break;
      after = `&starting_after=${last.id}`;
    }
  }
}
