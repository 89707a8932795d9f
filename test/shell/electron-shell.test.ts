/** The real entry of the Electron shell, run under Node on a fake Electron that fires what a hostile page would. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ElectronUnderTest, startElectron } from '../support/electron-under-test';
import { strangeAddresses } from '../support/strange-addresses';

let under: ElectronUnderTest;
afterEach(() => under.stop());

describe('a page in Electron', () => {
  beforeEach(async () => {
    under = await startElectron();
  });
  const fire = (name: string, url: string, more: object = {}) => {
    const event = { url, isMainFrame: true, preventDefault: vi.fn(), ...more };
    under.contents.emit(name, event);
    return event.preventDefault.mock.calls.length > 0;
  };

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('cannot leave its address: %s', (name) => {
    expect(strangeAddresses.length).toBeGreaterThanOrEqual(60);
    expect(strangeAddresses.filter((url) => !fire(name, url))).toEqual([]);
    expect(fire(name, 'app://counterfoil/')).toBe(false);
    expect(fire(name, 'app://counterfoil/#/payments')).toBe(false);
  });

  it('cannot have frames, windows or webviews', () => {
    expect(fire('will-frame-navigate', 'app://counterfoil/', { isMainFrame: false })).toBe(true);
    for (const url of [...strangeAddresses, 'app://counterfoil/'])
      expect(under.contents.openHandler({ url })).toEqual({ action: 'deny' });
    expect(fire('will-attach-webview', 'app://counterfoil/')).toBe(true);
  });

  it('is refused every permission', () => {
    const { permissionRequest, permissionCheck, devicePermission } = under.fake.handlers as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    const names =
      'clipboard-read clipboard-sanitized-write display-capture fullscreen geolocation idle-detection media mediaKeySystem midi midiSysex notifications pointerLock keyboardLock openExternal speaker-selection storage-access top-level-storage-access window-management fileSystem hid serial usb deprecated-sync-clipboard-read unknown background-sync accessibility-events payment-handler sensors screen-wake-lock';
    for (const name of names.split(' ')) {
      const answer = vi.fn();
      permissionRequest?.(under.contents, name, answer, {});
      expect(answer.mock.calls).toEqual([[false]]);
      expect(permissionCheck?.(under.contents, name, 'app://counterfoil', {})).toBe(false);
      expect(devicePermission?.({ deviceType: name, origin: 'app://counterfoil' })).toBe(false);
    }
  });

  it('cannot download', () => {
    const preventDefault = vi.fn();
    under.fake.electron.session.defaultSession.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('may ask one thing, only from its main frame, only in one form', async () => {
    expect([...under.fake.channels.keys()]).toEqual(['counterfoil:connect']);
    const ask = under.fake.channels.get('counterfoil:connect');
    const { contents } = under;
    const frame = (origin: string) => ({ origin, postMessage: () => {} });
    const notAllowed = { ok: false, code: 'not-allowed' };
    for (const senderFrame of [
      null,
      frame('app://counterfoil'),
      frame('https://evil.example'),
      frame('null'),
      frame('app://counterfoil.evil'),
    ]) {
      expect(ask?.({ sender: contents, senderFrame })).toEqual(notAllowed);
    }
    contents.mainFrame.origin = 'https://evil.example';
    expect(ask?.({ sender: contents, senderFrame: contents.mainFrame })).toEqual(notAllowed);
    contents.mainFrame.origin = 'app://counterfoil';
    for (const input of [[1], [{}], ['x', 'y'], [undefined]]) {
      expect(ask?.({ sender: contents, senderFrame: contents.mainFrame }, ...input)).toEqual({
        ok: false,
        code: 'input-invalid',
      });
    }
    expect(contents.posted).toEqual([]);
    await under.connect();
    expect(contents.posted).toHaveLength(1);
  });

  it('is served from the fixed list, with its policy, and nothing beside it', async () => {
    const serve = under.fake.handlers['scheme app'] as (request: { method: string; url: string }) => Promise<Response>;
    const page = await serve({ method: 'GET', url: 'app://counterfoil/' });
    const html = await page.text();
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(page.status).toBe(200);
    expect(nonce).toMatch(/^[\w+/]{24}$/);
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    for (const url of [
      'app://counterfoil/../package.json',
      'app://counterfoil/%2e%2e/package.json',
      'app://evil/',
      'app://counterfoil/?x',
      'app://counterfoil/index.html',
      'app://user@counterfoil/',
    ])
      expect((await serve({ method: 'GET', url })).status).toBe(404);
    expect((await serve({ method: 'POST', url: 'app://counterfoil/' })).status).toBe(405);
  });
});

describe('the start', () => {
  it('sets the scheme and the sandbox, and opens one window with the agreed options', async () => {
    under = await startElectron();
    const { calls, windows, forks } = under.fake;
    expect(calls.enableSandbox).toHaveLength(1);
    expect(calls.registerSchemesAsPrivileged).toEqual([
      [[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]],
    ]);
    expect(calls.setPath).toEqual([['userData', join(under.home, 'window')]]);
    expect(windows).toHaveLength(1);
    expect(windows[0]?.loaded).toEqual(['app://counterfoil/']);
    await vi.waitFor(() => expect(forks).toHaveLength(1));
    const demo = join(under.home, 'books', 'demo.counterfoil');
    expect(forks[0]?.args).toEqual(['--book', demo, '--home', under.home, '--program', 'Counterfoil', '--demo']);
    expect(forks[0]?.options).toEqual({ serviceName: 'Counterfoil engine', stdio: ['ignore', 'pipe', 'inherit'] });
  });

  it('leaves the place to the window that is there', async () => {
    under = await startElectron((fake) => {
      fake.locks.single = false;
    });
    expect(under.fake.windows).toEqual([]);
    expect(under.fake.calls.quit).toHaveLength(1);
  });

  it.each(['remote-debugging-port', 'no-sandbox', 'inspect'])('is refused when packaged with --%s', async (name) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    under = await startElectron((fake) => {
      fake.electron.app.isPackaged = true;
      fake.switches.add(name);
    });
    expect(under.fake.calls.exit).toEqual([[1]]);
    expect(under.fake.windows).toEqual([]);
    expect(error.mock.calls[0]?.[0]).toContain(name);
    error.mockRestore();
  });
});

describe('a packaged start', () => {
  /** An archive that names the one file which lies beside it. */
  const packed = (beside: (folder: string) => void) => (fake: ElectronUnderTest['fake'], home: string) => {
    const archive = join(home, 'app.asar');
    const file = 'node_modules/better-sqlite3/lib/index.js';
    mkdirSync(join(archive, 'out/main'), { recursive: true });
    const known = { [file]: createHash('sha256').update('as packed').digest('hex') };
    writeFileSync(join(archive, 'out/main/unpacked-files.json'), JSON.stringify(known));
    mkdirSync(join(`${archive}.unpacked`, file, '..'), { recursive: true });
    writeFileSync(join(`${archive}.unpacked`, file), 'as packed');
    beside(join(`${archive}.unpacked`, file));
    fake.electron.app.isPackaged = true;
    fake.electron.app.getAppPath = () => archive;
  };

  it('goes on where what lies beside the archive is what was packed', async () => {
    under = await startElectron(packed(() => {}));
    expect(under.fake.calls.exit).toBe(undefined);
    expect(under.fake.windows).toHaveLength(1);
  });

  it.each([
    ['changed', (file: string) => writeFileSync(file, 'as Packed')],
    ['missing', (file: string) => rmSync(file)],
  ])('opens nothing where it was %s, and says what', async (_how, beside) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    under = await startElectron(packed(beside));
    expect(under.fake.calls.exit).toEqual([[1]]);
    expect(under.fake.windows).toEqual([]);
    expect(under.fake.forks).toEqual([]);
    expect(under.fake.calls.showErrorBox?.[0]?.[1]).toContain('node_modules/better-sqlite3/lib/index.js');
    error.mockRestore();
  });
});

