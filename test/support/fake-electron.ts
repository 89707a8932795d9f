/**
 * Stands in for the `electron` module, so that the real entry runs under Node: records what is set, and lets a test fire
 * what Electron would. Only what Counterfoil uses is here; anything else is undefined and fails loudly.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Electron's port of the main process, over Node's: its messages arrive as `{ data }`. */
export class FakePort {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    this.port = port;
  }
  on(event: string, listener: (event?: { data: unknown }) => void): this {
    this.port.on(event, (data: unknown) => listener({ data }));
    return this;
  }
  start(): void {
    this.port.start();
  }
  postMessage(data: unknown): void {
    this.port.postMessage(data);
  }
  close(): void {
    this.port.close();
  }
}

export class FakeChannel {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
  }
}

export interface PostedPort {
  channel: string;
  message: unknown;
  ports: FakePort[];
}

export class FakeContents extends EventEmitter {
  readonly posted: PostedPort[] = [];
  reloads = 0;
  openHandler: (details: { url: string }) => unknown = () => 'none was set';
  readonly mainFrame = {
    origin: 'app://counterfoil',
    postMessage: (channel: string, message: unknown, ports: FakePort[]) => {
      this.posted.push({ channel, message, ports });
      this.emit('test:port');
    },
  };
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler;
  }
  reload(): void {
    this.reloads++;
    this.emit('test:reload');
  }
  isDestroyed(): boolean {
    return false;
  }
}

export function makeFakeElectron() {
  const calls: Record<string, unknown[][]> = {};
  const record =
    (name: string, result?: unknown) =>
    (...args: unknown[]) => {
      calls[name] = [...(calls[name] ?? []), args];
      return result;
    };
  const windows: FakeBrowserWindow[] = [];
  const forks: { file: string; args: string[]; options: unknown; child: ChildProcess; emitter: EventEmitter }[] = [];
  const channels = new Map<string, (event: unknown, ...input: unknown[]) => unknown>();
  const handlers: Record<string, unknown> = {};
  const keep = (name: string) => (handler: unknown) => {
    handlers[name] = handler;
  };
  const dialogs: { responses: Record<string, unknown[]> } = { responses: {} };
  let onEnginePort: (message: unknown, port: FakePort) => void = () => {};

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: { hasSwitch: (name: string) => switches.has(name) },
    enableSandbox: record('enableSandbox'),
    setPath: record('setPath'),
    getLocale: () => 'en-US',
    requestSingleInstanceLock: () => locks.single,
    whenReady: () => Promise.resolve(),
    quit: record('quit'),
    exit: record('exit'),
  });
  const switches = new Set<string>();
  const locks = { single: true };

  class FakeBrowserWindow extends EventEmitter {
    readonly webContents = new FakeContents();
    readonly options: unknown;
    readonly loaded: string[] = [];
    constructor(options: unknown) {
      super();
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    loadURL(url: string): Promise<void> {
      this.loaded.push(url);
      return Promise.resolve();
    }
    show = record('show');
    focus = record('focus');
    restore = record('restore');
    isMinimized = () => false;
    isDestroyed = () => false;
  }
  class FakeNotification {
    static isSupported = () => true;
    readonly options: unknown;
    constructor(options: unknown) {
      this.options = options;
    }
    show = () => void record('notify')(this.options);
  }
  const dialogAnswer = (name: string) => (window: unknown, options: unknown) => {
    record(name)(window, options);
    return Promise.resolve(
      dialogs.responses[name]?.shift() ?? { canceled: true, filePath: '', filePaths: [], response: 3 },
    );
  };

  const electron = {
    app,
    BrowserWindow: FakeBrowserWindow,
    MessageChannelMain: FakeChannel,
    Notification: FakeNotification,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: record('setApplicationMenu') },
    dialog: {
      showSaveDialog: dialogAnswer('showSaveDialog'),
      showOpenDialog: dialogAnswer('showOpenDialog'),
      showMessageBox: dialogAnswer('showMessageBox'),
    },
    shell: { openExternal: record('openExternal', Promise.resolve()) },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, ...input: unknown[]) => unknown) =>
        channels.set(channel, handler),
    },
    protocol: {
      registerSchemesAsPrivileged: record('registerSchemesAsPrivileged'),
      handle: (scheme: string, handler: unknown) => keep(`scheme ${scheme}`)(handler),
    },
    session: {
      defaultSession: Object.assign(new EventEmitter(), {
        setPermissionRequestHandler: keep('permissionRequest'),
        setPermissionCheckHandler: keep('permissionCheck'),
        setDevicePermissionHandler: keep('devicePermission'),
      }),
    },
    utilityProcess: {
      fork: (file: string, args: string[], options: unknown) => {
        const engine = join(import.meta.dirname, 'fake-engine.ts');
        const child = spawn(process.execPath, [engine, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
        const emitter = new EventEmitter();
        child.once('exit', (code) => emitter.emit('exit', code));
        forks.push({ file, args, options, child, emitter });
        return Object.assign(emitter, {
          get pid() {
            return child.pid;
          },
          stdout: child.stdout,
          kill: () => child.kill(),
          postMessage: (message: unknown, [port]: [FakePort]) => onEnginePort(message, port),
        });
      },
    },
  };
  return {
    electron,
    calls,
    windows,
    forks,
    channels,
    handlers,
    dialogs,
    switches,
    locks,
    /** What an engine's process does with a port that it is handed. */
    engineTakesPort: (take: typeof onEnginePort) => {
      onEnginePort = take;
    },
  };
}

export type FakeElectron = ReturnType<typeof makeFakeElectron>;
