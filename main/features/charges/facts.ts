/** An invoice as its charging sees it: what was tried, what a person decided, and with what it would be charged next. */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Method } from '../../kernel/payment';
import { hoursIn, readDay } from '../../kernel/time';
import { chargeRulesSet } from './events';
import { type Charged, type ChargeRules, type TimeOf, type Try, usualRules } from './schedule';
import { endOf, isForgotten, isWith, type TryRow, triesOf } from './tries';

export interface Chargeable {
  id: Id;
  key: number;
  number: string;
  customer: Id;
  payer: Id | null;
  currency: string;
  /** Minor units. */
  open: number;
  dueDay: string;
  promisedDay: string | null;
  stop: { at: number; by: string; why: string } | null;
  returned: boolean;
  /** A payment for it is Pending. */
  underWay: boolean;
  tries: TryRow[];
  methods: ChargeMethod[];
  /** Chosen by a person. */
  chosen: Id | null;
}

/** A saved method that can be charged. */
export interface ChargeMethod {
  id: Id;
  gateway: string;
  token: string;
  method: Method;
  label: string | null;
  /** The day from which on the payer consents to automatic charges. */
  consentOn: string | null;
}

interface Row {
  id: number;
  uuid: Buffer;
  number: string;
  customer: Buffer;
  customer_key: number;
  payer: Buffer | null;
  payer_key: number | null;
  currency: string;
  open: number;
  due_day: string;
  promised_day: string | null;
  chosen: Buffer | null;
  stopped_at: number | null;
  stopped_by: string | null;
  stop_why: string | null;
  returned: 0 | 1;
  under_way: 0 | 1;
}

const rowSql = `SELECT i.id, i.uuid, i.number, c.uuid AS customer, c.id AS customer_key, y.uuid AS payer, y.id AS payer_key, i.currency, i.open,
  i.due_day, i.promised_day, k.method AS chosen, k.stopped_at, k.stopped_by, k.stop_why,
  EXISTS (SELECT 1 FROM invoice_application w LEFT JOIN payment r ON r.uuid = w.payment WHERE w.invoice = i.id AND w.returned > 0
    AND NOT (r.gateway = 'bank-transfer' AND r.status <> 'Completed')) AS returned,
  EXISTS (SELECT 1 FROM invoice_payment l JOIN payment p ON p.uuid = l.payment WHERE l.invoice = i.id AND p.status = 'Pending') AS under_way
  FROM invoice i JOIN customer c ON c.id = i.customer LEFT JOIN payer y ON y.id = i.payer LEFT JOIN charge_plan k ON k.invoice = i.id`;

/** Only a service invoice that was issued. Throws Failure invoice-unknown. */
export function chargeable(db: Db, id: string): Chargeable {
  const text = `${rowSql} WHERE i.uuid = ? AND i.kind = 'service' AND i.number IS NOT NULL`;
  const row = one<Row>(db, text, idToBytes(id));
  if (!row) throw new Failure('invoice-unknown', { id });
  return chargeableOf(db, row);
}

function chargeableOf(db: Db, row: Row): Chargeable {
  const { number, currency, open, due_day: dueDay, promised_day: promisedDay, stopped_at: at } = row;
  return {
    ...{ id: idFromBytes(row.uuid), key: row.id, number, customer: idFromBytes(row.customer), currency, open, dueDay },
    ...{ promisedDay, payer: row.payer ? idFromBytes(row.payer) : null },
    stop: at === null ? null : { at, by: row.stopped_by ?? '', why: row.stop_why ?? '' },
    ...{ returned: row.returned === 1, underWay: row.under_way === 1 },
    tries: triesOf(db, row.id),
    methods: methodsOf(db, row.customer_key, row.payer_key),
    chosen: row.chosen ? idFromBytes(row.chosen) : null,
  };
}

/**
 * The primary first. Another payer's never; an invoice that names none, as one from a file, is for the customer itself, and for its
 * payer where there is only one.
 */
function methodsOf(db: Db, customer: number, payer: number | null): ChargeMethod[] {
  return all<{
    uuid: Buffer;
    gateway: string;
    token: string;
    method: Method;
    brand: string | null;
    last4: string | null;
    consent_on: string | null;
  }>(
    db,
    `SELECT uuid, gateway, token, method, brand, last4, consent_on FROM saved_method
     WHERE customer = ? AND (payer IS ? OR (? IS NULL AND (SELECT count(*) FROM payer y WHERE y.customer = saved_method.customer) = 1))
       AND removed_at IS NULL AND status = 'Confirmed' AND token IS NOT NULL ORDER BY is_primary DESC, id LIMIT 50`,
    customer,
    payer,
    payer,
  ).map(({ uuid, gateway, token, method, brand, last4, consent_on: consentOn }) => ({
    ...{ id: idFromBytes(uuid), gateway, token, method, consentOn },
    label: last4 === null ? brand : `${brand ?? ''} ···· ${last4}`.trim(),
  }));
}

/**
 * What would be charged: what a person chose, else what was tried last, else the first. `today`: only what the payer consents to
 * being charged without them; null: an operator charges it.
 */
export function methodFor(of: Chargeable, today: string | null): ChargeMethod | null {
  const usable = of.methods.filter(({ consentOn }) => today === null || (consentOn !== null && consentOn <= today));
  if (of.chosen) return usable.find(({ id }) => id === of.chosen) ?? null;
  const last = of.tries.at(-1);
  // What was tried last and cannot be any more is not silently replaced by another card of the payer's.
  return (last ? usable.find((each) => isWith(last, each)) : usable[0]) ?? null;
}

/** As the schedule sees it, with the method that would be charged. */
export function chargedOf(of: Chargeable, method: ChargeMethod | null, rules: ChargeRules): Charged {
  const tries = of.tries
    .filter((each) => !isForgotten(each))
    .map((each): Try => {
      return { at: each.at, endedAt: each.endedAt ?? each.at, end: endOf(each), sameMethod: isWith(each, method) };
    });
  const promised = of.promisedDay === null ? null : readDay(of.promisedDay);
  const dueDay = readDay(of.dueDay);
  if (dueDay === null) throw new Error(`invoice ${of.number} has no due day`);
  return {
    ...{
      dueDay,
      promisedDay: promised,
      stopped: of.stop !== null,
      returned: of.returned,
      underWay: of.underWay,
      tries,
    },
    method: method ? { retrier: rules.retriers[method.gateway] ?? 'counterfoil' } : null,
  };
}

const rulesText = z.string().transform((text): unknown => JSON.parse(text));

export function chargeRules(db: Db): ChargeRules {
  const row = one<{ automatic: 0 | 1; hour: number; days: string; stop_days: number; retriers: string }>(
    db,
    'SELECT automatic, hour, days, stop_days, retriers FROM charge_setting',
  );
  if (!row) return usualRules;
  return chargeRulesSet.schema.parse({
    ...{ automatic: row.automatic === 1, hour: row.hour, stopDays: row.stop_days },
    days: rulesText.parse(row.days),
    retriers: rulesText.parse(row.retriers),
  });
}

const known = new WeakMap<Db, TimeOf>();

/** When an hour of a day is, in the book's time zone. */
export function timeOfBook(db: Db): TimeOf {
  const before = known.get(db);
  if (before) return before;
  const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const made = hoursIn(zone);
  known.set(db, made);
  return made;
}
