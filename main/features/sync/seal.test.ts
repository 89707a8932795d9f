import { expect, test } from 'vitest';
import { sealedByPassphrase } from '../../../test/support/accounts';
import { newBookKey, seal, unseal, unsealByPassphrase, unwrapKey, wrapKey } from './seal';

const secret = JSON.stringify({ key: 'sk_test_0123456789' });

/** Changes one bit of one part. */
function altered(sealed: string, part: string): string {
  const box: Record<string, string> = JSON.parse(sealed);
  const bytes = Buffer.from(box[part] ?? '', 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return JSON.stringify({ ...box, [part]: bytes.toString('base64') });
}

test('what is sealed opens with its key, for its owner and purpose, and for nothing else', () => {
  const key = newBookKey();
  const sealed = seal(key, 'stripe-2', 'credentials', secret);
  expect(sealed).not.toContain('0123456789');
  expect(unseal(key, 'stripe-2', 'credentials', sealed)).toBe(secret);
  expect(seal(key, 'stripe-2', 'credentials', secret)).not.toBe(sealed);
  const damaged = expect.objectContaining({ code: 'secret-damaged' });
  expect(() => unseal(key, 'stripe', 'credentials', sealed)).toThrow(damaged);
  expect(() => unseal(key, 'stripe-2', 'smtp', sealed)).toThrow(damaged);
  expect(() => unseal(newBookKey(), 'stripe-2', 'credentials', sealed)).toThrow(damaged);
  for (const part of ['iv', 'tag', 'data'])
    expect(() => unseal(key, 'stripe-2', 'credentials', altered(sealed, part)), part).toThrow(damaged);
  expect(() => unseal(key, 'stripe-2', 'credentials', 'not JSON')).toThrow(damaged);
});

test('the key of a book opens with its passphrase, however it is composed, and with no other', async () => {
  const key = newBookKey();
  const wrapped = await wrapKey(key, 'Zoë’s passphrase'.normalize('NFC'), 10);
  expect(wrapped).not.toContain(key.toString('base64'));
  expect(await unwrapKey(wrapped, 'Zoë’s passphrase'.normalize('NFD'))).toEqual(key);
  expect(await unwrapKey(wrapped, 'Zoe’s passphrase')).toBeNull();
  for (const part of ['iv', 'tag', 'data', 'salt'])
    expect(await unwrapKey(altered(wrapped, part), 'Zoë’s passphrase'), part).toBeNull();
}, 60_000);

test('what an earlier format sealed by the passphrase itself opens still', async () => {
  const sealed = sealedByPassphrase({ key: 'sk_test_0123456789' }, 'passphrase');
  expect(await unsealByPassphrase(sealed, 'passphrase')).toEqual({ key: 'sk_test_0123456789' });
  expect(await unsealByPassphrase(sealed, 'another one')).toBeNull();
}, 60_000);
