/**
 * What the conformance suite must know of a gateway: how to open a simulated account, what its list of payments looks like on
 * the wire, and how it takes the same key twice. Everything else the suite asks of the gateway itself.
 */
import type { ChargeAsk, OpenedPage, RefundAsk } from '../../../main/gateways/ask';
import type { Faults, SimulatedRequest } from '../../../main/gateways/fault';
import type { Gateway, GatewayKind } from '../../../main/gateways/gateway';
import type { Patience } from '../../../main/gateways/patience';
import type { Flag, Reason, Status } from '../../../main/kernel/payment';

export interface OpenOptions {
  /** Paid payments in the account's past. */
  payments: number;
  patience?: Partial<Patience>;
  /** This computer's clock less the account's. */
  skewMs?: number;
}

/** A simulated account and the gateway on it, closed when the test is over. */
export interface OpenAccount {
  readonly gateway: Gateway;
  readonly requests: readonly SimulatedRequest[];
  /** UTC milliseconds, by the account's clock. */
  now(): number;
  advance(ms: number): void;
  setFaults(faults: Faults | null): void;
  /** From now on the key is refused. */
  revokeKey(): void;
  /** Nothing listens any more. */
  close(): Promise<void>;
  /** One more paid payment, made at that time. Gives the id by which a pull tells it. */
  pay(atMs: number, description?: string): string;
  /** The ids of all its paid payments. */
  paid(): readonly string[];
}

/** A provider's word for a payment, and the book's. */
export interface Word {
  word: string;
  status: Status;
  /** Left out: not judged. */
  reason?: Reason | null;
  flag?: Flag | null;
  /** What is told as the provider's word, where the list only has a letter for it. */
  shown?: string;
  /** What else stands in a row with that word. */
  change?(row: object): void;
}

/** What comes of the same key once more: `same` as the first time, `another` is made, `refused`. */
export type Replay = 'same' | 'another' | 'refused';

/** What the three kinds of asking have in common. */
interface AskDriver {
  replay: Replay;
  /** The request that makes the provider do it. */
  isWrite(request: SimulatedRequest): boolean;
}

export interface PageDriver extends AskDriver {
  currency: string;
  /** The pages that the account has made so far. */
  made(account: OpenAccount): number;
  /** The payer opens the page and pays. */
  pay(account: OpenAccount, page: OpenedPage): Promise<void>;
  /** Whether a page that nobody has opened is found by the attempt's key. */
  findsUnopened: boolean;
  /** The look-up asks under the same key once more, which opens the page where there is none. */
  findOpens: boolean;
}

export interface ChargeDriver extends AskDriver {
  /** A customer with a saved method; the same one each time. */
  saved(account: OpenAccount): Pick<ChargeAsk, 'method' | 'currency'> & { customer: string; email: string };
  /** The charges that succeeded so far under this key. */
  made(account: OpenAccount, key: string): number;
}

export interface RefundDriver extends AskDriver {
  /** A paid payment of at least 10.00; the same one each time. */
  payment(account: OpenAccount): Pick<RefundAsk, 'payment' | 'currency'>;
  /** The refunds that the account has made so far. */
  made(account: OpenAccount): number;
}

export interface EvidenceDriver {
  /** Opens a dispute of a paid payment that waits for its answer. Gives its id. */
  dispute(account: OpenAccount): string;
  /** The answers that the account has taken to it. */
  answers(account: OpenAccount, dispute: string): number;
  /** The request by which the answer is given for good. */
  isWrite(request: SimulatedRequest): boolean;
}

export interface Driver {
  readonly kind: GatewayKind;
  /** What is sent as secrets: none of it may ever be seen. */
  readonly secrets: readonly string[];
  /** So many payments fill three pages of the list and more. */
  readonly manyPayments: number;
  open(options: OpenOptions): Promise<OpenAccount>;
  /** True for a request that lists payments. */
  isList(request: SimulatedRequest): boolean;
  /** The rows in the answer to it, which may be changed in place. */
  rowsOf(answer: unknown): unknown[] | null;
  /** The answer, made to promise more pages for ever. */
  promisingMore(answer: object): object;
  /** Its list goes on from a row, not from a number: a page that leaves rows out cannot be told from a true one. */
  readonly listsFromRow?: boolean;
  /** Where in a row these stand, with dots between the steps; a time may stand there more than once. */
  readonly fields: { amount: string; currency: string; status: string; created: readonly string[] };
  /** The beginning of 1970, as the provider writes times. */
  readonly epoch: unknown;
  readonly words: readonly Word[];
  readonly page: PageDriver | null;
  readonly charge: ChargeDriver | null;
  readonly refund: RefundDriver | null;
  /** Left out: its disputes are not answered from here. */
  readonly evidence?: EvidenceDriver;
}

/** A fault on the list of payments from its `nth` answer (from 1) on, `times` times. */
export function onList(
  driver: Driver,
  nth: number,
  fault: ReturnType<Faults>,
  times = Number.POSITIVE_INFINITY,
): Faults {
  let count = 0;
  return (request) => {
    if (!driver.isList(request)) return null;
    count++;
    return count >= nth && count < nth + times ? fault : null;
  };
}

/** Puts a value where `path` leads in a row; `undefined` takes it out. */
export function put(row: unknown, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let here: unknown = row;
  for (const step of steps) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  if (typeof here !== 'object' || here === null) throw new Error(`nothing at ${path}`);
  if (value === undefined) Reflect.deleteProperty(here, last);
  else Reflect.set(here, last, value);
}

/** What stands in a row where `path` leads. */
export function at(row: unknown, path: string): unknown {
  const step = (here: unknown, name: string): unknown => Reflect.get(Object(here), name);
  return path.split('.').reduce(step, row);
}
