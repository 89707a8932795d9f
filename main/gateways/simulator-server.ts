/**
 * The loopback server under the gateways' simulators: counts requests, plays the fault that it is given, and lets the simulated
 * provider answer. It never leaves 127.0.0.1 and knows no real account.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Fault, type Faults, type SimulatedRequest, signInPage } from './fault';
import { LoopbackPlace } from './loopback-place';
import { keptHeaders, type RememberedCall, type SimulatorMemory } from './simulator-memory';

/** Files are sent too. */
const MAX_BODY = 6_000_000;

export interface SimulatorCall {
  /** 1 for the first request of this simulator. */
  number: number;
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The body as it came. */
  body: string;
  /** UTC milliseconds, by the simulated provider's clock. */
  nowMs: number;
  /** A 500 goes out in the place of the answer once the work is done: what keeps answers keeps that one. */
  breaksAfter: boolean;
}

export interface SimulatorAnswer {
  status: number;
  /** Text as it goes out: JSON, or a page of the provider for the payer's browser. */
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export interface SimulatorServerOptions {
  /** UTC milliseconds. */
  now(): number;
  /** What a payer's browser asks for; null: it is a call of the account. Pages are not counted and know no faults. */
  page?(call: SimulatorCall): SimulatorAnswer | null;
  /** Asked at once, also where the work is delayed: an answer here is all there is. */
  begin?(call: SimulatorCall): SimulatorAnswer | null;
  answer(call: SimulatorCall): SimulatorAnswer;
  /** What this provider answers a request that it limits (`reason`: its own word for the limit), and one on which it fails. */
  limited(call: SimulatorCall, reason: string): SimulatorAnswer;
  failed(status: number, call: SimulatorCall): SimulatorAnswer;
  faults?: Faults | undefined;
  /** Told of each request, after it was counted. */
  seen?: ((request: SimulatedRequest) => void) | undefined;
  /** What clients wrote before is done again when the first request comes, and what they write is kept. */
  memory?: SimulatorMemory | undefined;
  /** A call that changes nothing although it is no GET: not kept. */
  changesNothing?(call: SimulatorCall): boolean;
}

export interface SimulatorServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly requests: number;
  setFaults(faults: Faults | null): void;
  /** False: connections are refused, as without a network, until it is true again. */
  setReachable(isReachable: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startSimulatorServer(options: SimulatorServerOptions): Promise<SimulatorServer> {
  let faults: Faults | null = options.faults ?? null;
  let requests = 0;
  let isRelived = options.memory === undefined;
  const server = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
    readBody(request, response, (body) => {
      if (!isRelived) relive(options);
      isRelived = true;
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const method = request.method ?? 'GET';
      const called = { method, path: pathname, query: searchParams, headers: request.headers, body };
      const callOf = (number: number, fault: Fault | null): SimulatorCall => {
        return { ...called, number, nowMs: options.now(), breaksAfter: fault?.kind === 'broken-after' };
      };
      const asPage = callOf(0, null);
      const page = options.page?.(asPage);
      if (page) {
        keep(options, asPage);
        new Play(response, options, asPage, null).write(page);
        return;
      }
      const seen = { number: ++requests, method, path: pathname, query: searchParams.toString() };
      options.seen?.(seen);
      const fault = faults?.(seen) ?? null;
      const call = callOf(seen.number, fault);
      keep(options, call);
      new Play(response, options, call, fault).run();
    });
  });
  const place = new LoopbackPlace(server);
  await place.take(options.memory?.port ?? 0);
  options.memory?.listens(place.port);
  return {
    url: `http://127.0.0.1:${place.port}`,
    get requests() {
      return requests;
    },
    setFaults: (wanted) => {
      faults = wanted;
    },
    setReachable: (isReachable) => place.setReachable(isReachable),
    close: () => place.setReachable(false),
  };
}

/** Does to the account what clients did to it before. Who asked then was let in then: what is refused now changes nothing. */
function relive(options: SimulatorServerOptions): void {
  for (const { query, ...kept } of options.memory?.calls ?? []) {
    const call: SimulatorCall = { ...kept, query: new URLSearchParams(query), number: 0, breaksAfter: false };
    if (!options.page?.(call) && !options.begin?.(call)) options.answer(call);
  }
}

