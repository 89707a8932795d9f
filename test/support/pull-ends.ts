/** How every pull begins and ends: only from a cursor of its own, and quietly where it is told to stop. */
import { expect } from 'vitest';
import type { Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import { Pulled, pullInto } from './simulator';

interface Opened {
  gateway: Gateway;
  requests: readonly SimulatedRequest[];
  simulator: { setFaults(faults: Faults | null): void };
}

const strange = ['', '{}', 'null', '{"version":2}', '[1', `{"version":1,"x":"${'y'.repeat(9000)}"}`];

/** Nothing is asked of the provider for a cursor that this program did not write. */
export async function expectStrangeCursorsRefused({ gateway, requests }: Opened): Promise<void> {
  for (const cursor of strange) {
    const into = Object.assign(new Pulled(), { cursor });
    await expect(pullInto(gateway, into), cursor.slice(0, 20)).rejects.toMatchObject({ code: 'cursor-invalid' });
  }
  expect(requests).toEqual([]);
}

/** The account must hold payments on more than one page. */
export async function expectQuietStops({ gateway, simulator }: Opened): Promise<void> {
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const page of gateway.pull(null, stop.signal)) {
    seen.push(page.phase);
    if (page.phase === 'payments') stop.abort();
  }
  expect(seen.at(-1)).toBe('payments');
  simulator.setFaults(() => ({ kind: 'silence' }));
  const late = new AbortController();
  setTimeout(() => late.abort(), 30);
  for await (const page of gateway.pull(null, late.signal)) throw new Error(`unexpected page: ${page.phase}`);
}
