/** A provider may keep one card under several tokens, Paystack under one for each charge: what it calls the same is one method. */
import type { PulledMethod } from '../../gateways/ask';

/** What one provider's customer has there. */
export interface Told {
  owner: string;
  methods: readonly PulledMethod[];
}

export interface Instrument {
  owner: string;
  /** The one that is charged. */
  method: PulledMethod;
  /** Every token of it, that one's too. */
  tokens: ReadonlySet<string>;
}

interface Listed {
  owner: string;
  method: PulledMethod;
  /** Where it stood in what was told. */
  at: number;
}

const ranks = { confirmed: 2, pending: 1, failed: 0 } as const;

/**
 * In the order in which they were first saved. `held`: the tokens that the book has. Of one card the newest that can be charged is
 * taken; where the provider tells no dates the one that expires last, then the one that the book has already, then the last listed.
 */
export function instrumentsOf(told: readonly Told[], held: ReadonlySet<string>): Instrument[] {
  const groups = new Map<string, Listed[]>();
  const seen = new Set<string>();
  let at = 0;
  for (const { owner, methods } of told) {
    for (const method of oldestFirst(methods)) {
      if (seen.has(method.token)) continue;
      seen.add(method.token);
      const key = method.instrument ? `is ${method.instrument}` : `token ${method.token}`;
      const group = groups.get(key) ?? [];
      group.push({ owner, method, at: at++ });
      groups.set(key, group);
    }
  }
  return [...groups.values()].map((group) => {
    const taken = group.reduce((best, one) => (newerFirst(one, best, held) < 0 ? one : best));
    return { ...taken, tokens: new Set(group.map(({ method }) => method.token)) };
  });
}

/** Providers list the newest first; a payer's first is the one that was saved first. */
function oldestFirst(methods: readonly PulledMethod[]): PulledMethod[] {
  return [...methods].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
}

function newerFirst(a: Listed, b: Listed, held: ReadonlySet<string>): number {
  const isHeld = ({ method }: Listed) => (held.has(method.token) ? 1 : 0);
  return (
    ranks[b.method.status] - ranks[a.method.status] ||
    (b.method.createdAt ?? 0) - (a.method.createdAt ?? 0) ||
    (b.method.expires ?? '').localeCompare(a.method.expires ?? '') ||
    isHeld(b) - isHeld(a) ||
    b.at - a.at
  );
}
