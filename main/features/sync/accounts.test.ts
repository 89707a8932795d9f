/** What people do with gateway accounts, over simulated ones. */
import { describe, expect, test } from 'vitest';
import {
  accountsInEveryState,
  accountsWorld,
  by,
  PASSPHRASE,
  putOldAccount,
  sealedByPassphrase,
} from '../../../test/support/accounts';
import { replayed, verified } from '../../../test/support/checks';
import { all, one, run } from '../../db/sql';
import { gatewayKind, gatewayLabel, nextAccountKey } from '../../gateways/registry';
import { removalOf } from './account-removal';

const LONG = 60_000;
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const keysOf = (world: ReturnType<typeof accountsWorld>) => world.syncing.connections().map((of) => of.key);

test('the first account of a provider has its name, the next ones a number', () => {
  expect(nextAccountKey('stripe', new Set())).toBe('stripe');
  expect(nextAccountKey('stripe', new Set(['stripe', 'stripe-2', 'stripe-4']))).toBe('stripe-3');
  expect(gatewayKind('stripe-12')?.provider).toBe('stripe');
  for (const key of ['stripe-', 'stripe-0', 'stripe-x', 'voucher', 'bank-transfer', '-2', ''])
    expect(gatewayKind(key), key).toBeUndefined();
  expect(gatewayLabel('stripe', new Map())).toBe('Stripe');
  expect(gatewayLabel('stripe-2', new Map())).toBe('Stripe 2');
  expect(gatewayLabel('stripe-2', new Map([['stripe-2', 'Stripe EU']]))).toBe('Stripe EU');
  expect(gatewayLabel('bank', new Map())).toBe('');
});

test(
  'two accounts of one provider are synced side by side, each with its own payments, cursor and clearing account',
  async () => {
    const world = accountsWorld();
    const { book, syncing } = world;
    await world.connect(await world.provider('acct_1'));
    const second = await world.connect(await world.provider('acct_2'), { label: 'Stripe EU' });
    expect(second).toMatchObject({ gateway: 'stripe-2', label: 'Stripe EU', account: 'acct_2' });
    await syncing.now().result;
    const of = (text: string) => all<{ gateway: string }>(book.db, text).map((row) => row.gateway);
    expect(of('SELECT gateway FROM payment ORDER BY gateway')).toEqual(['stripe', 'stripe-2']);
    expect(of('SELECT gateway FROM sync_cursor ORDER BY gateway')).toEqual(['stripe', 'stripe-2']);
    expect(of('SELECT gateway FROM customer_link ORDER BY gateway')).toEqual(['stripe', 'stripe-2']);
    const clearing = all<{ name: string }>(
      book.db,
      "SELECT name FROM account WHERE name LIKE 'clearing:%' ORDER BY name",
    );
    expect(clearing.map(({ name }) => name)).toEqual(['clearing:stripe', 'clearing:stripe-2']);
    expect(verified(book.db).findings).toEqual([]);
    // The same account again is not a third one: its payments would stand twice.
    const again = await world.provider('acct_2');
    await expect(world.connect(again)).rejects.toThrow(code('account-known'));
    expect(keysOf(world)).toEqual(['stripe', 'stripe-2']);
  },
  LONG,
);

test(
  'a new key takes the place of the old one; a key of another account is refused by name',
  async () => {
    const world = accountsWorld();
    await world.connect(await world.provider('acct_1'));
    const other = await world.provider('acct_2');
    const refused = world.connect(other, { gateway: 'stripe' });
    await expect(refused).rejects.toThrow(expect.objectContaining({ params: { found: 'acct_2', wanted: 'acct_1' } }));
    const same = { ...(await world.provider('acct_1')) };
    expect(await world.connect(same, { gateway: 'stripe' })).toMatchObject({ gateway: 'stripe' });
    expect(await world.connect(other, { gateway: 'stripe', sameAccount: true })).toMatchObject({ account: 'acct_2' });
    expect(all(world.book.db, 'SELECT key FROM gateway_account')).toEqual([{ key: 'stripe' }]);
  },
  LONG,
);

