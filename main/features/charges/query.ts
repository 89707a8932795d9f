/** Due invoices whose charge failed, each with what would happen next: derived from the book and the rules, at this moment. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import type { ChargeView } from '../../kernel/charge';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import type { FailedCharge, NextTry } from './contract';
import { type Chargeable, type ChargeMethod, chargeable, chargedOf, chargeRules, methodFor, timeOfBook } from './facts';
import { type Charged, type ChargeRules, mayRepeat, nextTry, stopDay } from './schedule';
import { endOf, isForgotten, type TryRow } from './tries';

/** More than a person can work through; the counts are of all that was looked at. */
const MOST_LISTED = 500;
const MOST_LOOKED_AT = 5_000;

export interface FailedInput {
  view: ChargeView;
  now: number;
  today: Day;
}

export interface FailedCharges {
  rows: FailedCharge[];
  counts: Record<ChargeView, number>;
  whole: boolean;
}

const foundSql = `SELECT i.uuid FROM invoice i WHERE i.open > 0 AND i.kind = 'service' AND i.id IN
  (SELECT l.invoice FROM attempt a JOIN payment p ON p.id = a.payment JOIN invoice_payment l ON l.payment = p.uuid WHERE a.kind = 'charge')
  ORDER BY i.due_day, i.id LIMIT ?`;

/** Open invoices of which a charge was asked for, the oldest due day first; most of their charges may be on their way. */
export function chargedInvoices(db: Db, most = Number.MAX_SAFE_INTEGER): Id[] {
  return all<{ uuid: Buffer }>(db, foundSql, most).map(({ uuid }) => idFromBytes(uuid));
}

export const failedCharges = query('charges.list', (db, { view, now, today }: FailedInput): FailedCharges => {
  const rules = chargeRules(db);
  const rows: FailedCharge[] = [];
  const counts = { person: 0, planned: 0, stopped: 0 };
  const charged = chargedInvoices(db, MOST_LOOKED_AT + 1);
  for (const id of charged.slice(0, MOST_LOOKED_AT)) {
    const row = failedCharge(db, id, { rules, now, today });
    if (!row) continue;
    const of = viewOf(row, today);
    counts[of] += 1;
    if (of === view && rows.length < MOST_LISTED) rows.push(row);
  }
  return { rows, counts, whole: charged.length <= MOST_LOOKED_AT };
});

/** A promise that still holds is waited for, whoever would act after it. */
export function viewOf({ stopped, nextAt, attempt, why, promisedDay }: FailedCharge, today: Day): ChargeView {
  if (stopped) return 'stopped';
  if (nextAt !== null || (promisedDay !== null && promisedDay >= today)) return 'planned';
  const asksPerson = attempt.state === 'not-found' || (attempt.state === 'drafted' && why !== 'under-way');
  return why === 'under-way' && !asksPerson ? 'planned' : 'person';
}

interface At {
  rules: ChargeRules;
  now: number;
  today: Day;
}

/** Null: no charge of it failed, or one is on its way. Throws Failure invoice-unknown. */
export function failedCharge(db: Db, id: Id, { rules, now, today }: At): FailedCharge | null {
  const of = chargeable(db, id);
  const last = of.tries.findLast((each) => !isForgotten(each));
  if (!last || of.open === 0 || isOnItsWay(last, of)) return null;
  const automatic = methodFor(of, today);
  const charged = chargedOf(of, automatic, rules);
  const nextOf = (what: Charged): NextTry => {
    const { at: nextAt, why } = nextTry(what, rules, timeOfBook(db), now);
    return { nextAt, why };
  };
  const switchedTo = ({ id: chosen }: ChargeMethod) => {
    const what = { ...of, chosen };
    return nextOf(chargedOf(what, methodFor(what, today), rules));
  };
  const manual = methodFor(of, null);
  const end = endOf(last);
  const shown = (method: ChargeMethod) => methodOf(method, today);
  return {
    ...{ id: of.id, number: of.number, customer: { id: of.customer, name: nameOf(db, of.customer) } },
    payer: of.payer,
    open: { amount: toDecimal(of.open, of.currency), currency: of.currency },
    ...{ dueDay: of.dueDay, promisedDay: of.promisedDay },
    ...{ decline: end === 'paid' ? 'other' : end, code: last.code, words: last.words },
    ...{ tries: of.tries.filter((each) => !isForgotten(each)).length, lastAt: last.at },
    attempt: { id: last.attempt, payment: last.payment, gateway: last.gateway, state: last.state },
    ...{ ...nextOf(charged), stopDay: stopDay(charged, rules), stopped: of.stop },
    resumed: of.stop && nextOf({ ...charged, stopped: false }),
    method: manual ? shown(manual) : null,
    others: of.methods
      .filter((method) => method.id !== manual?.id)
      .map((method) => ({ ...shown(method), next: switchedTo(method) })),
    ...{ refusal: refusalOf(of, manual, rules), link: linkOf(db, of.key), notices: noticesOf(db, of) },
  };
}

/** Paid, or the provider has it in hand. What went back after it had come is not. */
function isOnItsWay({ status, state }: TryRow, { returned }: Chargeable): boolean {
  return (status === 'Completed' && !returned) || (status === 'Pending' && state === 'done');
}

function refusalOf(of: Chargeable, method: ChargeMethod | null, rules: ChargeRules): FailedCharge['refusal'] {
  if (of.underWay) return 'charge-awaits-payment';
  if (!method) return 'charge-no-method';
  return mayRepeat(chargedOf(of, method, rules).tries) === 'never' ? 'charge-not-again' : null;
}

function methodOf({ id, gateway, label, consentOn }: ChargeMethod, today: Day) {
  return { id, gateway, label: label ?? '', consent: consentOn !== null && consentOn <= today };
}

function nameOf(db: Db, customer: Id): string {
  return one<{ name: string | null }>(db, 'SELECT name FROM person WHERE uuid = ?', idToBytes(customer))?.name ?? '';
}

/** Local: what was mailed is no fact of the business. */
function noticesOf(db: Db, { customer, id }: Chargeable): FailedCharge['notices'] {
  const text =
    "SELECT count(*) AS sent, max(ended_at) AS lastAt FROM mail WHERE customer = ? AND invoice = ? AND kind = 'charge-failed' AND state = 'sent'";
  return one<FailedCharge['notices']>(db, text, idToBytes(customer), idToBytes(id)) ?? { sent: 0, lastAt: null };
}

function linkOf(db: Db, invoice: number): string | null {
  const text = `SELECT a.link FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id
    WHERE l.invoice = ? AND a.kind = 'page' AND a.page_state = 'open' AND p.status = 'Pending' ORDER BY a.id DESC LIMIT 1`;
  return one<{ link: string | null }>(db, text, invoice)?.link ?? null;
}
