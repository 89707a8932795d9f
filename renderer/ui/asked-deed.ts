/** A deed that somebody asked for elsewhere, by its words: the screen that has it begins it as soon as it stands there. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createStore } from '../rpc/connection';

export type DeedName =
  | 'adjust'
  | 'figures'
  | 'import-customers'
  | 'import-invoices'
  | 'import-payments'
  | 'import-purchases'
  | 'lock'
  | 'mail'
  | 'merge'
  | 'new-customer'
  | 'new-invoice'
  | 'new-vouchers'
  | 'own-secrets'
  | 'purchase'
  | 'statement'
  | 'switch-operator'
  | 'undo';

/** What no screen began by then was asked of one that cannot be drawn: it must not begin when somebody comes there later. */
const WAITS_MS = 5000;

const asked = createStore<DeedName | null>(null);
let giveUp: ReturnType<typeof setTimeout> | undefined;

export function askDeed(name: DeedName): void {
  clearTimeout(giveUp);
  asked.set(name);
  giveUp = setTimeout(() => asked.set(null), WAITS_MS);
}

/** `act` begins once each time that it is asked for; null: it cannot be begun here now. */
export function useAskedDeed(name: DeedName, act: (() => void) | null): void {
  const isAsked = useSyncExternalStore(asked.subscribe, asked.get) === name;
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    if (!isAsked) return;
    asked.set(null);
    newest.current?.();
  }, [isAsked]);
}
