/** All that is known of one customer: the person, the payers, the gateways' ids, and the balances. */
import { survivorOf } from '../../db/known-customer';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { balanceText, keptParts, noParts } from './balances';
import type { CustomerDetail, PersonFields } from './contract';
import { laterOf } from './due';
import { mergedInto } from './merge-events';
import { currenciesOf, customerRows, knownCustomer } from './query';

/** More payers than a person can look through. */
const MOST_PAYERS = 500;
const MOST_NOTES = 200;

/** Of a customer that was merged, the one that it was merged into. Throws Failure customer-unknown. */
export const customerDetail = query(
  'customers.detail',
  (db, { id, today }: { id: Id; today: Day }): CustomerDetail => detailOf(db, survivorOf(db, id), today),
);

/** Throws Failure customer-unknown. */
export function detailOf(db: Db, id: Id, today: Day): CustomerDetail {
  const uuid = idToBytes(id);
  const known = knownCustomer(db, id, uuid);
  const row = customerRows(db, [known.id], today)[0];
  if (!row) throw new Error(`no row of customer ${id}`);
  const of = keptParts(db, [id]).get(id) ?? new Map();
  const later = laterOf(db, [id], today)(id);
  const { phone, address, language, taxId } = personOf(db, uuid);
  return {
    ...{ row, phone, address, language, taxId },
    externalIds: all<{ gateway: string; external_id: string }>(
      db,
      `SELECT l.gateway, l.external_id FROM customer c JOIN customer_link l ON l.customer = c.id WHERE c.id = ? OR c.merged_into = ?
       ORDER BY gateway, external_id LIMIT 100`,
      known.id,
      known.id,
    ).map((link) => ({ gateway: link.gateway, externalId: link.external_id })),
    payers: payersOf(db, known.id),
    ...deskFacts(db, known.id),
    balances: currenciesOf(db, known.id, of.keys(), 'page').map((currency) =>
      balanceText(currency, of.get(currency) ?? noParts(), later.get(currency)),
    ),
    merged: mergedInto(db, id),
    notes: notesOf(db, known.id),
  };
}

interface PersonRow {
  name: string | null;
  email: string | null;
  phone: string | null;
  address: string | null;
  country: string | null;
  language: string | null;
  tax_id: string | null;
}

/** All null but the address and the name when the data was erased, or never known. */
export function personOf(db: Db, uuid: Uint8Array): PersonFields {
  const row = one<PersonRow>(
    db,
    'SELECT name, email, phone, address, country, language, tax_id FROM person WHERE uuid = ?',
    uuid,
  );
  return personFields(row ?? noPerson);
}

const noPerson: PersonRow = {
  ...{ name: null, email: null, phone: null, address: null },
  ...{ country: null, language: null, tax_id: null },
};

function personFields({ name, email, phone, address, country, language, tax_id: taxId }: PersonRow): PersonFields {
  const lines: unknown = address === null ? [] : JSON.parse(address);
  const told = Array.isArray(lines) ? lines.filter((line): line is string => typeof line === 'string') : [];
  return { name: name ?? '', email, phone, address: told, country, language, taxId };
}

function payersOf(db: Db, customer: number): CustomerDetail['payers'] {
  const rows = all<PersonRow & { uuid: Buffer; payments: number; archived_at: number | null }>(
    db,
    `SELECT y.uuid, y.archived_at, n.name, n.email, n.phone, n.address, n.country, n.language, n.tax_id, coalesce(k.payments, 0) AS payments
     FROM payer y LEFT JOIN person n ON n.uuid = y.uuid
     LEFT JOIN (SELECT payer, count(*) AS payments FROM payment WHERE customer = ? GROUP BY payer) k ON k.payer = y.id
     WHERE y.customer = ? ORDER BY y.id LIMIT ${MOST_PAYERS}`,
    customer,
    customer,
  );
  return rows.map((row) => ({
    id: idFromBytes(row.uuid),
    ...personFields(row),
    payments: row.payments,
    archivedAt: row.archived_at,
  }));
}

function deskFacts(db: Db, customer: number): Pick<CustomerDetail, 'contact' | 'byHand'> {
  const row = one<{ contact: Buffer | null; by_hand: number }>(
    db,
    'SELECT contact, by_hand FROM customer WHERE id = ?',
    customer,
  );
  return { contact: row?.contact ? idFromBytes(row.contact) : null, byHand: row?.by_hand === 1 };
}

function notesOf(db: Db, customer: number): CustomerDetail['notes'] {
  const rows = all<{ uuid: Buffer; at: number; operator: string; text: string | null }>(
    db,
    `SELECT n.uuid, e.occurred_at AS at, r.operator, t.text FROM note n JOIN event e ON e.seq = n.event
     JOIN request r ON r.seq = e.request LEFT JOIN note_text t ON t.uuid = n.uuid
     WHERE n.customer = ? AND n.withdrawn_at IS NULL ORDER BY n.id DESC LIMIT ${MOST_NOTES}`,
    customer,
  );
  return rows.map(({ uuid, ...note }) => ({ id: idFromBytes(uuid), ...note }));
}
