/** Chance that can be had again: every randomised test prints its seed and takes it back from COUNTERFOIL_SEED. */

/** The seed of this run: COUNTERFOIL_SEED when it is given, else a new one. */
export function runSeed(): number {
  const given = process.env.COUNTERFOIL_SEED;
  if (given === undefined || given === '') return Math.floor(Math.random() * 0x7fffffff);
  if (!/^\d{1,10}$/.test(given)) throw new Error('COUNTERFOIL_SEED is a whole number');
  return Number(given);
}

/** How many were asked for by this variable; null: it is not set. */
export function runCount(name: string): number | null {
  const given = process.env[name];
  if (given === undefined || given === '') return null;
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new Error(`${name} is a whole number above zero`);
  return Number(given);
}

/** True in the long run, which a release gets: more of the same. */
export const isLongRun = process.env.COUNTERFOIL_LONG === '1';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from 0 up to `below`. */
export function pick(next: () => number, below: number): number {
  return Math.floor(next() * below);
}

/** A new order of the same items. */
export function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  const order = [...items];
  for (let n = order.length - 1; n > 0; n--) {
    const other = pick(next, n + 1);
    const [a, b] = [order[n], order[other]];
    if (a === undefined || b === undefined) continue;
    order[n] = b;
    order[other] = a;
  }
  return order;
}

/** Bytes for ids that are the same in every run. */
export function seededBytes(seed: number): (bytes: Uint8Array) => void {
  const next = chance(seed);
  return (bytes) => {
    for (let n = 0; n < bytes.length; n++) bytes[n] = pick(next, 256);
  };
}
