/** Axes of charts: round steps from zero, and sums of money as heights. Heights only draw; figures stay exact text. */

export interface Axis {
  /** Where the marks stand, from 0 up. */
  marks: readonly number[];
  /** The last mark: the height of the chart. */
  top: number;
}

const roundSteps = [1, 2, 5] as const;
const MOST_MARKS = 4;

/** Whole steps for counts: `axisFor(61)` has marks at 0, 20, 40, 60, 80. */
export function axisFor(most: number): Axis {
  const whole = Math.max(1, Math.ceil(most));
  for (let power = 1; ; power *= 10) {
    const step = roundSteps.map((round) => round * power).find((one) => one * MOST_MARKS >= whole);
    if (step === undefined) continue;
    const count = Math.max(1, Math.ceil(whole / step));
    const marks = Array.from({ length: count + 1 }, (_, i) => i * step);
    return { marks, top: count * step };
  }
}

export interface MoneyAxis extends Axis {
  /** The mark as decimal text, to be written for people. */
  texts: readonly string[];
  /** The height of decimal text on this axis; what is less than zero has none. */
  heightOf(amount: string): number;
}

/** A chart's height in parts: finer than any screen's dots. */
const PARTS = 10_000n;

interface Scaled {
  digits: bigint;
  exponent: number;
}

function scaled(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), exponent: fraction.length };
}

function raised({ digits, exponent }: Scaled, to: number): bigint {
  return digits * 10n ** BigInt(to - exponent);
}

function decimalOf(digits: bigint, exponent: number): string {
  const text = digits.toString().padStart(exponent + 1, '0');
  return exponent === 0 ? text : `${text.slice(0, -exponent)}.${text.slice(-exponent)}`;
}

/** Round marks for decimal texts of one currency; the exact values go into heights by whole-number division. */
export function moneyAxisFor(texts: readonly string[]): MoneyAxis {
  const read = texts.map(scaled);
  const exponent = Math.max(0, ...read.map((one) => one.exponent));
  const most = read.reduce((max, one) => {
    const value = raised(one, exponent);
    return value > max ? value : max;
  }, 1n);
  let step = 1n;
  for (let power = 1n; step * BigInt(MOST_MARKS) < most; power *= 10n) {
    const fitting = roundSteps.map((round) => BigInt(round) * power).find((one) => one * BigInt(MOST_MARKS) >= most);
    step = fitting ?? power;
  }
  const count = (most + step - 1n) / step;
  const top = count * step;
  const heightOf = (text: string) => {
    const value = raised(scaled(text), exponent);
    return value <= 0n ? 0 : Number((value * PARTS) / top);
  };
  const marks = Array.from({ length: Number(count) + 1 }, (_, i) => decimalOf(BigInt(i) * step, exponent));
  return { marks: marks.map(heightOf), top: Number(PARTS), texts: marks, heightOf };
}

/** The same for sums that may be below zero: marks stand on both sides of it. */
export function signedAxisFor(texts: readonly string[]): MoneyAxis & { bottom: number } {
  const exponent = Math.max(0, ...texts.map((text) => scaled(text).exponent));
  const values = texts.map((text) => raised(scaled(text), exponent));
  const most = values.reduce((max, value) => (value > max ? value : max), 0n);
  const least = values.reduce((min, value) => (value < min ? value : min), 0n);
  const range = most - least > 0n ? most - least : 1n;
  let step = 1n;
  for (let power = 1n; step * BigInt(MOST_MARKS) < range; power *= 10n) {
    const fitting = roundSteps.map((round) => BigInt(round) * power).find((one) => one * BigInt(MOST_MARKS) >= range);
    step = fitting ?? power;
  }
  const up = (most + step - 1n) / step;
  const down = (-least + step - 1n) / step;
  const whole = (up + down) * step || 1n;
  const heightOf = (text: string) => Number((raised(scaled(text), exponent) * PARTS) / whole);
  const count = Number(up + down) + 1;
  const marks = Array.from({ length: count }, (_, i) => signedDecimal((BigInt(i) - down) * step, exponent));
  const heights = marks.map(heightOf);
  return { marks: heights, top: heights.at(-1) ?? 0, bottom: heights[0] ?? 0, texts: marks, heightOf };
}

function signedDecimal(digits: bigint, exponent: number): string {
  return digits < 0n ? `-${decimalOf(-digits, exponent)}` : decimalOf(digits, exponent);
}
