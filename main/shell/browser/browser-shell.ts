/** The browser shell: the built page on a loopback port, behind one-time links, relayed to the engine. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../kernel/time';
import { type Asset, listAssets, readAsset } from '../assets';
import { EngineHost } from '../engine-host';
import type { StartProcess } from '../engine-process';
import { type BookChoice, choiceOf, choiceOfPage, type Places, rememberBook } from '../places';
import { type Answer, type Ask, largestFrameBytes } from '../shell';
import { Downloads } from './downloads';
import { protocolName, type Route } from './gate';
import { listenOnLoopback, makeServer, refuse } from './http-server';
import { readJson, sendJson } from './json';
import { Life } from './life';
import { closeCodes, relay } from './relay';
import { writeRuntimeFile } from './runtime-file';
import { Alarm, OneUse, Token } from './secrets';
import { openInSystemBrowser } from './system-browser';

export interface BrowserShellOptions {
  book: BookChoice;
  places: Places;
  /** The built renderer. */
  pageFolder: string;
  startProcess: StartProcess;
  clock: Clock;
  /** Whether somebody may still open the first window: then the shell does not end before it came. */
  waitsForFirst: boolean;
  /** The shell has reason to end: its last window left, or somebody guesses at its token. */
  onEnd: (why: 'left' | 'attacked') => void;
}

const sessionBody = z.strictObject({ code: z.string().min(1).max(128) });
const engineBody = z.strictObject({ do: z.enum(['retry', 'demo']) });

export class BrowserShell {
  readonly #options: BrowserShellOptions;
  readonly #token = new Token();
  readonly #codes: OneUse<null>;
  readonly #alarm: Alarm;
  readonly #downloads: Downloads;
  readonly #life: Life;
  readonly #pages = new Set<WebSocket>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  });
  readonly #server = makeServer(() => this.#handlers());
  readonly host: EngineHost;
  #assets: ReadonlyMap<string, Asset>;
  #address = '';
  #hadWindows = false;
  #removeRuntimeFile = () => {};

  constructor(options: BrowserShellOptions) {
    this.#options = options;
    this.#codes = new OneUse(options.clock);
    this.#alarm = new Alarm(() => options.onEnd('attacked'));
    this.#downloads = new Downloads([options.places.exports, options.places.backups], options.clock);
    this.#assets = listAssets(options.pageFolder);
    this.#life = new Life({ waitsForFirst: options.waitsForFirst, onEnd: () => options.onEnd('left') });
    this.host = new EngineHost({
      book: options.book,
      home: options.places.home,
      kind: 'browser',
      program: 'browser window',
      startProcess: options.startProcess,
      answer: (ask) => this.#answer(ask),
      // Where the engine died, each page's own connection to it has closed.
      onLeft: (why) => {
        if (why === 'moved') this.#closePages(closeCodes.moved);
      },
      onState: (state) => {
        if (state.kind === 'up') rememberBook(options.places, state.book.file);
      },
    });
  }

  async listen(): Promise<void> {
    const port = await listenOnLoopback(this.#server);
    this.#address = `127.0.0.1:${port}`;
    this.#removeRuntimeFile = writeRuntimeFile(this.#options.places.run, port);
  }

  /** A fresh link: good once, for a minute. The code stands in the fragment, which is never sent nor logged. */
  link(): string {
    return `http://${this.#address}/#c=${this.#codes.issue(null)}`;
  }

  /** Nobody can ask for a link any more: without a window the shell ends after its grace. */
  waitNoLonger(): void {
    this.#life.waitNoLonger();
  }

  /** Whether a window ever connected. */
  hadWindows(): boolean {
    return this.#hadWindows;
  }

  /** In development: the page was built again. */
  reload(): void {
    this.#assets = listAssets(this.#options.pageFolder);
    this.#closePages(closeCodes.moved);
  }

  async stop(): Promise<void> {
    this.#life.stop();
    this.#removeRuntimeFile();
    this.#server.close();
    this.#closePages(1001);
    for (const page of this.#pages) page.terminate();
    this.#server.closeAllConnections();
    await this.host.stop();
  }

  #closePages(code: number): void {
    for (const page of this.#pages) page.close(code);
  }

  #handlers() {
    return {
      own: { host: this.#address, assets: () => this.#assets, isToken: (text: string) => this.#token.is(text) },
      alarm: this.#alarm,
      handle: (route: Route, request: IncomingMessage, response: ServerResponse) =>
        this.#handle(route, request, response),
      upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => this.#upgrade(request, stream, head),
    };
  }

  async #handle(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (route.kind) {
      case 'asset': {
        const { headers, body } = await readAsset(route.asset);
        response.writeHead(200, { ...headers, 'content-length': body.byteLength });
        response.end(request.method === 'HEAD' ? undefined : body);
        return;
      }
      case 'session':
        return this.#session(request, response);
      case 'status':
        return sendJson(response, this.#status());
      case 'engine':
        return this.#engine(request, response);
      case 'download': {
        const refused = await this.#downloads.send(route.ticket, response);
        if (refused !== null) refuse(response, refused);
        return;
      }
      case 'rpc':
        // The gate lets it pass as an upgrade only.
        return refuse(response, 404);
    }
  }

  async #session(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, sessionBody);
    if (typeof body === 'number') return refuse(response, body);
    const found = this.#codes.redeem(body.code);
    if (typeof found === 'object') return sendJson(response, { token: this.#token.text });
    if (found === 'unknown') await new Promise((resolve) => setTimeout(resolve, this.#alarm.bad()));
    refuse(response, found === 'spent' ? 410 : 401);
  }

  async #engine(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, engineBody);
    if (typeof body === 'number') return refuse(response, body);
    const { places } = this.#options;
    const choice = body.do === 'demo' ? choiceOf(places, places.demoBook) : this.host.state().book;
    // Why it failed stands in the status that is sent.
    await this.host.open(choice).catch(() => {});
    sendJson(response, this.#status());
  }

  #status() {
    const state = this.host.state();
    const failure = state.kind === 'failed' ? { code: state.failure.code, params: state.failure.params } : null;
    return { engine: state.kind, book: { file: state.book.file, demo: state.book.demo }, failure };
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, (page) => {
      this.#pages.add(page);
      this.#hadWindows = true;
      this.#life.came();
      page.on('close', () => {
        this.#pages.delete(page);
        this.#life.left();
      });
      void relay(page, this.host);
    });
  }

  async #answer(ask: Ask): Promise<Answer> {
    switch (ask.kind) {
      case 'open-book':
        return this.#openBook(ask.file);
      case 'offer-download': {
        const ticket = this.#downloads.offer(ask.file, ask.name);
        return ticket === null
          ? { kind: 'refused', why: 'not a file of the export folder' }
          : { kind: 'ticket', ticket };
      }
      case 'open-page': {
        const opened = await openInSystemBrowser(ask.url, ask.hosts);
        return opened ? { kind: 'done' } : { kind: 'refused', why: 'not a page that this gateway has' };
      }
      case 'seal':
      case 'unseal':
        return { kind: 'refused', why: 'a browser window has no keyring' };
      case 'notify':
        // The page shows what happened; a browser window has no notifications of its own here.
        return { kind: 'refused', why: 'no notifications in a browser window' };
    }
  }

  async #openBook(file: string): Promise<Answer> {
    await this.host.open(choiceOfPage(this.#options.places, file));
    return { kind: 'done' };
  }
}
