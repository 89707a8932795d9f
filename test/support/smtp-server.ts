/** A real SMTP server on loopback that keeps what it gets, and reading what it got. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** As it travelled. */
  raw: string;
  user: string | undefined;
  secure: boolean;
}

export interface SmtpWish extends Pick<SMTPServerOptions, 'secure' | 'size'> {
  password?: string;
  starttls?: boolean;
  /** Gives an answer in the place of taking the message: a code and words. */
  answer?(mail: ReceivedMail): [number, string] | null;
  /** Refuses a recipient. */
  refuses?(address: string): [number, string] | null;
}

export interface RunningSmtp {
  port: number;
  mails: ReceivedMail[];
  close(): Promise<void>;
}

const failed = ([responseCode, words]: [number, string]) => Object.assign(new Error(words), { responseCode });

/** Ended by its caller. */
export async function startSmtp(wish: SmtpWish = {}): Promise<RunningSmtp> {
  const mails: ReceivedMail[] = [];
  const { password, starttls = false, secure = false, size, answer, refuses } = wish;
  const server = new SMTPServer({
    ...{ secure, authOptional: password === undefined, disableReverseLookup: true, logger: false },
    ...(size === undefined ? {} : { size }),
    // Without encryption it must take a password all the same: the client decides whether to give it.
    ...{ allowInsecureAuth: true, closeTimeout: 10 },
    disabledCommands: [...(starttls ? [] : ['STARTTLS']), ...(password === undefined ? ['AUTH'] : [])],
    onAuth(auth, _session, done) {
      if (auth.password === password) done(null, { user: auth.username ?? '' });
      else done(failed([535, 'the password is wrong']));
    },
    onRcptTo({ address }, _session, done) {
      const no = refuses?.(address);
      done(no ? failed(no) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const raw = Buffer.concat(parts).toString('utf8');
        const mail = {
          from,
          to: rcptTo.map(({ address }) => address),
          raw,
          user: session.user,
          secure: session.secure,
        };
        const no = stream.sizeExceeded ? ([552, 'too large'] as [number, string]) : answer?.(mail);
        if (no) return done(failed(no));
        mails.push(mail);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.server.address();
  const port = typeof at === 'object' && at ? at.port : 0;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The lines of a mail's head, each unfolded, its encoded words read. */
export function headOf({ raw }: ReceivedMail): string[] {
  const head = raw.split('\r\n\r\n')[0] ?? '';
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map(readWords);
}

export function headLine(mail: ReceivedMail, name: string): string {
  const found = headOf(mail).find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return found?.slice(name.length + 1).trim() ?? '';
}

function readWords(line: string): string {
  return line.replace(/\?=\s+=\?/g, '?==?').replace(/(=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, way = '', text = '']) =>
      way.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : readQuoted(text.replaceAll('_', ' ')),
    );
    return Buffer.concat(parts).toString('utf8');
  });
}

function readQuoted(text: string): Buffer {
  const plain = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** The text of the first part of a type, whatever it was encoded in. */
export function partOf({ raw }: ReceivedMail, type: string): string {
  const parts = raw.split(/\r\n--[^\r\n]+\r\n/);
  const found = parts.find((part) => part.toLowerCase().startsWith(`content-type: ${type}`)) ?? '';
  const [head = '', ...body] = found.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/quoted-printable/i.test(head)) return readQuoted(text).toString('utf8');
  return /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : text;
}
