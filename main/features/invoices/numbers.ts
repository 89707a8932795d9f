/** Series of numbers without gaps: how they look is a setting, the next one is drawn in the act that uses it. */
import { z } from 'zod';
import { readJsonSetting, writeSetting } from '../../db/setting';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type NumberSeries, numberSeries } from '../../kernel/invoice';

const styleSchema = z.strictObject({
  prefix: z.string().regex(/^[A-Z0-9/-]{1,12}$/),
  /** Begins again at one each year, and says the year. */
  yearly: z.boolean(),
  digits: z.number().int().min(1).max(10),
});
export const numberStylesSchema = z.strictObject({
  invoice: styleSchema,
  'add-funds': styleSchema,
  'credit-note': styleSchema,
});
export type NumberStyles = z.infer<typeof numberStylesSchema>;

const KEY = 'invoice-numbers';
const usual: NumberStyles = {
  invoice: { prefix: 'INV-', yearly: true, digits: 5 },
  'add-funds': { prefix: 'AF-', yearly: true, digits: 5 },
  'credit-note': { prefix: 'CN-', yearly: true, digits: 5 },
};

export function numberStyles(db: Db): NumberStyles {
  const read = numberStylesSchema.safeParse(readJsonSetting(db, KEY));
  return read.success ? read.data : usual;
}

/** Throws Failure number-prefix-shared, number-used: would share numbers, or the next one of a series is used already. */
export function setNumberStyles(db: Db, styles: NumberStyles, day: string): void {
  const prefixes = numberSeries.map((series) => styles[series].prefix);
  const shared = prefixes.find((prefix, at) => prefixes.indexOf(prefix) < at);
  if (shared !== undefined) throw new Failure('number-prefix-shared', { prefix: shared });
  const used = Object.values(nextNumbers(db, styles, day)).find((next) => next.used);
  if (used) throw new Failure('number-used', { number: used.number });
  writeSetting(db, KEY, JSON.stringify(styles));
}

const usedSql = 'SELECT 1 FROM invoice WHERE number = ? UNION ALL SELECT 1 FROM credit_note WHERE number = ? LIMIT 1';

/** The next number of each series on a day, as these styles would write it. Nothing is drawn. */
export function nextNumbers(
  db: Db,
  styles: NumberStyles,
  day: string,
): Record<NumberSeries, { number: string; used: boolean }> {
  const next = (series: NumberSeries) => {
    const style = styles[series];
    const period = style.yearly ? day.slice(0, 4) : '';
    const number = written(style, period, (lastOf(db, series, period)?.last ?? 0) + 1);
    return { number, used: one(db, usedSql, number, number) !== undefined };
  };
  return { invoice: next('invoice'), 'add-funds': next('add-funds'), 'credit-note': next('credit-note') };
}

function lastOf(db: Db, series: NumberSeries, period: string): { last: number; last_day: string } | undefined {
  return one(db, 'SELECT last, last_day FROM last_number WHERE series = ? AND period = ?', series, period);
}

function written({ prefix, yearly, digits }: NumberStyles[NumberSeries], period: string, sequence: number): string {
  const count = String(sequence).padStart(digits, '0');
  return yearly ? `${prefix}${period}-${count}` : `${prefix}${count}`;
}

export interface Drawn {
  number: string;
  period: string;
  sequence: number;
}

/** The next number of a series. Throws Failure invoice-day for a day before the last number's: numbers and days rise together. */
export function nextNumber(db: Db, series: NumberSeries, day: string): Drawn {
  const style = numberStyles(db)[series];
  const period = style.yearly ? day.slice(0, 4) : '';
  const last = lastOf(db, series, period);
  if (last && day < last.last_day) throw new Failure('invoice-day', { last: last.last_day });
  const sequence = (last?.last ?? 0) + 1;
  return { number: written(style, period, sequence), period, sequence };
}
