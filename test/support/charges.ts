/** A desk whose due invoices are charged by themselves: a customer with consenting cards, and a provider that is told what to answer. */
import type { Context } from '../../main/context';
import { one } from '../../main/db/sql';
import type { ChargesContext } from '../../main/features/charges/deeds';
import type { ChargeRulesSet } from '../../main/features/charges/events';
import { failedCharges } from '../../main/features/charges/query';
import { Charging } from '../../main/features/charges/running';
import { usualRules } from '../../main/features/charges/schedule';
import type { MethodConsented } from '../../main/features/methods/events';
import { type Book, record } from '../../main/journal/record';
import type { Decline, DeclineClass } from '../../main/kernel/decline';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import type { Clock } from '../../main/kernel/time';
import { act, type TestClock } from './book';
import { type DeskWorld, deskWorld } from './desk';
import { issueOne } from './invoices';
import { saveMethod } from './saved';

export interface ChargeWorld extends DeskWorld {
  context: ChargesContext;
  charging: Charging;
  /** What the next charges come to, in order; then they are paid. */
  verdicts: (Decline | 'paid')[];
  reachable: boolean;
  consent(method: Id): void;
  /** A due invoice over 121.00 EUR. */
  invoice(more?: object): Promise<Id>;
  rules(more?: Partial<ChargeRulesSet>): void;
  open(invoice: Id): number;
  failed(view?: 'person' | 'planned' | 'stopped'): ReturnType<typeof failedCharges.run>['rows'];
}

export const declined = (of: DeclineClass, code: string | null = null): Decline => ({ class: of, code });

export function setRules(book: Book, more: Partial<ChargeRulesSet> = {}): void {
  const payload: ChargeRulesSet = { ...usualRules, days: [...usualRules.days], retriers: {}, automatic: true, ...more };
  record(book, act(book), () => [
    { kind: 'charge.rules-set', subject: book.replica, occurredAt: book.clock.now(), payload },
  ]);
}

function giveConsent(book: Book & { clock: Clock }, method: Id): void {
  const payload: MethodConsented = { on: '2026-01-01', terms: 'Contract 7' };
  record(book, act(book), () => [{ kind: 'method.consented', subject: method, occurredAt: book.clock.now(), payload }]);
}

/** `within`: where it is not to be a book in memory. */
export function chargeWorld(within?: { book: Book; clock: TestClock }): ChargeWorld {
  const world = within ? deskWorld({}, within.clock, within.book) : deskWorld();
  const { book, clock, customer, provider } = world;
  const verdicts: (Decline | 'paid')[] = [];
  provider.verdict = () => verdicts.shift() ?? 'paid';
  const made = Object.assign(world, {
    ...{ verdicts, reachable: true, charging: null as unknown as Charging },
    consent: (method: Id) => giveConsent(book, method),
    invoice: (more: object = {}) => {
      const context = { book, clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
      return issueOne(
        { book, clock, customer, context: context as unknown as Context },
        { dueDay: '2026-03-01', ...more },
      );
    },
    rules: (more: Partial<ChargeRulesSet> = {}) => setRules(book, more),
    open: (invoice: Id) =>
      one<{ open: number }>(book.db, 'SELECT open FROM invoice WHERE uuid = ?', idToBytes(invoice))?.open ?? -1,
    failed: (view: 'person' | 'planned' | 'stopped' = 'person') =>
      failedCharges.run(book.db, { view, now: clock.now(), today: book.dayOf(clock.now()) }).rows,
  });
  // Its desk changes when the engine dies and starts again.
  const start = () =>
    new Charging({
      ...{ book, healthy: Promise.resolve(), operator: 'system', changed: () => {} },
      outbox: {
        askMoney: (...asked) => world.desk.askMoney(...asked),
        askRefund: (...asked) => world.desk.askRefund(...asked),
        cancelFor: (...asked) => world.desk.cancelFor(...asked),
        lookUpFor: (...asked) => world.desk.lookUpFor(...asked),
        release: (...asked) => world.desk.release(...asked),
        drop: (...asked) => world.desk.drop(...asked),
      },
      isReachable: () => made.reachable,
      unexpected: (_, error) => void world.unexpected.push(error),
    });
  const context = {
    ...{ book, clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} },
    get outbox() {
      return world.desk;
    },
    get charging() {
      return made.charging;
    },
  } as unknown as ChargesContext;
  const restartDesk = world.restart;
  const restart = () => {
    // What it was about to do it does not do any more.
    void made.charging.close();
    restartDesk();
    made.charging = start();
  };
  made.charging = start();
  return Object.assign(made, { context, restart });
}

/** What reached the provider, as `12100 paid`. */
export const charges = (world: { provider: { charges: { amount: number; status: string }[] } }) =>
  world.provider.charges.map(({ amount, status }) => `${amount} ${status}`);

/** A consenting card of the customer itself. */
export function consentingCard(world: ChargeWorld, more: Parameters<typeof saveMethod>[2] = {}): Id {
  const method = saveMethod(world.book, world.customer, more);
  world.consent(method);
  return method;
}

/** Everything that can happen to the charging of an invoice. The book must hold an attempt, an open invoice and a saved method. */
export function chargesInEveryState(book: Book): void {
  const first = (text: string) => idFromBytes(one<{ uuid: Buffer }>(book.db, text)?.uuid ?? Buffer.alloc(16));
  const invoice = first("SELECT uuid FROM invoice WHERE kind = 'service' AND open > 0 ORDER BY id");
  const other = first("SELECT uuid FROM invoice WHERE kind = 'service' AND open > 0 ORDER BY id DESC");
  const method = first('SELECT uuid FROM saved_method ORDER BY id');
  const attempt = first('SELECT uuid FROM attempt ORDER BY id');
  const happen = (kind: string, subject: Id, payload: object) =>
    record(book, act(book), () => [{ kind, subject, occurredAt: book.clock.now(), payload }]);
  setRules(book, { days: [2, 4], hour: 7, retriers: { stripe: 'gateway' } });
  happen('charge.begun', invoice, { attempt, method, automatic: true });
  happen('charge.switched', invoice, { method });
  happen('charge.stopped', invoice, { why: 'They pay by cheque' });
  happen('charge.stopped', other, { why: '' });
  happen('charge.resumed', other, {});
}