describe('books and the engine', () => {
  const engineHere = (fake: ElectronUnderTest['fake']) => {
    const taken: unknown[] = [];
    fake.engine.takePort = (message) => void taken.push(message);
    return taken;
  };

  it('hands the page’s port straight to its own engine', async () => {
    under = await startElectron();
    const taken = engineHere(under.fake);
    await under.connect();
    expect(taken).toEqual([{ rpc: { shell: expect.stringMatching(/^[\w-]{32}$/) } }]);
  });

  it('gives a new port when the engine was started again', async () => {
    under = await startElectron();
    const taken = engineHere(under.fake);
    await under.connect();
    under.fake.forks[0]?.child.kill('SIGKILL');
    await vi.waitFor(() => expect(under.contents.posted).toHaveLength(2), 20_000);
    expect(taken).toHaveLength(2);
    expect(under.contents.reloads).toBe(0);
  });

  it('begins the page anew with another book, from the menu', async () => {
    under = await startElectron((fake, home) => {
      fake.dialogs.responses.showSaveDialog = [{ canceled: false, filePath: join(home, 'Casa Ñandú') }];
      fake.dialogs.responses.showOpenDialog = [
        { canceled: true, filePaths: [] },
        { canceled: false, filePaths: [join(home, 'b.counterfoil')] },
      ];
    });
    engineHere(under.fake);
    await under.connect();
    const [[menu]] = under.fake.calls.setApplicationMenu as [[{ submenu: { label?: string; click?: () => void }[] }[]]];
    const item = (label: string) => menu[0]?.submenu.find((entry) => entry.label === label);
    item('New book…')?.click?.();
    await vi.waitFor(() => expect(under.contents.reloads).toBe(1), 20_000);
    expect(under.fake.forks.at(-1)?.args).toEqual(
      expect.arrayContaining(['--book', join(under.home, 'Casa Ñandú.counterfoil'), '--create', 'Casa Ñandú']),
    );
    item('Open book…')?.click?.();
    item('Open book…')?.click?.();
    await vi.waitFor(() => expect(under.contents.reloads).toBe(2), 20_000);
    expect(readFileSync(join(under.home, 'last-book'), 'utf8')).toBe('b.counterfoil\n');
  });

  it('tells in a dialog why a book does not open, and stays', async () => {
    under = await startElectron((fake, home) => {
      fake.dialogs.responses.showOpenDialog = [{ canceled: false, filePaths: [join(home, 'damaged.counterfoil')] }];
    });
    engineHere(under.fake);
    await under.connect();
    under.fake.electron.app.emit('open-file', {}, join(under.home, 'damaged.counterfoil'));
    await vi.waitFor(() => expect(under.fake.calls.showMessageBox).toHaveLength(1), 20_000);
    const [[, box]] = under.fake.calls.showMessageBox as [[unknown, { message: string }]];
    expect(box.message).toContain('damaged.counterfoil is damaged');
    expect(under.contents.reloads).toBe(0);
  });

  it('asks what to do when the book of the start does not open', async () => {
    under = await startElectron((fake, home) => {
      mkdirSync(join(home, 'books'), { recursive: true });
      writeFileSync(join(home, 'damaged.counterfoil'), 'x');
      writeFileSync(join(home, 'last-book'), join(home, 'damaged.counterfoil'));
      fake.dialogs.responses.showMessageBox = [{ response: 0 }, { response: 2 }];
    });
    engineHere(under.fake);
    await vi.waitFor(() => expect(under.fake.calls.showMessageBox).toHaveLength(2), 20_000);
    await under.connect();
    expect(under.fake.forks.at(-1)?.args).toContain('--demo');
  });

  it('lets a second start open its book in this window', async () => {
    under = await startElectron();
    engineHere(under.fake);
    await under.connect();
    under.fake.electron.app.emit(
      'second-instance',
      {},
      ['counterfoil', '--no-sandbox', 'second.counterfoil'],
      under.home,
    );
    await vi.waitFor(() => expect(under.contents.reloads).toBe(1), 20_000);
    expect(under.fake.forks.at(-1)?.args).toContain(join(under.home, 'second.counterfoil'));
    expect(under.fake.calls.focus).toHaveLength(1);
  });
});
