/** The system's keyring as Electron offers it: used where it is one, refused with a reason where it is not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let backend = 'gnome_libsecret';
let isThere = true;
const reversed = (text: string) => [...text].reverse().join('');
const safeStorage = {
  getSelectedStorageBackend: () => backend,
  isAsyncEncryptionAvailable: async () => isThere,
  encryptStringAsync: async (text: string) => Buffer.from(`here ${reversed(text)}`),
  async decryptStringAsync(sealed: Buffer) {
    const text = sealed.toString();
    if (!text.startsWith('here ')) throw new Error(`cannot decrypt ${text}`);
    return { shouldReEncrypt: false, result: reversed(text.slice(5)) };
  },
};

const onLinux = (platform: NodeJS.Platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
const load = () => import('./keyring');

beforeEach(() => {
  backend = 'gnome_libsecret';
  isThere = true;
  vi.resetModules();
  vi.doMock('electron', () => ({ safeStorage }));
  onLinux('linux');
});
afterEach(() => void vi.restoreAllMocks());

test('what is sealed here opens here', async () => {
  const { sealText, unsealText } = await load();
  const sealed = await sealText('the key');
  if (sealed.kind !== 'text') throw new Error('it was refused');
  expect(Buffer.from(sealed.text, 'base64').toString()).not.toContain('the key');
  expect(await unsealText(sealed.text)).toEqual({ kind: 'text', text: 'the key' });
});

test.each(['basic_text', 'unknown'])('Linux without a keyring (%s) is refused: anybody could open it', async (name) => {
  backend = name;
  const { sealText, unsealText } = await load();
  const refused = { kind: 'refused', failure: { code: 'keyring-not-safe' } };
  expect(await sealText('the key')).toMatchObject(refused);
  expect(await unsealText('aGVyZSB5ZWsgZWh0')).toMatchObject(refused);
});

test('elsewhere there is no such choice to ask for', async () => {
  onLinux('darwin');
  backend = 'basic_text';
  const { sealText } = await load();
  expect(await sealText('the key')).toMatchObject({ kind: 'text' });
});

test('a keyring that is locked, or another computer’s, says nothing of what it was given', async () => {
  const { sealText, unsealText } = await load();
  const other = await unsealText(Buffer.from('there secret').toString('base64'));
  expect(other).toMatchObject({ kind: 'refused', failure: { code: 'keyring-refused' } });
  expect(JSON.stringify(other)).not.toContain('secret');
  isThere = false;
  expect(await sealText('the key')).toMatchObject({ kind: 'refused', failure: { code: 'keyring-refused' } });
});
