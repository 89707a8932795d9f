/** No secret and no card number in anything that leaves a gateway: facts, failures, and what a failure carries along. */
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Pulled, pullInto } from '../../support/simulator';
import { type Driver, onList } from './driver';
import { lasting } from './network';

const card = '4242 4242 4242 4242';

export function testScrubbing(driver: Driver): void {
  test('no secret and no card number in any failure or fact', async () => {
    const account = await driver.open({ payments: 2, patience: { timeoutMs: 400, tries: 1 } });
    account.pay(account.now() - 60_000, `paid with ${card} and ${card.replaceAll(' ', '')}`);
    const pulled = await pullInto(account.gateway);
    const again = () => pullInto(account.gateway, Object.assign(new Pulled(), { cursor: pulled.cursor }));
    const told = [inspect(pulled.pages, { depth: 20 })];
    expect(told[0]).toContain('···· 4242');
    const echo = `Keys ${driver.secrets.join(' and ')}, card ${card}`;
    const body = JSON.stringify({ message: echo, description: echo, error: { message: echo, description: echo } });
    const echoed = [400, 401, 402, 403, 404, 500].map((status) => ({ kind: 'status', status, body }) as const);
    for (const fault of [...lasting.map((trouble) => trouble.fault), ...echoed]) {
      account.setFaults(onList(driver, 1, fault));
      const error: unknown = await again().catch((caught: unknown) => caught);
      told.push(
        inspect(error, { depth: 20, showHidden: true }),
        JSON.stringify(error),
        String(Reflect.get(Object(error), 'stack')),
      );
    }
    account.setFaults(null);
    account.revokeKey();
    const refused: unknown = await again().catch((caught: unknown) => caught);
    told.push(inspect(refused, { depth: 20, showHidden: true }));
    for (const text of told) {
      for (const secret of driver.secrets) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(secret.slice(4, -4));
      }
      expect(text).not.toMatch(/4242[ -]?4242/);
    }
  });
}
