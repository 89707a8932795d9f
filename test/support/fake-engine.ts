/**
 * A tiny engine for tests of the shells: one Unix socket with the engine's paths, oRPC behind it, and no book. Run by
 * Node itself (type stripping), with the arguments that a shell gives an engine. What the test wants of it stands in the
 * book's file name: `locked`, `damaged`, `broken`, `crash`, `silent`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { fakeRouter } from './fake-router.ts';

const { values } = parseArgs({
  options: {
    book: { type: 'string', default: '' },
    home: { type: 'string' },
    program: { type: 'string', default: '' },
    create: { type: 'string' },
    demo: { type: 'boolean' },
  },
});
const book = values.book;
const name = basename(book);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const failed = (code: string) => {
  say({ event: 'failed', code, params: { file: book } });
  process.exit(1);
};

if (name.includes('locked')) failed('book-locked');
if (name.includes('damaged')) failed('book-damaged');
if (name.includes('broken')) {
  process.stdout.write('this is not JSON\n');
  process.exit(1);
}
if (name.includes('crash')) process.exit(3);

// In the test's own folder, which goes with it: one in a shared place outlives an engine that was killed, and numbers of
// processes come again.
const socket = join(values.home ?? tmpdir(), `fake-engine-${process.pid}.sock`);
rmSync(socket, { force: true });
const shells: Record<string, (ask: object) => void> = {};

let locks = 0;
let waiting: (text: string) => void = () => {};
let introduce: () => void = () => {};
const introduced = new Promise<void>((resolve) => {
  introduce = resolve;
});

const handler = new RPCHandler(
  fakeRouter({
    who: () => ({ pid: process.pid, book: name, create: values.create ?? null, demo: values.demo ?? false }),
    locks: () => locks,
    ask: async (ask) => {
      // A shell that has a connection may not have said yet who it is.
      await introduced;
      const shell = Object.values(shells)[0];
      if (shell === undefined) return 'no shell';
      return new Promise((resolve) => {
        waiting = resolve;
        shell(ask);
      });
    },
  }),
);
const server = http.createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
let endTimer = setTimeout(end, 15_000);
let connections = 0;

function end(): void {
  rmSync(`${book}.holder`, { force: true });
  rmSync(socket, { force: true });
  process.exit(0);
}

server.on('upgrade', (request, stream, head) => {
  sockets.handleUpgrade(request, stream, head, (webSocket) => {
    clearTimeout(endTimer);
    connections++;
    webSocket.on('close', (code) => {
      if (--connections === 0) endTimer = setTimeout(end, code === 4000 ? 0 : 5000);
    });
    if (request.url?.startsWith('/rpc?shell=')) return handler.upgrade(webSocket);
    let key = '';
    webSocket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      if (message.hello !== undefined) {
        key = message.hello.key;
        shells[key] = (ask) => webSocket.send(JSON.stringify({ id: 1, ask }));
        introduce();
      } else if (message.lock === true) locks++;
      else waiting(JSON.stringify(message.answer));
    });
    webSocket.on('close', () => delete shells[key]);
  });
});
server.listen(socket, () => {
  if (name.includes('silent')) return;
  const holder = { pid: process.pid, socket, since: new Date().toISOString(), program: values.program };
  writeFileSync(`${book}.holder`, JSON.stringify(holder));
  say({ event: 'ready', socket, pid: process.pid });
});
process.on('SIGTERM', end);
