/** Whether a payment is being made, and for whom: any screen may ask for the panel, which stands above them all. */
import { useSyncExternalStore } from 'react';
import { createStore } from '../rpc/connection';
import type { AskedInvoice } from './plan';

export interface Asked {
  opened: boolean;
  /** The customer it begins with; null: one is chosen. */
  customer: string | null;
  /** The invoice that it is for. */
  invoice: AskedInvoice | null;
  /** The way that it begins with; null: the first that there is. */
  way: 'voucher' | null;
  /** Rises each time, so that each begins anew. */
  round: number;
}

const asked = createStore<Asked>({ opened: false, customer: null, invoice: null, way: null, round: 0 });

/** What stands open on a screen, for which the key for a payment is meant. */
let offered: { customer: string; invoice: AskedInvoice } | null = null;

export function offerInvoice(next: { customer: string; invoice: AskedInvoice } | null): void {
  offered = next;
}

export function makePayment(customer: string | null, invoice: AskedInvoice | null = null): void {
  if (customer === null && invoice === null && offered) {
    makePayment(offered.customer, offered.invoice);
    return;
  }
  const { opened, round } = asked.get();
  if (!opened) asked.set({ opened: true, customer, invoice, way: null, round: round + 1 });
}

/** The same panel, at its way for a voucher. */
export function redeemVoucher(customer: string | null): void {
  const { opened, round } = asked.get();
  if (!opened) asked.set({ opened: true, customer, invoice: null, way: 'voucher', round: round + 1 });
}

export function closeTaking(): void {
  asked.set({ ...asked.get(), opened: false });
}

export function useAsked(): Asked {
  return useSyncExternalStore(asked.subscribe, asked.get);
}
