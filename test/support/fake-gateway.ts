/** A gateway that tests hold in their hands: it tells the pages it is given, when it is let. */
import type { Gateway } from '../../main/gateways/gateway';
import type { PulledPage, PulledPayment } from '../../main/gateways/pulled';
import type { Failure } from '../../main/kernel/failure';
import { page } from './told';

type Step = PulledPage | Failure | (() => Promise<void>);

export class FakeGateway implements Gateway {
  readonly provider = 'stripe';
  /** What each pull does, in order: a page is told, a failure is thrown, a wait is waited for. Then it tells nothing. */
  pulls: Step[][] = [];
  /** The cursor of each pull that was begun. */
  readonly begun: (string | null)[] = [];
  readonly asked: string[] = [];
  present = new Map<string, PulledPayment>();
  checkFailure: Failure | null = null;

  async identify() {
    return { account: 'acct_1', name: 'Test', environment: 'sandbox' as const };
  }

  async *pull(cursor: string | null, signal?: AbortSignal): AsyncGenerator<PulledPage> {
    this.begun.push(cursor);
    for (const step of this.pulls.shift() ?? []) {
      if (signal?.aborted) return;
      if (typeof step === 'function') await step();
      else if (step instanceof Error) throw step;
      else yield step;
    }
  }

  async fetchPayment(externalId: string) {
    this.asked.push(externalId);
    if (this.checkFailure) throw this.checkFailure;
    const found = this.present.get(externalId);
    return page({ payments: found ? [found] : [], parked: found ? [] : [{ kind: 'payment', externalId, why: 'odd' }] });
  }
}

/** A wait that its test ends. */
export function gate(): { wait: () => Promise<void>; open: () => void } {
  let open = () => {};
  const waiting = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait: () => waiting, open };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