function keep({ memory, changesNothing }: SimulatorServerOptions, call: SimulatorCall): void {
  if (!memory || call.method === 'GET' || changesNothing?.(call)) return;
  const { nowMs, method, path, query, headers, body } = call;
  const remembered: RememberedCall = {
    nowMs,
    method,
    path,
    query: query.toString(),
    headers: keptHeaders(headers),
    body,
  };
  memory.remember(remembered);
}

function readBody(request: IncomingMessage, response: ServerResponse, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
  request.on('error', () => response.destroy());
}

/** One request on its way to its answer, or to its fault. */
class Play {
  private readonly response: ServerResponse;
  private readonly options: SimulatorServerOptions;
  private readonly call: SimulatorCall;
  private readonly fault: Fault | null;

  constructor(response: ServerResponse, options: SimulatorServerOptions, call: SimulatorCall, fault: Fault | null) {
    this.response = response;
    this.options = options;
    this.call = call;
    this.fault = fault;
    response.sendDate = false;
  }

  run(): void {
    const { fault, options, call } = this;
    if (this.failsBefore()) return;
    const early = options.begin?.(call);
    if (early) this.send(early);
    else if (fault?.kind === 'delay') setTimeout(() => this.send(options.answer(call)), fault.ms);
    else this.send(this.afterWork(options.answer(call)));
  }

  /** Answers (or does not) in the place of the provider. True: nothing more is to be done. */
  private failsBefore(): boolean {
    const { fault, response, options, call } = this;
    switch (fault?.kind) {
      case 'sign-in-page':
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(signInPage);
        return true;
      case 'redirect':
        response.writeHead(302, { Location: fault.location, 'Content-Type': 'text/html' }).end('');
        return true;
      case 'status': {
        const answer = options.failed(fault.status, call);
        const body = fault.body ?? answer.body;
        this.write({ status: fault.status, body, headers: { ...answer.headers, ...fault.headers } });
        return true;
      }
      case 'rate-limited': {
        const answer = options.limited(call, fault.reason);
        const retry: Record<string, string> = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
        this.write({ ...answer, headers: { ...answer.headers, ...retry } });
        return true;
      }
      case 'huge':
        this.huge(fault.bytes);
        return true;
      case 'silence':
        return true;
      case 'reset':
        if (fault.after) return false;
        response.socket?.resetAndDestroy();
        return true;
      default:
        return false;
    }
  }

  private afterWork(answer: SimulatorAnswer): SimulatorAnswer {
    return this.call.breaksAfter ? this.options.failed(500, this.call) : answer;
  }

  private send(answer: SimulatorAnswer): void {
    const { fault, response } = this;
    if (fault?.kind === 'reset' || fault?.kind === 'silence-after') {
      if (fault.kind === 'reset') response.socket?.resetAndDestroy();
      return;
    }
    const body = fault?.kind === 'rewrite' ? JSON.stringify(fault.change(JSON.parse(answer.body))) : answer.body;
    this.write({ ...answer, body });
  }

  write(answer: SimulatorAnswer): void {
    const { fault, response } = this;
    const body = Buffer.from(answer.body, 'utf8');
    if (fault?.kind === 'garbled') body.fill(0xff, fault.at, fault.at + 1);
    const cut = fault?.kind === 'truncated' || fault?.kind === 'stall' ? body.subarray(0, fault.keep) : body;
    const length = fault?.kind === 'truncated' && fault.framed ? cut.length : body.length;
    response.writeHead(answer.status, { ...this.headers(), 'Content-Length': length, ...answer.headers });
    if (cut.length === length) {
      response.end(cut);
      return;
    }
    response.write(cut);
    if (fault?.kind === 'truncated') setImmediate(() => response.socket?.destroySoon());
  }

  private headers(): Record<string, string> {
    const { fault } = this;
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    const offsetMs = fault?.kind === 'date' ? fault.offsetMs : 0;
    if (offsetMs !== null) headers.Date = new Date(this.call.nowMs + offsetMs).toUTCString();
    return headers;
  }

  /** Sends `bytes` of JSON that never ends, as fast as it is read. */
  private huge(bytes: number): void {
    const { response } = this;
    const chunk = Buffer.alloc(65_536, 0x20);
    let left = bytes;
    response.writeHead(200, this.headers());
    response.write('{"data":[');
    const more = () => {
      while (left > 0 && !response.destroyed) {
        left -= chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  }
}
