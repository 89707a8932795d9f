import { expect, test } from 'vitest';
import type { BankStanding } from '../../../../main/features/matching/contract';
import { idMaker } from '../../../../main/kernel/id';
import { readPlace } from '../../../navigation';
import { benchLink, ledBank, readLead } from './bench-place';

const newId = idMaker({ now: () => 1_772_366_400_000 });
const bankOf = (key: string, currency: string): BankStanding => ({
  ...{ id: newId(), key, name: key, currency, open: 1, matched: 0 },
});

test('a link to the workbench names the line, or what to look for, and is read back as it was', () => {
  const leads = [{ bank: newId(), line: newId() }, { currency: 'USD', item: 'po_1 & more' }, {}];
  for (const lead of leads) expect(readLead(readPlace(benchLink(lead))?.query ?? {})).toEqual(lead);
  expect(readLead({ bank: 'main', currency: 'XX', line: '../x', item: ' ' })).toEqual({});
});

test('the bank is the one that is meant, else the last one of the currency that is meant', () => {
  const [eur, other, usd] = [bankOf('eur', 'EUR'), bankOf('other', 'EUR'), bankOf('usd', 'USD')];
  const banks = [eur, other, usd];
  expect(ledBank(banks, { bank: other.id }, 'usd')).toBe(other);
  expect(ledBank(banks, { currency: 'USD' }, 'eur')).toBe(usd);
  expect(ledBank(banks, { currency: 'EUR' }, 'other')).toBe(other);
  expect(ledBank(banks, { currency: 'JPY' }, 'other')).toBe(other);
  expect(ledBank(banks, {}, null)).toBe(eur);
  expect(ledBank([], {}, null)).toBeUndefined();
});
