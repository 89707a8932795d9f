/**
 * What clients wrote to a simulated account, so that it can be done to it again after a restart: the account itself is made from
 * its seed, the same each time, and these calls are all that it cannot know. Only calls that change something are kept.
 */

export interface RememberedCall {
  /** UTC milliseconds, by the simulated provider's clock. */
  nowMs: number;
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Of one simulator. */
export interface SimulatorMemory {
  /** Where it listened before, so that links which it gave still lead to it; null: nowhere yet. */
  readonly port: number | null;
  /** In the order in which they came. */
  readonly calls: readonly RememberedCall[];
  /** Called before the call is answered. */
  remember(call: RememberedCall): void;
  listens(port: number): void;
}

/** Headers by which a provider tells who asks, and what it was asked before. */
const kept = ['authorization', 'content-type', 'idempotency-key', 'paypal-request-id', 'prefer', 'x-api-key'];
const alsoKept = ['x-refund-idempotency', 'x-payout-idempotency'];

export function keptHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of [...kept, ...alsoKept]) {
    const value = headers[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}
