/** What Razorpay keeps of a customer's methods: tokens. */
import { OutcomeUnknown, type PulledMethod } from '../ask';
import { idPart, type Line, refusalOf } from './client';
import { mapToken } from './map-method';

/** Those that may be charged without their owner, or may become so. */
export async function listMethods(line: Line, customer: string): Promise<readonly PulledMethod[]> {
  const rows = await line.rows('saved methods', `/customers/${idPart(customer)}/tokens`);
  return rows.map((raw) => mapToken(raw).row).filter((row) => row !== null);
}

/** One that is gone already counts as removed. */
export async function removeMethod(line: Line, customer: string, token: string): Promise<void> {
  const path = `/customers/${idPart(customer)}/tokens/${idPart(token)}`;
  try {
    const answer = await line.ask({ method: 'DELETE', path, what: 'saved methods' }, 'freely');
    const refusal = refusalOf(answer);
    if (refusal && !/does not exist/i.test(refusal.description)) throw line.failureOf(refusal);
  } catch (error) {
    // To remove it twice does no harm.
    throw error instanceof OutcomeUnknown ? error.failure : error;
  }
}
