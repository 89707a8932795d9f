/** Every language says everything: same keys, same blanks, nothing left in English. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './source';

const locales = join(root, 'renderer/locales');
const sentence = z.union([z.string(), z.object({ one: z.string(), other: z.string() })]);
const localeSchema = z.record(z.string(), z.record(z.string(), sentence));

/** Words that are the same in both languages, names and signs. */
const alike = new Set([
  'Total',
  'PayPal',
  'Stripe',
  'Razorpay',
  'Paystack',
  'NOWPayments',
  'CSV',
  'Error',
  'No',
  'General',
]);

async function sentencesOf(language: string): Promise<Map<string, string>> {
  const loaded: unknown = await import(join(locales, language, 'all.ts'));
  const locale = localeSchema.parse(z.record(z.string(), z.unknown()).parse(loaded)[language]);
  const found = new Map<string, string>();
  for (const [area, keys] of Object.entries(locale)) {
    for (const [key, said] of Object.entries(keys)) {
      if (typeof said === 'string') found.set(`${area}.${key}`, said);
      else for (const form of ['one', 'other'] as const) found.set(`${area}.${key}.${form}`, said[form]);
    }
  }
  return found;
}

const blanksIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

/** Every difference between what English says and what another language says. */
function gapsBetween(english: Map<string, string>, other: Map<string, string>): string[] {
  const gaps: string[] = [];
  for (const [key, text] of english) {
    const said = other.get(key);
    if (said === undefined) gaps.push(`${key} is missing`);
    else if (said.trim() === '') gaps.push(`${key} is empty`);
    else if (blanksIn(said) !== blanksIn(text) && !key.endsWith('.one')) gaps.push(`${key} has other blanks`);
    // A single word may be alike by chance; a sentence that is the same was not translated.
    else if (said === text && / \p{L}{2}/u.test(text) && !alike.has(text))
      gaps.push(`${key} is still English: ${text}`);
  }
  for (const key of other.keys()) if (!english.has(key)) gaps.push(`${key} is in no other language`);
  return gaps;
}

describe('the languages', () => {
  const languages = readdirSync(locales, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it('are English and Spanish at least', () => {
    expect(languages.map((entry) => entry.name)).toEqual(expect.arrayContaining(['en', 'es']));
  });
  it.each(languages.map((entry) => entry.name).filter((name) => name !== 'en'))(
    '%s says all that English says',
    async (name) => {
      const english = await sentencesOf('en');
      expect(english.size).toBeGreaterThan(100);
      expect(gapsBetween(english, await sentencesOf(name))).toEqual([]);
    },
  );
});

describe('the comparison', () => {
  const english = new Map([['rail.payments', 'All {count} payments']]);
  it.each([
    ['a missing key', new Map<string, string>()],
    ['an empty sentence', new Map([['rail.payments', ' ']])],
    ['another blank', new Map([['rail.payments', 'Los {number} pagos']])],
    ['a sentence left in English', new Map([['rail.payments', 'All {count} payments']])],
    [
      'a key too many',
      new Map([
        ['rail.payments', 'Los {count} pagos'],
        ['rail.old', 'Viejo'],
      ]),
    ],
  ])('finds %s', (_, other) => {
    expect(gapsBetween(english, other)).toHaveLength(1);
  });
  it('is content with a translation', () => {
    expect(gapsBetween(english, new Map([['rail.payments', 'Los {count} pagos']]))).toEqual([]);
  });
});