test('credentials are tested live before they are saved: a refused one leaves nothing behind', async () => {
  const world = accountsWorld();
  const one = await world.provider('acct_1');
  one.simulator.revokeKey();
  await expect(world.connect(one)).rejects.toThrow(code('key-refused'));
  await expect(world.connect({ ...one, key: 'pk_test_abcdefgh12345678' })).rejects.toThrow(code('key-publishable'));
  await expect(world.connect(one, { environment: 'live' })).rejects.toThrow(code('key-wrong-environment'));
  for (const table of ['gateway_account', 'secret', 'book_key', 'event'])
    expect(all(world.book.db, `SELECT * FROM ${table}`), table).toEqual([]);
});

describe('an account', () => {
  test(
    'that is paused is not asked for anything, until it goes on',
    async () => {
      const world = accountsWorld();
      const one = await world.provider('acct_1');
      await world.connect(one);
      await world.syncing.now().result;
      world.accounts.pause(by, 'stripe');
      world.accounts.pause(by, 'stripe');
      const asked = one.simulator.requests;
      world.clock.at += 3_600_000;
      world.syncing.tick();
      await expect(world.syncing.now('stripe').result).rejects.toThrow(code('gateway-paused'));
      expect(() => world.syncing.gateway('stripe')).toThrow(code('gateway-paused'));
      expect(() => world.syncing.now()).toThrow(code('gateway-none'));
      expect(world.syncing.isReachable('stripe')).toBe(false);
      expect(one.simulator.requests).toBe(asked);
      await world.restart();
      await world.accounts.keys.unlock(by, PASSPHRASE);
      expect(world.syncing.connections()).toMatchObject([{ key: 'stripe', paused: true }]);
      world.accounts.goOn(by, 'stripe');
      await world.syncing.now('stripe').result;
      expect(one.simulator.requests).toBeGreaterThan(asked);
      const told = all<{ what: string }>(
        world.book.db,
        "SELECT json_extract(payload, '$.what') AS what FROM event WHERE kind = 'gateway.changed' ORDER BY seq",
      );
      expect(told.map(({ what }) => what)).toEqual(['connected', 'paused', 'resumed']);
    },
    LONG,
  );

  test(
    'that is removed keeps its history, and its key is never another’s',
    async () => {
      const world = accountsWorld();
      const { book } = world;
      const first = await world.provider('acct_1');
      await world.connect(first);
      await world.syncing.now().result;
      const payments = all(book.db, 'SELECT * FROM payment');
      expect(removalOf(book.db, 'stripe')).toEqual({ payments: 1, pending: 0, savedMethods: 0, attempts: [] });
      await world.accounts.remove(by, 'stripe');
      await expect(world.accounts.remove(by, 'stripe')).rejects.toThrow(code('gateway-none'));
      expect(all(book.db, 'SELECT * FROM payment')).toEqual(payments);
      expect(all(book.db, 'SELECT * FROM secret')).toEqual([]);
      expect(keysOf(world)).toEqual([]);
      expect(await world.connect(await world.provider('acct_2'))).toMatchObject({ gateway: 'stripe-2' });
      // The same account comes back as itself: its payments are known, and stay once.
      expect(await world.connect(first)).toMatchObject({ gateway: 'stripe' });
      await world.syncing.now('stripe').result;
      expect(one(book.db, "SELECT count(*) AS n FROM payment WHERE gateway = 'stripe'")).toEqual({ n: 1 });
      expect(verified(book.db).findings).toEqual([]);
    },
    LONG,
  );

  test(
    'is not removed while it is not known what came of something that was asked of it',
    async () => {
      const world = accountsWorld();
      const { book } = world;
      await world.connect(await world.provider('acct_1'));
      await world.syncing.now().result;
      run(
        book.db,
        `INSERT INTO attempt (uuid, kind, gateway, payment, own, amount, currency, state, request_hash, save_method, created_at)
       SELECT randomblob(16), 'charge', 'stripe', id, randomblob(16), 12000, 'EUR', 'unknown', hex(zeroblob(32)), 0, 5 FROM payment`,
      );
      await expect(world.accounts.remove(by, 'stripe')).rejects.toThrow(
        expect.objectContaining({ params: { gateway: 'Stripe', count: 1, first: 'charge 120.00 EUR, unknown' } }),
      );
      expect(keysOf(world)).toEqual(['stripe']);
      expect(all(book.db, 'SELECT owner FROM secret')).toEqual([{ owner: 'stripe' }]);
    },
    LONG,
  );

  test(
    'has the name that people gave it, or its provider’s',
    async () => {
      const world = accountsWorld();
      await world.connect(await world.provider('acct_1'));
      world.accounts.rename(by, 'stripe', 'Stripe US');
      expect(world.syncing.connections()).toMatchObject([{ key: 'stripe', label: 'Stripe US' }]);
      expect(world.syncing.gateway('stripe').provider).toBe('stripe');
      world.accounts.rename(by, 'stripe', '');
      expect(world.syncing.connections()).toMatchObject([{ label: 'Stripe' }]);
    },
    LONG,
  );
});

