/** One line to Paystack: what is sent with every call, and what its refusals mean. */
import { Failure } from '../../kernel/failure';
import { OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import { type Answer, type Call, HttpAccount, type HttpLine, type HttpOptions } from '../http';
import { cleanText } from '../text';
import { answerSchema, rowsSchema } from './wire';

export interface PaystackAccount {
  http: HttpAccount;
  key: string;
}

type AccountOptions = Omit<HttpOptions, 'label' | 'home' | 'secrets' | 'last4'>;

export function accountOf(key: string, options: AccountOptions): PaystackAccount {
  const fixed = { label: 'Paystack', home: 'https://api.paystack.co', secrets: [key], last4: key.slice(-4) };
  return { http: new HttpAccount({ ...options, ...fixed }), key };
}

/** What Paystack said, once it is known to be an answer to the call. */
export interface Told {
  data: unknown;
  meta: unknown;
}

/** A refusal that leaves no doubt: nothing was done. */
export interface Refused {
  status: number;
  message: string;
}

export class PaystackLine {
  readonly line: HttpLine;
  private readonly account: PaystackAccount;

  constructor(account: PaystackAccount, signal: AbortSignal | null) {
    this.account = account;
    this.line = account.http.line(signal ?? undefined);
  }

  get clockSkewMs(): number | null {
    return this.line.clockSkewMs;
  }

  /** Gives what was told. Rejects with Failure, or with OutcomeUnknown where a write may have happened. */
  async ask(call: Call): Promise<Told> {
    const answer = await this.send(call);
    const refused = refusalOf(answer);
    if (refused) throw this.failureOf(refused);
    return this.told(call, answer);
  }

  /** As `ask`, with a refusal given back: some are answers. The key's refusals are thrown. */
  async askOr(call: Call): Promise<Told | { refused: Refused }> {
    const answer = await this.send(call);
    const refused = refusalOf(answer);
    return refused ? { refused } : this.told(call, answer);
  }

  failureOf({ status, message }: Refused): Failure {
    return this.line.refusal(status, message);
  }

  /** An answer that cannot be understood: for a write that is doubt, not a refusal. */
  broken(call: Call): Failure | OutcomeUnknown {
    const failure = this.line.brokenAnswer(call.page);
    return call.method === 'GET' ? failure : new OutcomeUnknown(failure);
  }

  /** One page of a list. `page` from 1. */
  async list(what: string, path: string, query: Record<string, string>, page: number): Promise<ListPage> {
    const asked = { ...query, perPage: String(PAGE_SIZE), page: String(page) };
    const call: Call = { method: 'GET', path, query: asked, what, page, repeat: 'freely' };
    const { data, meta } = await this.ask(call);
    const rows = rowsSchema.safeParse(data);
    const told = wholeOf(field(meta, 'page'));
    // An earlier page once more, or nothing and the promise of more.
    if (told !== null && told < page) throw endless(page);
    if (!rows.success || (told !== null && told > page)) throw this.broken(call);
    const isLast = isLastPage(rows.data.length, page, meta);
    const isPromised = !isLast || (page > 1 && wholeOf(field(meta, 'pageCount')) === page);
    if (rows.data.length === 0 && isPromised) throw endless(page);
    return { rows: rows.data, isLast };
  }

  private async send(call: Call): Promise<Answer> {
    const headers = { Authorization: `Bearer ${this.account.key}` };
    const answer = await this.line.ask({ ...call, headers });
    if (answer.status === 401) throw this.line.keyRefused();
    if (answer.status === 403) throw this.line.keyForbidden(call.what);
    return answer;
  }

  private told(call: Call, answer: Answer): Told {
    const read = answerSchema.safeParse(answer.body);
    if (!read.success) throw this.broken(call);
    return { data: read.data.data, meta: read.data.meta };
  }
}

export const PAGE_SIZE = 100;
/** Per list and pull; the next pull goes on from there. */
export const MAX_PAGES = 10_000;

export function endless(page: number): Failure {
  return new Failure('gateway-endless-pages', { gateway: 'Paystack', page });
}

export interface ListPage {
  rows: readonly unknown[];
  isLast: boolean;
}

/** Paystack may hold our page size for too large, and says so in `meta`; some lists come without it. */
function isLastPage(count: number, page: number, meta: unknown): boolean {
  const pageCount = wholeOf(field(meta, 'pageCount'));
  if (pageCount !== null) return page >= pageCount;
  return count < (wholeOf(field(meta, 'perPage')) ?? PAGE_SIZE);
}

/** A whole number, written as a number or as text; null for anything else. */
function wholeOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number.parseInt(value, 10) : null;
}

function refusalOf({ status, body }: Answer): Refused | null {
  if (status < 400) return null;
  return { status, message: cleanText(textOf(field(body, 'message')) ?? '', 500) };
}

/** Yields every row of a list. Rejects with Failure; also when the pages never end. */
export async function* listAll(
  line: PaystackLine,
  what: string,
  path: string,
  query: Record<string, string>,
): AsyncGenerator<unknown> {
  for (let page = 1; ; page++) {
    if (page > MAX_PAGES) throw endless(page);
    const { rows, isLast } = await line.list(what, path, query, page);
    yield* rows;
    if (isLast) return;
  }
}
