/** A client that sends exactly the bytes that a test wants, as no browser and no HTTP library would. */
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the server closed without an answer. */
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** `headers` in order, duplicates kept. Resolves when the server has closed, or after `limitMs`. */
export function rawRequest(
  port: number,
  line: string,
  headers: readonly (readonly [string, string])[],
  body = '',
  limitMs = 5000,
): Promise<RawAnswer> {
  const head = `${[line, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
  return rawBytes(port, head + body, limitMs);
}

export function rawBytes(port: number, bytes: string, limitMs = 5000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1');
    let text = '';
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(text));
    };
    const timer = setTimeout(done, limitMs);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (complete(text)) done();
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.write(bytes, 'latin1');
  });
}

/** A whole answer by its content-length; a WebSocket's is whole after its head. */
function complete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const answer = parse(text);
  if (answer.status === 101) return true;
  return answer.body.length >= Number(answer.headers['content-length'] ?? 0);
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...rest] = text.slice(0, Math.max(0, end)).split('\r\n');
  const headers: Record<string, string> = {};
  for (const header of rest) {
    const colon = header.indexOf(':');
    headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1).trim();
  }
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0), headers, body: text.slice(end + 4) };
}