describe('the secrets of a book', () => {
  test(
    'are opened by one passphrase for all accounts, and locked again for all',
    async () => {
      const world = accountsWorld();
      await world.connect(await world.provider('acct_1'));
      const second = await world.provider('acct_2');
      await world.restart();
      await expect(world.connect(second, { passphrase: 'not the passphrase' })).rejects.toThrow(
        code('passphrase-wrong'),
      );
      await expect(world.connect(second, { passphrase: undefined })).rejects.toThrow(code('passphrase-needed'));
      await world.connect(second);
      expect(world.syncing.connections().map((of) => of.gateway !== null)).toEqual([true, true]);
      world.accounts.keys.lock();
      expect(world.secrets.state).toBe('locked');
      expect(() => world.syncing.gateway('stripe')).toThrow(code('passphrase-needed'));
      expect(await world.accounts.keys.unlock(by, PASSPHRASE)).toBe(2);
      await world.syncing.now().result;
    },
    LONG,
  );

  test(
    'that an earlier format sealed by the passphrase itself move to the book’s key when they are first opened',
    async () => {
      const world = accountsWorld();
      const { book } = world;
      const provider = await world.provider('acct_1');
      putOldAccount(book, 'stripe', 'acct_1', sealedByPassphrase({ key: provider.key }, PASSPHRASE));
      putOldAccount(book, 'stripe-2', 'acct_9', sealedByPassphrase({ key: provider.key }, 'another passphrase'));
      await world.restart();
      await expect(world.accounts.keys.unlock(by, 'not the passphrase')).rejects.toThrow(code('passphrase-wrong'));
      expect(world.secrets.state).toBe('none');
      expect(await world.accounts.keys.unlock(by, PASSPHRASE)).toBe(1);
      const left = () => all(book.db, 'SELECT key FROM gateway_account WHERE sealed IS NOT NULL');
      expect(left()).toEqual([{ key: 'stripe-2' }]);
      expect(await world.accounts.keys.unlock(by, 'another passphrase')).toBe(1);
      expect(left()).toEqual([]);
      await world.restart();
      expect(await world.accounts.keys.unlock(by, PASSPHRASE)).toBe(2);
      await world.syncing.now('stripe').result;
      expect(verified(book.db).findings).toEqual([]);
    },
    LONG,
  );

  test(
    'never stand in the book as they are',
    async () => {
      const world = accountsWorld();
      const provider = await world.provider('acct_1');
      await world.connect(provider);
      await world.syncing.now().result;
      await world.accounts.keys.changePassphrase(by, PASSPHRASE, 'another passphrase');
      const bytes = world.book.db.serialize();
      for (const secret of [provider.key, PASSPHRASE, 'another passphrase'])
        for (const text of [
          secret,
          Buffer.from(secret).toString('base64').slice(0, -4),
          Buffer.from(secret).toString('hex'),
        ])
          expect(bytes.includes(text), text).toBe(false);
    },
    LONG,
  );
});

test(
  'a book with accounts in every state is sound, plays again the same, and opens',
  async () => {
    const world = accountsWorld();
    await accountsInEveryState(world.book);
    expect(verified(world.book.db).findings).toEqual([]);
    expect(replayed(world.book.db).differences).toEqual([]);
    await world.restart();
    expect(keysOf(world)).toEqual(['stripe-4', 'stripe', 'stripe-2']);
    expect(await world.accounts.keys.unlock(by, PASSPHRASE)).toBe(3);
    expect(world.syncing.connections().map(({ label, paused }) => [label, paused])).toEqual([
      ['Stripe 4', false],
      ['Stripe', false],
      ['Stripe EU', true],
    ]);
  },
  LONG,
);
