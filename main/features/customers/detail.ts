/** All that is known of one customer: the person, the payers, the gateways' ids, and the balances. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { balanceText, keptParts, noParts } from './balances';
import type { CustomerDetail } from './contract';
import { currenciesOf, customerRows, knownCustomer } from './query';

/** More payers than a person can look through. */
const MOST_PAYERS = 500;

/** Throws Failure customer-unknown. */
export const customerDetail = query('customers.detail', (db, id: Id): CustomerDetail => {
  const uuid = idToBytes(id);
  const known = knownCustomer(db, id, uuid);
  const row = customerRows(db, [known.id])[0];
  if (!row) throw new Error(`no row of customer ${id}`);
  const of = keptParts(db, [id]).get(id) ?? new Map();
  return {
    row,
    ...personOf(db, uuid),
    externalIds: all<{ gateway: string; external_id: string }>(
      db,
      'SELECT gateway, external_id FROM customer_link WHERE customer = ? ORDER BY gateway, external_id LIMIT 100',
      known.id,
    ).map((link) => ({ gateway: link.gateway, externalId: link.external_id })),
    payers: payersOf(db, known.id),
    balances: currenciesOf(db, known.id, of.keys(), 'page').map((currency) =>
      balanceText(currency, of.get(currency) ?? noParts()),
    ),
  };
});

function personOf(db: Db, uuid: Uint8Array): Pick<CustomerDetail, 'phone' | 'address' | 'language'> {
  const row = one<{ phone: string | null; address: string; language: string | null }>(
    db,
    'SELECT phone, address, language FROM person WHERE uuid = ?',
    uuid,
  );
  const lines: unknown = row ? JSON.parse(row.address) : [];
  const address = Array.isArray(lines) ? lines.filter((line): line is string => typeof line === 'string') : [];
  return { phone: row?.phone ?? null, address, language: row?.language ?? null };
}

function payersOf(db: Db, customer: number): CustomerDetail['payers'] {
  const rows = all<{ uuid: Buffer; name: string | null; email: string | null; payments: number }>(
    db,
    `SELECT y.uuid, n.name, n.email, coalesce(k.payments, 0) AS payments FROM payer y LEFT JOIN person n ON n.uuid = y.uuid
     LEFT JOIN (SELECT payer, count(*) AS payments FROM payment WHERE customer = ? GROUP BY payer) k ON k.payer = y.id
     WHERE y.customer = ? ORDER BY y.id LIMIT ${MOST_PAYERS}`,
    customer,
    customer,
  );
  return rows.map((row) => ({
    id: idFromBytes(row.uuid),
    name: row.name ?? '',
    email: row.email,
    payments: row.payments,
  }));
}
