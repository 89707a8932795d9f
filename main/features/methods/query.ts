/** Reading saved methods, in the order in which they are listed. A provider's token is never read for a screen. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Method } from '../../kernel/payment';
import type { SavedMethodStatus } from '../../kernel/saved-method';
import type { Day } from '../../kernel/time';
import type { SavedMethod } from './contract';
import { expiryOf } from './expiry';

/** More than a person can look through. */
const MOST_LISTED = 500;

interface Row {
  uuid: Buffer;
  payer: Buffer | null;
  gateway: string;
  method: Method;
  name: string | null;
  brand: string | null;
  last4: string | null;
  expires: string | null;
  status: SavedMethodStatus;
  provider_status: string;
  nickname: string | null;
  is_primary: 0 | 1;
  consent_on: string | null;
  consent_terms: string | null;
  details_by: string | null;
  details_at: number | null;
  details_note: string | null;
  address_by: string | null;
  address_at: number | null;
  address_note: string | null;
  saved_at: number;
}

const rowSql = `SELECT m.uuid, y.uuid AS payer, m.gateway, m.method, n.name, m.brand, m.last4, m.expires, m.status, m.provider_status, m.nickname,
  m.is_primary, m.consent_on, m.consent_terms, m.details_by, m.details_at, m.details_note, m.address_by, m.address_at, m.address_note, m.saved_at
  FROM customer c JOIN saved_method m ON m.customer = c.id LEFT JOIN payer y ON y.id = m.payer LEFT JOIN person n ON n.uuid = m.uuid
  WHERE c.uuid = ? AND m.removed_at IS NULL`;
const listed = `ORDER BY m.payer, m.is_primary DESC, m.status = 'Failed', m.id LIMIT ${MOST_LISTED}`;

export interface MethodsInput {
  customer: string;
  /** Null: the customer's own; left out: everybody's. */
  payer?: string | null | undefined;
  today: Day;
}

export const savedMethods = query('methods.list', (db, { customer, payer, today }: MethodsInput): SavedMethod[] => {
  const of = idToBytes(customer);
  if (payer === undefined) return all<Row>(db, `${rowSql} ${listed}`, of).map((row) => methodOf(row, today));
  const only = payer === null ? null : idToBytes(payer);
  return all<Row>(db, `${rowSql} AND y.uuid IS ? ${listed}`, of, only).map((row) => methodOf(row, today));
});

function methodOf(row: Row, today: Day): SavedMethod {
  const { gateway, method, brand, last4, expires, status, nickname } = row;
  return {
    id: idFromBytes(row.uuid),
    payer: row.payer ? idFromBytes(row.payer) : null,
    ...{ gateway, method, brand, last4, expires, status, nickname },
    label: row.name ?? labelOf(brand, last4) ?? '',
    expiry: expiryOf(expires, today),
    providerStatus: row.provider_status,
    primary: row.is_primary === 1,
    consent: row.consent_on === null ? null : { on: row.consent_on, terms: row.consent_terms ?? '' },
    verified: {
      details: markOf(row.details_by, row.details_at, row.details_note),
      address: markOf(row.address_by, row.address_at, row.address_note),
    },
    savedAt: row.saved_at,
  };
}

/** What is not a person's data of a method's name. Null when the provider told neither. */
function labelOf(brand: string | null, last4: string | null): string | null {
  if (last4 === null) return brand;
  return brand === null ? `···· ${last4}` : `${brand} ···· ${last4}`;
}

function markOf(by: string | null, at: number | null, note: string | null) {
  return by === null || at === null ? null : { by, at, note };
}

/** One that is there, for those who change it. */
export interface HeldMethod {
  customer: Id;
  gateway: string;
  owner: string | null;
  token: string | null;
  status: SavedMethodStatus;
  isPrimary: boolean;
  /** Which becomes primary when it goes: the next one listed. Null where it is not primary, or the only one. */
  next: Id | null;
  /** Charges of it in the outbox that may still be done. */
  underWay: number;
}

const heldSql = `SELECT c.uuid AS customer, m.gateway, m.owner, m.token, m.status, m.is_primary,
  (SELECT x.uuid FROM saved_method x WHERE x.customer = m.customer AND x.payer IS m.payer AND x.id <> m.id AND x.removed_at IS NULL
     AND x.status <> 'Failed' ORDER BY x.id LIMIT 1) AS next,
  (SELECT count(*) FROM attempt a WHERE a.gateway = m.gateway AND a.method = m.token AND a.state NOT IN ('done', 'dropped')) AS under_way
  FROM saved_method m JOIN customer c ON c.id = m.customer WHERE m.uuid = ? AND m.removed_at IS NULL`;

/** Throws Failure saved-method-unknown. */
export function heldMethod(db: Db, id: string): HeldMethod {
  const row = one<{
    customer: Buffer;
    gateway: string;
    owner: string | null;
    token: string | null;
    status: SavedMethodStatus;
    is_primary: 0 | 1;
    next: Buffer | null;
    under_way: number;
  }>(db, heldSql, idToBytes(id));
  if (!row) throw new Failure('saved-method-unknown', { id });
  const isPrimary = row.is_primary === 1;
  return {
    customer: idFromBytes(row.customer),
    ...{ gateway: row.gateway, owner: row.owner, token: row.token, status: row.status, isPrimary },
    next: isPrimary && row.next ? idFromBytes(row.next) : null,
    underWay: row.under_way,
  };
}
