/** The ways as they stand: none of them moves from under the pointer because a gateway tells of another. */
import { useEffect, useState } from 'react';
import { inPlace } from './in-place';
import type { Way } from './plan';

/** Gateways usually answer sooner. Who must not wait for one that does not can choose after so long. */
const WAITED_FOR_MS = 1_000;

interface Stood {
  whose: string;
  keys: readonly string[];
}

/** `known`: no other way comes any more. `open`: they can be chosen from; it stays so for the one payer whose ways they are. */
export function useStandingWays(ways: readonly Way[] | null, known: boolean, whose: string) {
  const [stood, setStood] = useState<Stood | null>(null);
  const standing = stood?.whose === whose ? stood.keys : null;
  const isOpen = standing !== null;
  useEffect(() => {
    if (isOpen || ways === null) return;
    const timer = setTimeout(() => setStood({ whose, keys: ways.map(({ key }) => key) }), known ? 0 : WAITED_FOR_MS);
    return () => clearTimeout(timer);
  }, [isOpen, ways, known, whose]);
  return { standing: ways && inPlace(ways, standing), open: isOpen || known };
}
