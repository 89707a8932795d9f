/** The adapter to the charging provider, over a line on which anything may happen to each request. */
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
import type { Facts, PulledPage } from '../../main/gateways/pulled';
import { Failure } from '../../main/kernel/failure';
import type { Charge, ChargingProvider, ProviderPage, Refund } from './charging-provider';
import { pick } from './seed';
import { page as pageOf } from './told';

/**
 * What may happen to one request. Of all that can go wrong on a line this is what an adapter makes of it: `offline` (names, TLS,
 * connections that were never made), `limited` (429), `locked-out` (401, 403), `turned-down` (400), `conflict` (409),
 * `broken` (5xx, resets, before anything was done), `silence` (timeouts, resets, garbage, sign-in pages, after it was done),
 * `late` (done after we gave up), `garbled` (an answer that nobody foresaw), `killed-…` (our process dies).
 */
export const troubles = [
  'offline',
  'limited',
  'locked-out',
  'turned-down',
  'conflict',
  'broken',
  'silence',
  'late',
  'garbled',
  'terse',
  'killed-before',
  'killed-after',
] as const;
export type Trouble = (typeof troubles)[number];

/** The latest that something is done that was asked for. */
const LATEST_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;

export class ChargingGateway implements Gateway {
  readonly provider = 'stripe';
  readonly keyHonouredMs?: number;
  /** Of this life of our process; it resolves when the process was killed. */
  readonly died: Promise<'died'>;
  readonly #of: ChargingProvider;
  readonly #now: () => number;
  readonly #next: () => number;
  readonly #trouble: () => Trouble | null;
  #die: () => void = () => {};

  constructor(of: ChargingProvider, now: () => number, next: () => number, trouble: () => Trouble | null) {
    this.#of = of;
    this.#now = now;
    this.#next = next;
    this.#trouble = trouble;
    if (of.habits.honoursKeys) this.keyHonouredMs = DAY_MS;
    this.died = new Promise((resolve) => {
      this.#die = () => resolve('died');
    });
  }

  async identify() {
    return { account: 'acct_1', name: 'Test', environment: 'sandbox' as const };
  }

  async *pull(cursor: string | null): AsyncGenerator<PulledPage> {
    const untidy = pick(this.#next, 2) === 0;
    for (const each of this.#of.pagesFrom(Number(cursor ?? 0), untidy)) yield await this.#read(() => each);
  }

  fetchPayment(externalId: string): Promise<Facts> {
    return this.#read(() => this.#of.factsOf(externalId));
  }

  openPage(ask: PageAsk): Promise<OpenedPage> {
    return this.#write(() => opened(this.#of.openPage(ask.key, ask.amount, ask.currency, ask.payer.customer)));
  }

  checkPage(page: string): Promise<PageState> {
    return this.#read(() => this.#stateOf(page));
  }

  closePage(page: string): Promise<PageState> {
    return this.#write(() => {
      const found = this.#of.pages.find((each) => each.id === page);
      if (found?.state === 'open') found.state = 'cancelled';
      return this.#stateOf(page);
    });
  }

  charge(ask: ChargeAsk): Promise<Answered> {
    return this.#write((terse) =>
      this.#answered(this.#of.charge(ask.key, ask.amount, ask.currency, ask.payer.customer, ask.method), terse),
    );
  }

  refund(ask: RefundAsk): Promise<Answered> {
    return this.#write((terse) => {
      const made = this.#of.refund(ask.key, ask.payment, ask.amount);
      if (!made) return { kind: 'declined', detail: 'More than is left.', hard: true, facts: pageOf({}) };
      return this.#refunded(made, terse);
    });
  }

  findPage(ask: PageAsk): Promise<OpenedPage | null> {
    return this.#read(() => {
      const found = this.#of.seen(this.#of.pages, ask.key);
      return found ? opened(found) : null;
    });
  }

  findCharge(ask: ChargeAsk): Promise<Answered | null> {
    return this.#read(() => {
      const found = this.#of.seen(this.#of.charges, ask.key);
      return found ? this.#answered(found, false) : null;
    });
  }

  findRefund(ask: RefundAsk): Promise<Answered | null> {
    return this.#read(() => {
      const found = this.#of.seen(this.#of.refunds, ask.key);
      return found ? this.#refunded(found, false) : null;
    });
  }

  #answered(of: Charge, terse: boolean): Answered {
    const facts = terse ? pageOf({}) : pageOf({ payments: [this.#of.told(of)] });
    const decline = of.decline === undefined ? {} : { decline: of.decline };
    if (of.status === 'declined')
      return { kind: 'declined', detail: 'Your card was declined.', hard: false, ...decline, facts };
    return { kind: 'accepted', externalId: of.id, facts };
  }

  #refunded(of: Refund, terse: boolean): Answered {
    const facts = terse ? pageOf({}) : pageOf({ refunds: [this.#of.toldRefund(of)] });
    return { kind: 'accepted', externalId: of.id, facts };
  }

  #stateOf(page: string): PageState {
    const found = this.#of.pages.find((each) => each.id === page);
    if (!found) throw new Failure('gateway-error', { gateway: 'Test', status: 404, detail: 'no such page' });
    return { state: found.state, facts: found.charge ? this.#of.factsOf(found.charge) : pageOf({}) };
  }

  /** A reading may fail, and our process may die in it; it changes nothing. */
  async #read<Answer>(answer: () => Answer): Promise<Answer> {
    const trouble = this.#trouble();
    if (trouble === 'offline' || trouble === 'broken') throw offline();
    if (trouble === 'killed-before' || trouble === 'killed-after') return this.#dead();
    if (trouble === 'locked-out') throw new Failure('key-refused', { gateway: 'Test', last4: '0000' });
    return answer();
  }

  async #write<Answer>(run: (terse: boolean) => Answer): Promise<Answer> {
    const trouble = this.#trouble();
    switch (trouble) {
      case null:
        return run(false);
      case 'terse':
        return run(true);
      case 'offline':
        throw offline();
      case 'limited':
        throw new Failure('gateway-rate-limited', { gateway: 'Test', seconds: 1 });
      case 'locked-out':
        throw new Failure('key-refused', { gateway: 'Test', last4: '0000' });
      case 'turned-down':
        throw new Failure('gateway-error', { gateway: 'Test', status: 400, detail: 'no such method' });
      case 'conflict':
        throw new Failure('gateway-error', { gateway: 'Test', status: 409, detail: 'the key is in use' });
      case 'broken':
        throw doubt();
      case 'silence':
        run(false);
        throw doubt();
      case 'late': {
        const at = this.#now() + pick(this.#next, LATEST_MS);
        this.#of.late.push({ at, run: () => run(false) });
        throw doubt();
      }
      case 'garbled':
        run(false);
        throw new TypeError('Cannot read properties of undefined');
      case 'killed-before':
        return this.#dead();
      case 'killed-after':
        run(false);
        return this.#dead();
    }
  }

  /** Nobody is there any more to hear the answer. */
  #dead<Answer>(): Promise<Answer> {
    this.#die();
    return new Promise(() => {});
  }
}

const opened = ({ id }: ProviderPage): OpenedPage => ({
  page: id,
  link: `https://pay.example/${id}`,
  expiresAt: null,
});
const offline = () => new Failure('gateway-offline', { gateway: 'Test' });
const doubt = () => new OutcomeUnknown(new Failure('gateway-timeout', { gateway: 'Test', seconds: 30 }));
