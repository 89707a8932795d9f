/** The Electron shell's window and its engine: hands the page a port, answers the engine, moves between books. */
import { app, BrowserWindow, MessageChannelMain, Notification, type WebContents } from 'electron';
import { z } from 'zod';
import type { Failure } from '../../kernel/failure';
import { asFailure, EngineHost, type HostState } from '../engine-host';
import { type BookChoice, choiceOf, choiceOfPage, type Places, rememberBook } from '../places';
import type { Answer, Ask } from '../shell';
import { connectChannel, portChannel } from './channels';
import { askAfterFailure, chooseBookToOpen, chooseNewBook, choosePlaceToSave, tellFailure } from './dialogs';
import { openExternal } from './external';
import { handle } from './ipc';
import { sealText, unsealText } from './keyring';
import type { MenuText } from './menu-text';
import { pageAddress } from './origin';
import { relayPort } from './port-relay';
import { saveCopy } from './saving';
import { handPortToEngine, utilityProcesses } from './utility-engine';
import { windowOptions } from './window-options';

export interface ElectronShellOptions {
  book: BookChoice;
  places: Places;
  engineFile: string;
  preload: string;
  text: MenuText;
}

export class ElectronShell {
  readonly #options: ElectronShellOptions;
  readonly #window: BrowserWindow;
  readonly #host: EngineHost;
  /** The page asked for its way to the engine, and is given one each time that an engine comes up. */
  #page: WebContents | null = null;

  constructor(options: ElectronShellOptions) {
    this.#options = options;
    this.#window = new BrowserWindow(windowOptions(options.preload, app.isPackaged));
    this.#window.once('ready-to-show', () => this.#window.show());
    handle(connectChannel, z.tuple([]), (contents) => {
      this.#page = contents;
      if (this.#host.state().kind === 'up') void this.#givePort(contents);
    });
    this.#host = new EngineHost({
      book: options.book,
      home: options.places.home,
      kind: 'electron',
      program: 'Counterfoil',
      startProcess: utilityProcesses(options.engineFile),
      answer: (ask) => this.#answer(ask),
      // Nothing of the book before may stay in the page. One whose engine died stays, and gets the next port.
      onLeft: (why) => {
        if (why === 'moved') this.reload();
      },
      onState: (state) => this.#changed(state),
    });
    void this.#window.loadURL(pageAddress);
  }

  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  async newBook(): Promise<void> {
    const { places, text } = this.#options;
    await this.#openChosen(await chooseNewBook(this.#window, places, text));
  }

  async openBook(): Promise<void> {
    const { places, text } = this.#options;
    await this.#openChosen(await chooseBookToOpen(this.#window, places, text));
  }

  /** Opens a book by its path; a failure is told in a dialog and leaves the window where it was. */
  async openFile(file: string): Promise<void> {
    await this.#openChosen(choiceOf(this.#options.places, file));
  }

  /** Nobody is at this computer. */
  lock(): void {
    this.#host.lock();
  }

  async stop(): Promise<void> {
    await this.#host.stop();
  }

  async #openChosen(choice: BookChoice | null): Promise<void> {
    if (choice === null) return;
    const wasFailed = this.#host.state().kind === 'failed';
    // Where nothing was open before, the changed state asks again by itself.
    await this.#host.open(choice).catch((error: unknown) => {
      if (!wasFailed) return tellFailure(this.#window, asFailure(error));
    });
  }

  /** The page begins anew, and asks for its port again. */
  reload(): void {
    if (this.#window.isDestroyed()) return;
    this.#page = null;
    this.#window.webContents.reload();
  }

  #changed(state: HostState): void {
    if (state.kind === 'up') {
      rememberBook(this.#options.places, state.book.file);
      if (this.#page !== null) void this.#givePort(this.#page);
    }
    if (state.kind === 'failed') void this.#ask(state.failure, state.book);
  }

  async #ask(failure: Failure, book: BookChoice): Promise<void> {
    if (this.#window.isDestroyed()) return;
    const { places, text } = this.#options;
    const answer = await askAfterFailure(this.#window, failure, text);
    if (answer === 'retry') await this.#openChosen(book);
    else if (answer === 'demo') await this.openFile(places.demoBook);
    else if (answer === 'quit') app.quit();
    else {
      const choice = await chooseBookToOpen(this.#window, places, text);
      if (choice === null) await this.#ask(failure, book);
      else await this.#openChosen(choice);
    }
  }

  /** The page's end of a channel goes to the page; the other straight into our engine, or to a relay to another's. */
  async #givePort(page: WebContents): Promise<void> {
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    try {
      if (!handPortToEngine(this.#host.own(), this.#host.key, port1)) relayPort(port1, await this.#host.connect());
      page.mainFrame.postMessage(portChannel, null, [port2]);
    } catch (error) {
      // The engine died just now: the next one that comes up gives the next port.
      console.error(error);
      port2.close();
    }
  }

  async #answer(ask: Ask): Promise<Answer> {
    switch (ask.kind) {
      case 'open-book':
        await this.#host.open(choiceOfPage(this.#options.places, ask.file));
        return { kind: 'done' };
      case 'open-page': {
        const opened = await openExternal(ask.url, ask.hosts);
        return opened ? { kind: 'done' } : { kind: 'refused', why: 'not a page that this gateway has' };
      }
      case 'offer-download': {
        const place = await choosePlaceToSave(this.#window, ask.name);
        if (place === null) return { kind: 'cancelled' };
        await saveCopy(ask.file, place);
        return { kind: 'saved', file: place };
      }
      case 'seal':
        return sealText(ask.text);
      case 'unseal':
        return unsealText(ask.text);
      case 'notify':
        if (!Notification.isSupported()) return { kind: 'refused', why: 'no notifications on this system' };
        new Notification({ title: ask.title, body: ask.body }).show();
        return { kind: 'done' };
    }
  }
}
