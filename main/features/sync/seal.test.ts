import { expect, test } from 'vitest';
import { seal, unseal } from './seal';

test('sealed keys open with their passphrase, however it is composed, and with no other', async () => {
  const keys = { key: 'sk_test_0123456789' };
  const sealed = await seal(keys, 'Zoë’s passphrase'.normalize('NFC'));
  expect(sealed).not.toContain('0123456789');
  expect(await unseal(sealed, 'Zoë’s passphrase'.normalize('NFD'))).toEqual(keys);
  await expect(unseal(sealed, 'Zoe’s passphrase')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  expect(await seal(keys, 'Zoë’s passphrase')).not.toBe(sealed);
}, 60_000);

test('sealed keys that were altered do not open', async () => {
  const sealed: Record<string, string> = JSON.parse(await seal({ key: 'sk_test_0123456789' }, 'passphrase'));
  for (const part of ['iv', 'tag', 'data', 'salt']) {
    const bytes = Buffer.from(sealed[part] ?? '', 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const altered = JSON.stringify({ ...sealed, [part]: bytes.toString('base64') });
    await expect(unseal(altered, 'passphrase'), part).rejects.toMatchObject({ code: 'passphrase-wrong' });
  }
}, 60_000);
