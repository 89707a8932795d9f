/** Everything that can go wrong on the way: what it is, and how it must be told. */
import type { Fault } from '../../../main/gateways/fault';
import type { FailureCode } from '../../../main/kernel/failure';
import type { Driver } from './driver';

export interface Trouble {
  name: string;
  fault: Fault;
  /** The failures that say it truly. */
  codes: readonly FailureCode[];
  params?: object;
  /** Needs a short patience. */
  isSlow?: boolean;
}

const html = { 'Content-Type': 'text/html' };

function status(code: number, body?: string, headers?: Record<string, string>): Fault {
  const more = { ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) };
  return { kind: 'status', status: code, ...more };
}

function limited(retryAfter?: string): Fault {
  const reason = 'global-rate';
  return retryAfter === undefined ? { kind: 'rate-limited', reason } : { kind: 'rate-limited', reason, retryAfter };
}

const broken: readonly FailureCode[] = ['gateway-broken-answer'];
const error: readonly FailureCode[] = ['gateway-error'];
const rate: readonly FailureCode[] = ['gateway-rate-limited'];

/** Those that stay: the pull ends with a failure. */
export const lasting: readonly Trouble[] = [
  { name: 'a sign-in page instead of JSON', fault: { kind: 'sign-in-page' }, codes: ['gateway-sign-in-page'] },
  {
    name: 'a proxy that wants a log-in',
    fault: status(511, '<html>log in</html>', html),
    codes: ['gateway-sign-in-page'],
  },
  { name: 'JSON cut off, as if whole', fault: { kind: 'truncated', keep: 400, framed: true }, codes: broken },
  { name: 'JSON cut off, connection closed', fault: { kind: 'truncated', keep: 400, framed: false }, codes: broken },
  { name: 'an empty answer', fault: { kind: 'truncated', keep: 0, framed: true }, codes: broken },
  { name: 'bytes that are no text', fault: { kind: 'garbled', at: 60 }, codes: broken },
  {
    name: 'an answer that says it is packed',
    fault: status(200, '\u001f\u008b', { 'Content-Encoding': 'gzip' }),
    codes: broken,
  },
  { name: 'an object that is no list', fault: { kind: 'rewrite', change: () => ({}) }, codes: broken },
  { name: 'a refusal without a reason', fault: status(400, '{}'), codes: error, params: { status: 400 } },
  { name: 'a 409', fault: status(409, '{}'), codes: error, params: { status: 409 } },
  { name: 'a 500 each time', fault: status(500), codes: error, params: { status: 500 } },
  { name: 'a 502 each time', fault: status(502), codes: error, params: { status: 502 } },
  {
    name: 'a 503 that is a web page',
    fault: status(503, '<html>busy</html>', html),
    codes: error,
    params: { status: 503 },
  },
  { name: 'a 504 each time', fault: status(504), codes: error, params: { status: 504 } },
  { name: 'a 403', fault: status(403), codes: ['key-forbidden', 'key-refused'] },
  { name: 'a rate limit without a time', fault: limited(), codes: rate, params: { seconds: 30 } },
  { name: 'a rate limit for two minutes', fault: limited('120'), codes: rate, params: { seconds: 120 } },
  {
    name: 'a rate limit until a date',
    fault: limited('Sun, 01 Mar 2026 12:02:00 GMT'),
    codes: rate,
    params: { seconds: 30 },
  },
  { name: 'a rate limit with a garbled time', fault: limited('soon'), codes: rate, params: { seconds: 30 } },
  { name: 'a rate limit with a negative time', fault: limited('-1'), codes: rate, params: { seconds: 30 } },
  { name: 'silence', fault: { kind: 'silence' }, codes: ['gateway-timeout'], isSlow: true },
  {
    name: 'an answer that stops in the middle',
    fault: { kind: 'stall', keep: 300 },
    codes: ['gateway-timeout'],
    isSlow: true,
  },
  {
    name: 'a redirect to another host',
    fault: { kind: 'redirect', location: 'https://evil.example/v1' },
    codes: ['gateway-redirected'],
    params: { host: 'evil.example' },
  },
  { name: 'an answer of 50 MB', fault: { kind: 'huge', bytes: 50_000_000 }, codes: ['gateway-answer-too-large'] },
  { name: 'a connection that breaks', fault: { kind: 'reset', after: false }, codes: ['gateway-offline'] },
];

/** Those that pass: they are asked again, and nobody sees them. */
export const passing: readonly Trouble[] = [
  { name: 'a 500', fault: status(500), codes: [] },
  { name: 'a 503', fault: status(503), codes: [] },
  { name: 'a rate limit', fault: limited(), codes: [] },
  { name: 'a rate limit for no time', fault: limited('0'), codes: [] },
  { name: 'a rate limit for a second', fault: limited('1'), codes: [] },
  { name: 'a connection broken after the work', fault: { kind: 'reset', after: true }, codes: [] },
  { name: 'an answer cut off', fault: { kind: 'truncated', keep: 100, framed: false }, codes: [] },
  { name: 'silence', fault: { kind: 'silence' }, codes: [], isSlow: true },
  { name: 'an answer that comes too late', fault: { kind: 'delay', ms: 800 }, codes: [], isSlow: true },
];

/** Pages that come wrong: the rows are there, but not where they belong. Made anew for each test: they remember. */
export function misplaced(driver: Driver): readonly { name: string; fault: Fault; ends: boolean }[] {
  const change = (act: (rows: unknown[], answer: object) => object): Fault => ({
    kind: 'rewrite',
    change: (answer) => {
      const rows = driver.rowsOf(answer);
      return rows && typeof answer === 'object' && answer !== null ? act(rows, answer) : answer;
    },
  });
  let first: object | null = null;
  return [
    {
      name: 'a page in the opposite order',
      ends: false,
      fault: change((rows, answer) => {
        rows.reverse();
        return answer;
      }),
    },
    {
      name: 'a row that comes twice',
      ends: false,
      fault: change((rows, answer) => {
        if (rows.length > 0) rows.unshift(rows.at(-1));
        return answer;
      }),
    },
    {
      name: 'the same page for ever',
      ends: true,
      fault: change((_rows, answer) => {
        first ??= driver.promisingMore(answer);
        return first;
      }),
    },
    {
      name: 'empty pages for ever',
      ends: true,
      fault: change((rows, answer) => {
        rows.length = 0;
        return driver.promisingMore(answer);
      }),
    },
  ];
}
