/** `expand[]`: puts whole objects in the place of their ids, as deep as Stripe goes. */
import { StripeProblem } from './problem';
import type { Kind, Store } from './store';

const MAX_DEPTH = 4;

const references: Readonly<Record<Kind, Readonly<Record<string, Kind | 'source'>>>> = {
  customer: {},
  payment_intent: { latest_charge: 'charge', customer: 'customer' },
  charge: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
  },
  refund: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    charge: 'charge',
    payment_intent: 'payment_intent',
    customer: 'customer',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  payout: { balance_transaction: 'balance_transaction', failure_balance_transaction: 'balance_transaction' },
  balance_transaction: { source: 'source' },
  event: {},
  payment_method: { customer: 'customer' },
  'checkout.session': { payment_intent: 'payment_intent', customer: 'customer' },
};

const kindOfPrefix: Readonly<Record<string, Kind>> = {
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  du: 'dispute',
  po: 'payout',
};

type Tree = Map<string, Tree>;

/** Takes paths as a request gives them; `prefix` is `data` for lists. Throws StripeProblem for what cannot be expanded. */
export function readExpansions(kind: Kind, paths: readonly string[], prefix: 'data' | null): Tree {
  const tree: Tree = new Map();
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAX_DEPTH) {
      const message = `You cannot expand more than ${MAX_DEPTH} levels of a property. (${path.slice(0, 100)})`;
      throw new StripeProblem(400, { message });
    }
    if (prefix && steps.shift() !== prefix) throw cannotExpand(path);
    let branch = tree;
    let at: Kind | undefined = kind;
    for (const step of steps) {
      const target: Kind | 'source' | undefined = at && references[at][step];
      if (at && !target) throw cannotExpand(path);
      at = target === 'source' ? undefined : target;
      const next = branch.get(step) ?? new Map();
      branch.set(step, next);
      branch = next;
    }
  }
  return tree;
}

function cannotExpand(path: string): StripeProblem {
  return new StripeProblem(400, { message: `This property cannot be expanded (${path.slice(0, 100)}).` });
}

/** Gives the object itself when nothing is to be expanded. */
export function expand(store: Store, kind: Kind, object: object, tree: Tree): object {
  if (tree.size === 0) return object;
  const copy: Record<string, unknown> = { ...object };
  for (const [field, below] of tree) {
    const id = copy[field];
    const target = references[kind][field];
    if (typeof id !== 'string' || !target) continue;
    const targetKind = target === 'source' ? kindOfPrefix[id.slice(0, id.indexOf('_'))] : target;
    const found = targetKind && store.get(targetKind, id);
    if (targetKind && found) copy[field] = expand(store, targetKind, found, below);
  }
  return copy;
}
