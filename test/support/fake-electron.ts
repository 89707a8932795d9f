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

class FakeChannel {
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

type Call = (...args: unknown[]) => unknown;

function makeApp(record: (name: string, result?: unknown) => Call, switches: Set<string>, locks: { single: boolean }) {
  return Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: { hasSwitch: (name: string) => switches.has(name) },
    enableSandbox: record('enableSandbox'),
    setPath: record('setPath'),
    getLocale: () => 'en-US',
    getAppPath: (): string => '/nowhere',
    requestSingleInstanceLock: () => locks.single,
    whenReady: () => Promise.resolve(),
    quit: record('quit'),
    exit: record('exit'),
  });
}

class FakeBrowserWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: unknown;
  readonly loaded: string[] = [];
  constructor(options: unknown) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {}
  focus(): void {
    this.emit('test:focus');
  }
  isMinimized = () => false;
  isDestroyed = () => false;
}

export interface Fork {
  file: string;
  args: string[];
  options: unknown;
  child: ChildProcess;
}

/** The engine's process is the tiny engine's; what it does with ports is the test's. */
function makeUtilityProcess(forks: Fork[], takePort: (message: unknown, port: FakePort) => void) {
  return {
    fork: (file: string, args: string[], options: unknown) => {
      const engine = join(import.meta.dirname, 'fake-engine.ts');
      const child = spawn(process.execPath, [engine, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
      const emitter = new EventEmitter();
      child.once('exit', (code) => emitter.emit('exit', code));
      forks.push({ file, args, options, child });
      return Object.assign(emitter, {
        get pid() {
          return child.pid;
        },
        stdout: child.stdout,
        kill: () => child.kill(),
        postMessage: (message: unknown, [port]: [FakePort]) => takePort(message, port),
      });
    },
  };
}

/** Each dialog gives the next answer that the test left for it; without one the person changes their mind. */
function makeDialogs(record: (name: string) => Call, responses: Record<string, unknown[]>) {
  const unanswered = { canceled: true, filePath: '', filePaths: [], response: 3 };
  const dialog = (name: string) => (window: unknown, options: unknown) => {
    record(name)(window, options);
    return Promise.resolve(responses[name]?.shift() ?? unanswered);
  };
  return {
    showSaveDialog: dialog('showSaveDialog'),
    showOpenDialog: dialog('showOpenDialog'),
    showMessageBox: dialog('showMessageBox'),
    showErrorBox: record('showErrorBox'),
  };
}

export function makeFakeElectron() {
  const calls: Record<string, unknown[][]> = {};
  const record =
    (name: string, result?: unknown): Call =>
    (...args) => {
      calls[name] = [...(calls[name] ?? []), args];
      return result;
    };
  const windows: FakeBrowserWindow[] = [];
  const forks: Fork[] = [];
  const channels = new Map<string, Call>();
  const handlers: Record<string, unknown> = {};
  const keep = (name: string) => (handler: unknown) => {
    handlers[name] = handler;
  };
  const dialogs: { responses: Record<string, unknown[]> } = { responses: {} };
  const switches = new Set<string>();
  const locks = { single: true };
  const engine = { takePort: (_message: unknown, _port: FakePort) => {} };
  const app = makeApp(record, switches, locks);
  const electron = {
    app,
    BrowserWindow: class extends FakeBrowserWindow {
      constructor(options: unknown) {
        super(options);
        windows.push(this);
        this.on('test:focus', record('focus'));
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    MessageChannelMain: FakeChannel,
    Notification: class {
      static isSupported = () => true;
      readonly show: () => void;
      constructor(options: unknown) {
        this.show = () => void record('notify')(options);
      }
    },
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: record('setApplicationMenu') },
    dialog: makeDialogs(record, dialogs.responses),
    shell: { openExternal: record('openExternal', Promise.resolve()) },
    ipcMain: { handle: (channel: string, handler: Call) => channels.set(channel, handler) },
    protocol: {
      registerSchemesAsPrivileged: record('registerSchemesAsPrivileged'),
      handle: (scheme: string, handler: unknown) => keep(`scheme ${scheme}`)(handler),
    },
    session: {
      defaultSession: Object.assign(new EventEmitter(), {
        setPermissionRequestHandler: keep('permissionRequest'),
        setPermissionCheckHandler: keep('permissionCheck'),
        setDevicePermissionHandler: keep('devicePermission'),
        clearStorageData: record('clearStorageData', Promise.resolve()),
      }),
    },
    powerMonitor: new EventEmitter(),
    utilityProcess: makeUtilityProcess(forks, (message, port) => engine.takePort(message, port)),
  };
  return { electron, calls, windows, forks, channels, handlers, dialogs, switches, locks, engine };
}

export type FakeElectron = ReturnType<typeof makeFakeElectron>;
