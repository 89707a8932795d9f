/**
 * One mail over one SMTP connection. What matters is whether it may have gone out: until the server has asked for the message
 * nothing of it was sent; from then on only the server's own answer says what became of it.
 */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Failure, type FailureCode } from '../../kernel/failure';
import type { MailSettings } from './settings';

/** `later`: not sent, and may be tried again. `refused`: not sent, and would not be later. `maybe`: it was, or it was not. */
export type Posted =
  | { kind: 'sent'; answer: string; notTo: string | null }
  | { kind: 'later'; failure: Failure; isOfServer: boolean }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'maybe'; failure: Failure };

export interface Parcel {
  from: string;
  to: readonly string[];
  mime: Buffer;
}

export interface Way {
  settings: Pick<MailSettings, 'host' | 'port' | 'tls' | 'anyCertificate' | 'user'>;
  /** Null: the server wants no sign-in. */
  password: string | null;
  /** Milliseconds without a sign of the server. */
  patienceMs?: number;
  signal?: AbortSignal;
}

const PATIENCE_MS = 30_000;
/** Of a whole sending, however often the server says something. */
const LONGEST_MS = 180_000;

/** Sends once. Never throws. */
export async function post(way: Way, { from, to, mime }: Parcel): Promise<Posted> {
  const connection = new SMTPConnection(optionsOf(way));
  const message = new Message(mime);
  const envelope = { from, to: [...to], size: mime.length };
  const stop = () => connection.close();
  const timer = setTimeout(stop, LONGEST_MS);
  way.signal?.addEventListener('abort', stop, { once: true });
  try {
    const { response, rejected } = await converse(connection, way, envelope, message);
    connection.quit();
    const answer = clean(response, way.password);
    return { kind: 'sent', answer, notTo: rejected.length === 0 ? null : rejected.join(', ') };
  } catch (error) {
    connection.close();
    return outcomeOf(way, message.isAskedFor, seen(error));
  } finally {
    clearTimeout(timer);
    way.signal?.removeEventListener('abort', stop);
  }
}

/** Whether the server has asked for the message can be seen from its being read. */
class Message extends Readable {
  isAskedFor = false;
  #rest: Buffer | null;

  constructor(mime: Buffer) {
    super();
    this.#rest = mime;
  }

  override _read(): void {
    this.isAskedFor = true;
    const rest = this.#rest;
    this.#rest = null;
    if (rest) this.push(rest);
    this.push(null);
  }
}

function optionsOf({ settings, patienceMs = PATIENCE_MS }: Way): SMTPConnection.Options {
  const { host, port, tls, anyCertificate } = settings;
  return {
    ...{ host, port, secure: tls === 'tls', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
    ...{
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      dnsTimeout: patienceMs,
    },
    tls: { rejectUnauthorized: !anyCertificate, minVersion: 'TLSv1.2' },
  };
}

type Sent = Pick<SMTPConnection.SentMessageInfo, 'response' | 'rejected'>;

function converse(
  connection: SMTPConnection,
  { settings, password, signal }: Way,
  envelope: SMTPConnection.Envelope,
  message: Readable,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(error);
    connection.on('error', fail);
    connection.once('end', () => fail(new Error('the connection was closed')));
    const send = () => connection.send(envelope, message, (error, sent) => (error ? fail(error) : resolve(sent)));
    const signIn = () =>
      connection.login({ user: settings.user, pass: password ?? '' }, (error) => (error ? fail(error) : send()));
    if (signal?.aborted) return fail(new Error('stopped'));
    connection.connect((error) => (error ? fail(error) : settings.user === '' ? send() : signIn()));
  });
}

interface Trouble {
  code: string;
  original: string;
  /** Of the server; 0: it said nothing. */
  status: number;
  command: string;
  words: string;
}

/** What is known of an error of the library, whatever it is. */
function seen(error: unknown): Trouble {
  const of = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  const text = (name: string) => String(of(name) ?? '');
  const status = of('responseCode');
  const said = text('response') || (error instanceof Error ? error.message : String(error));
  return {
    ...{ code: text('code'), original: text('originalCode'), command: text('command'), words: said },
    status: typeof status === 'number' ? status : 0,
  };
}

function outcomeOf({ settings, password }: Way, isAskedFor: boolean, trouble: Trouble): Posted {
  const { code, original, status, command, words } = trouble;
  const detail = clean(words, password);
  const failure = (name: FailureCode) => new Failure(name, { host: settings.host, detail });
  // The server's answer to the message itself: 4xx and 5xx say that it did not take it.
  const isAnswer = status >= 400 && command === 'DATA';
  if (isAskedFor && !isAnswer) return { kind: 'maybe', failure: failure('mail-unsure') };
  if (code === 'EAUTH' || command.startsWith('AUTH'))
    return { kind: 'later', failure: failure('mail-sign-in-refused'), isOfServer: true };
  if (isCertificate(code, original, words)) return { kind: 'later', failure: failure('mail-tls'), isOfServer: true };
  // Who may not write at all is no trouble of this one mail; what is too large is.
  if (command === 'MAIL FROM' && status >= 500 && status !== 552)
    return { kind: 'later', failure: failure('mail-refused'), isOfServer: true };
  if (status >= 500 && code !== 'ECONNECTION' && code !== 'EPROTOCOL')
    return { kind: 'refused', failure: failure('mail-refused') };
  // Before it is asked, the library itself refuses what is larger than the server takes, and addresses that cannot be.
  if ((code === 'EMESSAGE' || code === 'EENVELOPE') && status === 0)
    return { kind: 'refused', failure: failure('mail-refused') };
  if (status >= 400) return { kind: 'later', failure: failure('mail-later'), isOfServer: command === 'CONN' };
  return {
    kind: 'later',
    failure: failure(code === 'ETIMEDOUT' ? 'mail-timeout' : 'mail-unreachable'),
    isOfServer: true,
  };
}

function isCertificate(code: string, original: string, words: string): boolean {
  return (
    code === 'ETLS' || /CERT|SELF_SIGNED|SSL|TLS/.test(original) || /certificate|self-signed|STARTTLS/i.test(words)
  );
}

const control = /[\p{Cc}\u2028\u2029]+/gu;
const LONGEST_WORDS = 300;

/** A server's words as they may be kept and shown: one line, and nothing of the password. */
function clean(words: string, password: string | null): string {
  let text = words;
  for (const secret of password ? [password, Buffer.from(password).toString('base64')] : [])
    text = text.replaceAll(secret, '···');
  return text.replace(control, ' ').trim().slice(0, LONGEST_WORDS);
}
