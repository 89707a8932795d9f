/** A process that takes payments one after the other until it is killed. Arguments: book file, address, 1 where keys are honoured. */
import { writeSync } from 'node:fs';
import { takeLock } from '../../main/db/lock';
import { all } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import type { AskedMoney } from '../../main/features/outbox/contract';
import { Desk } from '../../main/features/outbox/desk';
import { Sending } from '../../main/features/outbox/sending';
import { SyncRunner } from '../../main/features/sync/syncing';
import { gatewayKind } from '../../main/gateways/registry';
import { Failure } from '../../main/kernel/failure';
import { idFromBytes } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { LineGateway } from '../support/charging-line';

const [file = '', url = '', honours = ''] = process.argv.slice(2);
const lock = takeLock(file, JSON.stringify({ pid: process.pid }));
if (!lock) throw new Error('the book is held by another process');
const { book } = openForWriting(file, systemClock);
const gateway = new LineGateway(url, honours === '1', () => systemClock.now());
const unexpected = (_message: string, error: unknown) => console.error(error);
const shared = { book, healthy: Promise.resolve(), operator: 'ada', changed: () => {}, unexpected };
const syncing = new SyncRunner({ ...shared, clock: systemClock });
syncing.take('stripe', 'sandbox', 'acct_test', gateway);
const sending = new Sending({ ...shared, providers: syncing });
const desk = new Desk(book, sending, syncing, (provider) => {
  const kind = gatewayKind(provider);
  const able = { hostedPage: true, saveMethod: true, chargeSaved: true, refund: true };
  return kind && { ...kind, capabilities: { ...kind.capabilities, ...able } };
});

writeSync(1, 'open\n');
const customer = idFromBytes(all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')[0]?.uuid ?? Buffer.alloc(16));
for (let n = 1; ; n++) {
  await sending.work();
  const asked: AskedMoney = {
    ...{
      gateway: 'stripe',
      customer,
      payer: null,
      amount: 100 + n,
      currency: 'EUR',
      method: 'card',
      purpose: 'top-up',
    },
    ...{ methodLabel: null, description: 'Top-up', token: n % 3 === 0 ? null : 'pm_1', saveMethod: false },
    ...{ draft: false, again: true },
  };
  const request = book.newId();
  const act = { request, operator: 'ada', source: 'screen', input: asked };
  const { attempt } = await desk.askMoney(act, asked);
  writeSync(1, `ack ${attempt}\n`);
  if (n % 4 === 0)
    await syncing.now().result.catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
}
