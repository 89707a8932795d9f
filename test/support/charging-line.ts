/** The charging provider at the other end of a real line: a server on loopback, and the adapter that a process of ours asks it by. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Answered,
  type ChargeAsk,
  type OpenedPage,
  OutcomeUnknown,
  type PageAsk,
  type PageState,
  type RefundAsk,
} from '../../main/gateways/ask';
import type { Gateway } from '../../main/gateways/gateway';
import { HttpAccount } from '../../main/gateways/http';
import { patience } from '../../main/gateways/patience';
import type { Facts, PulledPage } from '../../main/gateways/pulled';

const DAY_MS = 86_400_000;

/** Asks by name; facts travel as text inside the answer, for they are ours already. */
export class LineGateway implements Gateway {
  readonly provider = 'stripe';
  readonly keyHonouredMs?: number;
  readonly #account: HttpAccount;
  readonly #repeat: 'freely' | 'once';

  constructor(baseUrl: string, honoursKeys: boolean, now: () => number) {
    const limits = { ...patience, timeoutMs: 400, firstWaitMs: 5, longestWaitMs: 20 };
    const home = 'https://api.test.example';
    this.#account = new HttpAccount({
      label: 'Test',
      home,
      baseUrl,
      secrets: [],
      last4: '0000',
      now,
      patience: limits,
    });
    this.#repeat = honoursKeys ? 'freely' : 'once';
    if (honoursKeys) this.keyHonouredMs = DAY_MS;
  }

  async identify() {
    return { account: 'acct_1', name: 'Test', environment: 'sandbox' as const };
  }

  async *pull(cursor: string | null): AsyncGenerator<PulledPage> {
    const pages = await this.#read<PulledPage[]>('pull', [cursor ?? '0']);
    for (const page of pages) yield page;
  }

  fetchPayment(id: string): Promise<Facts> {
    return this.#read('fetchPayment', [id]);
  }

  openPage(ask: PageAsk): Promise<OpenedPage> {
    return this.#ask('openPage', [ask]);
  }

  checkPage(page: string): Promise<PageState> {
    return this.#read('checkPage', [page]);
  }

  charge(ask: ChargeAsk): Promise<Answered> {
    return this.#ask('charge', [ask]);
  }

  refund(ask: RefundAsk): Promise<Answered> {
    return this.#ask('refund', [ask]);
  }

  findPage(ask: PageAsk): Promise<OpenedPage | null> {
    return this.#read('findPage', [ask]);
  }

  findCharge(ask: ChargeAsk): Promise<Answered | null> {
    return this.#read('findCharge', [ask]);
  }

  findRefund(ask: RefundAsk): Promise<Answered | null> {
    return this.#read('findRefund', [ask]);
  }

  /** A reading that broke changed nothing. */
  async #read<Result>(name: string, input: readonly unknown[]): Promise<Result> {
    try {
      return await this.#ask<Result>(name, input, 'freely');
    } catch (error) {
      throw error instanceof OutcomeUnknown ? error.failure : error;
    }
  }

  async #ask<Result>(name: string, input: readonly unknown[], repeat = this.#repeat): Promise<Result> {
    const answer = await this.#account
      .line()
      .ask({ method: 'POST', path: `/${name}`, json: { input }, what: name, repeat });
    const { text } = answer.body as { text: string };
    return JSON.parse(text) as Result;
  }
}

export interface Line {
  url: string;
  requests: number;
  broken: number;
  close(): Promise<void>;
}

/** Serves `gateway` by name. Each request is slow by chance; some break before anything is done, some after. */
export async function openLine(gateway: Gateway, next: () => number): Promise<Line> {
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      line.requests++;
      void serve(request.url?.slice(1) ?? '', JSON.parse(text).input).then((body) => {
        if (body === null) response.destroy();
        else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ text: body }));
      });
    });
  });
  const serve = async (name: string, input: readonly unknown[]): Promise<string | null> => {
    await pause(next() * 8);
    const breaks = next();
    if (breaks < 0.04) return broke();
    const result = await answerOf(gateway, name, input);
    await pause(next() * 8);
    return breaks < 0.1 ? broke() : JSON.stringify(result);
  };
  const broke = () => {
    line.broken++;
    return null;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: 0, broken: 0 },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return line;
}

async function answerOf(gateway: Gateway, name: string, input: readonly unknown[]): Promise<unknown> {
  if (name === 'pull') {
    const pages: PulledPage[] = [];
    for await (const page of gateway.pull(String(input[0]))) pages.push(page);
    return pages;
  }
  const call = Reflect.get(gateway, name) as (...input: readonly unknown[]) => Promise<unknown>;
  return (await call.apply(gateway, [...input])) ?? null;
}
