/** Whether a payment is being made, and for whom: any screen may ask for the panel, which stands above them all. */
import { useSyncExternalStore } from 'react';
import { createStore } from '../rpc/connection';

export interface Asked {
  opened: boolean;
  /** The customer it begins with; null: one is chosen. */
  customer: string | null;
  /** Rises each time, so that each begins anew. */
  round: number;
}

const asked = createStore<Asked>({ opened: false, customer: null, round: 0 });

export function makePayment(customer: string | null): void {
  const { opened, round } = asked.get();
  if (!opened) asked.set({ opened: true, customer, round: round + 1 });
}

export function closeTaking(): void {
  asked.set({ ...asked.get(), opened: false });
}

export function useAsked(): Asked {
  return useSyncExternalStore(asked.subscribe, asked.get);
}
