/** Series of numbers without gaps: how they look is a setting, the next one is drawn in the act that uses it. */
import { z } from 'zod';
import { type Db, one, run } from '../../db/sql';
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
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY);
  if (!row) return usual;
  const read = numberStylesSchema.safeParse(JSON.parse(row.value));
  return read.success ? read.data : usual;
}

/** Throws Failure input-invalid where two series would share numbers. */
export function setNumberStyles(db: Db, styles: NumberStyles): void {
  const prefixes = numberSeries.map((series) => styles[series].prefix);
  if (new Set(prefixes).size < prefixes.length)
    throw new Failure('input-invalid', { detail: 'each series of numbers needs a prefix of its own' });
  run(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    KEY,
    JSON.stringify(styles),
  );
}

export interface Drawn {
  number: string;
  period: string;
  sequence: number;
}

/** The next number of a series. Throws Failure invoice-day for a day before the last number's: numbers and days rise together. */
export function nextNumber(db: Db, series: NumberSeries, day: string): Drawn {
  const { prefix, yearly, digits } = numberStyles(db)[series];
  const period = yearly ? day.slice(0, 4) : '';
  const last = one<{ last: number; last_day: string }>(
    db,
    'SELECT last, last_day FROM last_number WHERE series = ? AND period = ?',
    series,
    period,
  );
  if (last && day < last.last_day) throw new Failure('invoice-day', { last: last.last_day });
  const sequence = (last?.last ?? 0) + 1;
  const count = String(sequence).padStart(digits, '0');
  return { number: yearly ? `${prefix}${period}-${count}` : `${prefix}${count}`, period, sequence };
}
