/**
 * Codes of vouchers: 32 signs without look-alikes (0–9 and A–Z but I, L, O, U), the last of which checks the others, so that a
 * mistyped code is told from one that was never issued. A pattern says how many there are and how they are set apart.
 */

export const codeSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const digits = codeSigns.slice(0, 10);
const letters = codeSigns.slice(10);

/** Up to here every swap of two signs is noticed, not only of neighbours. */
const MOST_SIGNS = 31;
const LEAST_SIGNS = 8;
/** A guess may hit any voucher of a batch once in so many powers of two: a billion. */
const LEAST_BITS = 30;

/** Times x in GF(32), whose polynomial is x^5 + x^2 + 1. */
function timesX(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

/** The signs weighted by powers of x: one wrong sign, or two that changed places, never come to the same. */
function checkValue(plain: string): number {
  let rest = 0;
  for (const sign of plain) rest = timesX(rest) ^ codeSigns.indexOf(sign);
  return timesX(rest);
}

/** The sign that completes these. Throws RangeError for what are no signs of a code. */
export function checkSign(plain: string): string {
  if (!isPlain(plain)) throw new RangeError('not signs of a code');
  return codeSigns.charAt(checkValue(plain));
}

const isPlain = (text: string) => [...text].every((sign) => codeSigns.includes(sign));

/** A code as people type it (small letters, blanks, dashes, O for 0, I and L for 1), plain; null for a mistyped one. */
export function readCode(text: string): string | null {
  const plain = text
    .slice(0, 200)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length < LEAST_SIGNS || plain.length > MOST_SIGNS || !isPlain(plain)) return null;
  return checkSign(plain.slice(0, -1)) === plain.at(-1) ? plain : null;
}

/** `{4}-{4}-{4}`, `AAAA-9999-AAAA`: A is a letter, 9 a digit, * either, {n} that many of either. */
export const USUAL_PATTERN = '{4}-{4}-{4}';

/** Which signs may stand where. Null for what is no pattern. */
function placesOf(pattern: string): string[] | null {
  if (pattern.length > 60 || !/^(?:[A9*]|\{\d{1,2}\}|-(?!-|$))+$/.test(pattern) || pattern.startsWith('-')) return null;
  const places: string[] = [];
  for (const [part, count] of pattern.matchAll(/\{(\d+)\}|[A9*]/g)) {
    const signs = part === 'A' ? letters : part === '9' ? digits : codeSigns;
    for (let n = count === undefined ? 1 : Number.parseInt(count, 10); n > 0; n--) places.push(signs);
  }
  return places.length < LEAST_SIGNS || places.length > MOST_SIGNS ? null : places;
}

export type PatternProblem = 'not-a-pattern' | 'too-easy';

/** Null for a pattern in which `count` codes cannot be guessed. */
export function patternProblem(pattern: string, count: number): PatternProblem | null {
  const places = placesOf(pattern);
  if (!places) return 'not-a-pattern';
  const bits = places.slice(0, -1).reduce((sum, signs) => sum + Math.log2(signs.length), 0);
  return bits - Math.log2(Math.max(1, count)) < LEAST_BITS ? 'too-easy' : null;
}

/** Fills the bytes with chance; the system's own where codes are issued. */
export type Chance = (bytes: Uint8Array<ArrayBuffer>) => void;

/** A new code, plain, every one as likely as the next. Throws RangeError for what is no pattern. */
export function newCode(pattern: string, chance: Chance): string {
  const places = placesOf(pattern);
  if (!places) throw new RangeError(`not a pattern: ${JSON.stringify(pattern)}`);
  const last = places.at(-1) ?? codeSigns;
  for (;;) {
    let plain = '';
    for (const signs of places.slice(0, -1)) plain += oneOf(signs, chance);
    const check = checkSign(plain);
    // The pattern may want a digit there: then another code is tried.
    if (last.includes(check)) return plain + check;
  }
}

function oneOf(signs: string, chance: Chance): string {
  const byte = new Uint8Array(1);
  // Above the last whole multiple some signs would come more often than others.
  const end = 256 - (256 % signs.length);
  for (;;) {
    chance(byte);
    const value = byte[0] ?? 0;
    if (value < end) return signs.charAt(value % signs.length);
  }
}

/** A plain code set as its pattern has it; with `sign`, that one instead of each sign: what a hidden code looks like. */
export function laidOut(pattern: string, plain: string, sign?: string): string {
  let at = 0;
  return pattern
    .replace(/\{(\d+)\}/g, (_, count: string) => '*'.repeat(Number.parseInt(count, 10)))
    .replace(/[A9*]/g, () => sign ?? plain.charAt(at++));
}
