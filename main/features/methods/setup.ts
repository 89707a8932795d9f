/** A gateway's page on which a customer saves a method and pays nothing. What comes of it is learnt with the customer's methods. */

import type { z } from 'zod';
import type { Context } from '../../context';
import { givenLabels } from '../../db/gateway-labels';
import { assertReturnPage, returnUrl } from '../../db/return-page';
import { one } from '../../db/sql';
import { OutcomeUnknown } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import { gatewayLabel } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import type { setUpInputSchema, setUpSchema } from './contract';

interface Setups {
  /** Throws Failure gateway-none, passphrase-needed. */
  gateway(key: string): Gateway;
}

/** Throws Failure not-offered, customer-not-there, gateway-*. No money moves by it: the same request gives the same page. */
export async function openSetup(
  { book, healthy }: Context,
  gateways: Setups,
  { request, customer, gateway: key, currency }: z.infer<typeof setUpInputSchema>,
): Promise<z.infer<typeof setUpSchema>> {
  await healthy;
  const gateway = gateways.gateway(key);
  if (!gateway.openSetup) throw new Failure('not-offered', { gateway: gatewayLabel(key, givenLabels(book.db)) || key });
  const link = one<{ external_id: string }>(
    book.db,
    // Its own before that of one that was merged into it.
    `SELECT l.external_id FROM customer s JOIN customer c ON c.id = s.id OR c.merged_into = s.id JOIN customer_link l ON l.customer = c.id
     WHERE s.uuid = ? AND l.gateway = ? ORDER BY c.id <> s.id, l.external_id LIMIT 1`,
    idToBytes(customer),
    key,
  );
  if (!link) throw new Failure('customer-not-there', { gateway: key });
  assertReturnPage(book.db, key);
  const ask = { key: request, customer: link.external_id, currency, returnUrl: returnUrl(book.db) };
  try {
    const { link: page, expiresAt } = await gateway.openSetup(ask);
    return { link: page, expiresAt };
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error.failure : error;
  }
}
