/**
 * A tiny engine for tests of the shells: one Unix socket with the engine's paths, oRPC behind it, and no book. Run by
 * Node itself (type stripping), with the arguments that a shell gives an engine. What the test wants of it stands in the
 * book's file name: `locked`, `broken`, `silent`, `crash`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ORPCError, os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';

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

if (name.includes('damaged')) failed('book-damaged');
if (name.includes('broken')) {
  process.stdout.write('this is not JSON\n');
  process.exit(1);
}
if (name.includes('crash')) process.exit(3);

const socket = join(tmpdir(), `fake-engine-${process.pid}.sock`);
const shells: Record<string, (ask: object) => void> = {};
const asked: string[] = [];

/** What the contract test calls through each shell: the same table must give the same answers. */
export const fakeRouter = {
  who: os.handler(() => ({ pid: process.pid, book: name, create: values.create ?? null, demo: values.demo ?? false })),
  echo: os.input(z.object({ value: z.unknown() })).handler(({ input }) => input.value),
  add: os.input(z.object({ a: z.number(), b: z.number() })).handler(({ input }) => input.a + input.b),
  fail: os.handler(() => {
    throw new ORPCError('FAILURE', { status: 422, data: { code: 'cancelled', params: {} } });
  }),
  count: os.input(z.object({ to: z.number() })).handler(async function* ({ input }) {
    for (let done = 1; done <= input.to; done++) yield { done };
    return 'finished';
  }),
  forever: os.handler(async function* () {
    try {
      for (let tick = 0; ; tick++) {
        yield tick;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    } finally {
      asked.push('forever ended');
    }
  }),
  asked: os.handler(() => asked),
  /** Makes the engine ask its shell something; gives the shell's answer as text. */
  ask: os.input(z.object({ ask: z.looseObject({}) })).handler(async ({ input }) => {
    const shell = Object.values(shells)[0];
    if (shell === undefined) return 'no shell';
    const answer = new Promise<string>((resolve) => {
      waiting = resolve;
    });
    shell(input.ask);
    return answer;
  }),
  die: os.handler(() => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5);
    return 'dying';
  }),
};
let waiting: (text: string) => void = () => {};

const handler = new RPCHandler(fakeRouter);
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
      } else waiting(JSON.stringify(message.answer));
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
