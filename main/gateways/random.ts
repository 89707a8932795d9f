/** A small generator of pseudo-random numbers (sfc32): the same seed gives the same account, ids included. Not for secrets. */

export type Random = () => number;

/** Gives whole numbers from 0 to 2^32 - 1. The seed is any text. */
export function randomFrom(seed: string): Random {
  let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  let counter = 1;
  for (let i = 0; i < seed.length; i++) {
    a = Math.imul(a ^ seed.charCodeAt(i), 0x85ebca6b);
    b = Math.imul(b + a, 0xc2b2ae35) ^ (a >>> 13);
    c = (c ^ b) + i;
  }
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + (random() % (high - low + 1));
}

export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[random() % choices.length];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids as Stripe forms them: a head and 24 letters and digits. */
export function idStream(random: Random): (head: string) => string {
  return (head) => {
    let id = `${head}_`;
    for (let i = 0; i < 6; i++) {
      let draw = random();
      for (let j = 0; j < 4; j++) {
        id += letters[draw % 62];
        draw = Math.floor(draw / 62);
      }
    }
    return id;
  };
}
