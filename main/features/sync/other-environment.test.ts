/** Credentials that do not say whether they are live: what one environment refuses is named when the other one knows it. */
import { describe, expect, test } from 'vitest';
import { openPaypal } from '../../../test/gateways/paypal-driver';
import { openNowpayments } from '../../../test/support/nowpayments';
import type { SimulatedRequest } from '../../gateways/fault';
import type { Gateway } from '../../gateways/gateway';
import { nowpayments } from '../../gateways/nowpayments/index';
import { paypal } from '../../gateways/paypal/index';
import { gatewayKinds } from '../../gateways/registry';
import { stripe } from '../../gateways/stripe/index';
import { Failure } from '../../kernel/failure';
import { identified } from './other-environment';

interface Place {
  gateway: Gateway;
  requests: readonly SimulatedRequest[];
  revoke(): void;
  close(): Promise<void>;
}

const kinds = [
  [paypal, openPaypal],
  [nowpayments, () => openNowpayments({ keyOnly: true })],
] as const;

describe.each(kinds)('$label', (kind, openOne) => {
  const open = async (): Promise<Place> => {
    const { gateway, requests, simulator } = await openOne();
    return { gateway, requests, revoke: () => simulator.revokeKey(), close: () => simulator.close() };
  };

  test.each([
    ['live', 'sandbox'],
    ['sandbox', 'live'],
  ] as const)('%s was chosen and %s knows them: that is said', async (wanted, found) => {
    const [here, there] = [await open(), await open()];
    here.revoke();
    const asked: string[] = [];
    const connect = async (environment: string) => {
      asked.push(environment);
      return there.gateway;
    };
    const failure = identified(kind, { environment: wanted, gateway: here.gateway }, connect);
    await expect(failure).rejects.toMatchObject({ code: 'key-wrong-environment', params: { found, wanted } });
    expect(asked).toEqual([found]);
    // A token and a status: nothing that changes anything.
    expect(there.requests.map(({ path }) => path)).toEqual(
      kind === paypal ? ['/v1/oauth2/token', '/v1/reporting/balances'] : ['/v1/merchant/coins'],
    );
  });

  test('neither knows them, or the other cannot be reached: they are refused', async () => {
    const [here, there] = [await open(), await open()];
    here.revoke();
    there.revoke();
    const chosen = { environment: 'live', gateway: here.gateway } as const;
    const refused = { code: 'key-refused' };
    await expect(identified(kind, chosen, async () => there.gateway)).rejects.toMatchObject(refused);
    await there.close();
    await expect(identified(kind, chosen, async () => there.gateway)).rejects.toMatchObject(refused);
    const sampleCompany = async () => Promise.reject(new Failure('demo-sandbox-only'));
    await expect(identified(kind, chosen, sampleCompany)).rejects.toMatchObject(refused);
  });

  test('good ones, and any trouble but a refusal, ask nobody else', async () => {
    const here = await open();
    const nobody = async () => Promise.reject(new Error('somebody was asked'));
    const chosen = { environment: 'sandbox', gateway: here.gateway } as const;
    expect(await identified(kind, chosen, nobody)).toMatchObject({ environment: 'sandbox' });
    await here.close();
    await expect(identified(kind, chosen, nobody)).rejects.toMatchObject({ code: 'gateway-offline' });
  });
});

test('where credentials say their environment, or one place is for both, nobody else is asked', async () => {
  const identify = async () => Promise.reject(new Failure('key-refused', { gateway: 'Stripe', last4: 'abcd' }));
  const gateway: Gateway = { ...(await openPaypal()).gateway, identify };
  let asked = 0;
  const connect = async () => {
    asked++;
    return gateway;
  };
  await expect(identified(stripe, { environment: 'live', gateway }, connect)).rejects.toMatchObject({
    code: 'key-refused',
  });
  expect(asked).toBe(0);
});

test('the homes of a gateway are its own hosts', () => {
  for (const { homes, allowedHosts } of gatewayKinds) {
    for (const home of Object.values(homes ?? {})) {
      const { protocol, host } = new URL(home);
      expect([protocol, allowedHosts.includes(host)]).toEqual(['https:', true]);
    }
  }
});
