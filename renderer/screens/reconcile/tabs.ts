/** The parts of reconciling, one line each: they share this screen's head, and each is drawn by a component of its own. */
import { type ComponentType, lazy } from 'react';
import type { PlainKey } from '../../locales/say';
import type { Place } from '../../navigation';

export interface PartProps {
  place: Place;
}

export interface Part {
  value: string;
  label: PlainKey;
  /** What of it waits for a person stands beside the name. */
  count?: 'lines' | 'exceptions' | 'receipts' | 'claims';
  component: ComponentType<PartProps>;
}

export const parts: readonly Part[] = [
  {
    value: 'todo',
    label: 'bench.tab',
    count: 'lines',
    component: lazy(async () => ({ default: (await import('./bench/bench-part')).BenchPart })),
  },
  {
    value: 'exceptions',
    label: 'exceptions.title',
    count: 'exceptions',
    component: lazy(async () => ({ default: (await import('./exceptions/exceptions')).Exceptions })),
  },
  {
    value: 'receipts',
    label: 'receipts.title',
    count: 'receipts',
    component: lazy(async () => ({ default: (await import('./exceptions/receipts')).Receipts })),
  },
  {
    value: 'claims',
    label: 'claims.title',
    count: 'claims',
    component: lazy(async () => ({ default: (await import('./exceptions/claims')).Claims })),
  },
  {
    value: 'lines',
    label: 'reconcile.lines',
    component: lazy(async () => ({ default: (await import('./lines/bank-lines')).BankLines })),
  },
  {
    value: 'statements',
    label: 'reconcile.statements',
    component: lazy(async () => ({ default: (await import('./statements/statements')).Statements })),
  },
  {
    value: 'reports',
    label: 'report.tab',
    component: lazy(async () => ({ default: (await import('./statements/reports')).Reports })),
  },
  {
    value: 'accounts',
    label: 'reconcile.accounts',
    component: lazy(async () => ({ default: (await import('./statements/bank-accounts')).BankAccounts })),
  },
  {
    value: 'rules',
    label: 'rules.title',
    component: lazy(async () => ({ default: (await import('./rules/rules')).Rules })),
  },
];
