/** SMTP servers that end with their test: a real one, and a bad one that breaks off at a chosen word. */
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type RunningSmtp, type SmtpWish, startSmtp } from './smtp-server';

export async function smtpForTest(wish?: SmtpWish): Promise<RunningSmtp> {
  const running = await startSmtp(wish);
  onTestFinished(() => running.close());
  return running;
}

/** Speaks SMTP up to a word (`.` is the end of the message), and there answers otherwise; null: breaks off; '': says nothing at all. */
export async function badSmtp(at: string, answer: string | null): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    speak(socket, at, answer, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, seen };
}

const usual: Readonly<Record<string, string>> = { DATA: '354 go on', QUIT: '221 bye' };

function speak(socket: Socket, at: string, answer: string | null, seen: string[]): void {
  let isMessage = false;
  let rest = '';
  const say = (word: string) => {
    seen.push(word);
    if (word !== at) return void socket.write(`${usual[word] ?? '250 ok'}\r\n`);
    if (answer === null) socket.destroy();
    else if (answer !== '') socket.write(`${answer}\r\n`);
  };
  if (at === 'greeting') {
    if (answer === null) socket.destroy();
    else if (answer !== '') socket.write(`${answer}\r\n`);
  } else socket.write('220 here\r\n');
  socket.on('data', (part) => {
    rest += part.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const word = isMessage ? (line === '.' ? '.' : null) : (line.split(/[ :]/)[0] ?? '').toUpperCase();
      if (word === null) continue;
      say(word);
      isMessage = word === 'DATA' && at !== 'DATA';
    }
  });
}
