/** What a book's settings say of taking payments: limits and presets per currency, and the bank account that transfers go to. */
import { z } from 'zod';
import { readJsonSetting, writeSetting } from '../../db/setting';
import type { Db } from '../../db/sql';
import { positiveAmount } from '../../kernel/amount';
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import type { Minor } from '../../kernel/money';
import { type TakeOptions, takeSettingsSchema } from './contract';

type TakeSettings = z.infer<typeof takeSettingsSchema>;
const optionsSchema = z.record(z.string(), takeSettingsSchema);
const KEY = 'taking';

/** In hundredths of a whole unit: 0.50 to 15,000.00, and the amounts that are offered first. */
const usual = { min: '0.50', max: '15000.00', presets: ['100.00', '200.00', '500.00', '1000.00'] };

/** A currency without a setting has the usual limits; one whose unit is small has them a hundredfold. */
function usualOf(currency: string): TakeSettings {
  const exponent = exponentOf(currency);
  const shifted = (text: string) =>
    exponent === 0 ? String(Math.round(Number.parseInt(text.replace('.', ''), 10))) : text;
  return {
    min: shifted(usual.min),
    max: shifted(usual.max),
    presets: usual.presets.map(shifted),
    bank: null,
  };
}

export function takeOptions(db: Db, currency: string): TakeOptions {
  return { currency, ...usualOf(currency), ...stored(db)[currency] };
}

function stored(db: Db): Record<string, TakeSettings> {
  const read = optionsSchema.safeParse(readJsonSetting(db, KEY));
  return read.success ? read.data : {};
}

/** Throws Failure amount-invalid, too-many-decimals, limits-reversed. */
export function setTakeOptions(db: Db, currency: string, settings: TakeSettings): void {
  const min = positiveAmount(settings.min, currency);
  const max = positiveAmount(settings.max, currency);
  if (min > max) throw new Failure('limits-reversed', { min: settings.min, max: settings.max, currency });
  for (const preset of settings.presets) positiveAmount(preset, currency);
  writeSetting(db, KEY, JSON.stringify({ ...stored(db), [currency]: settings }));
}

/** Throws Failure amount-out-of-limits, which states them. */
export function withinLimits(db: Db, amount: Minor, currency: string): Minor {
  const { min, max } = takeOptions(db, currency);
  if (amount < positiveAmount(min, currency) || amount > positiveAmount(max, currency))
    throw new Failure('amount-out-of-limits', { min, max, currency });
  return amount;
}
