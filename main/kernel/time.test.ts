import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, DAY_MS, dayIn, isoTime, readDay, startOfDay } from './time';

const zones = [
  'UTC',
  'Europe/Madrid',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];

describe('a business day', () => {
  test('is the day in the zone of the book', () => {
    const justBefore = Date.UTC(2026, 2, 1, 22, 59, 59, 999);
    expect(dayIn('Europe/Madrid')(justBefore)).toBe('2026-03-01');
    expect(dayIn('Europe/Madrid')(justBefore + 1)).toBe('2026-03-02');
    expect(dayIn('America/New_York')(justBefore)).toBe('2026-03-01');
    expect(dayIn('Pacific/Kiritimati')(justBefore)).toBe('2026-03-02');
  });

  test('holds where the clock is changed, on leap days and far ahead', () => {
    const madrid = dayIn('Europe/Madrid');
    expect(madrid(Date.UTC(2026, 2, 28, 23))).toBe('2026-03-29');
    expect(madrid(Date.UTC(2026, 2, 29, 21, 59))).toBe('2026-03-29');
    expect(madrid(Date.UTC(2026, 2, 29, 22))).toBe('2026-03-30');
    expect(dayIn('UTC')(Date.UTC(2028, 1, 29, 12))).toBe('2028-02-29');
    expect(dayIn('UTC')(2 ** 31 * 1000)).toBe('2038-01-19');
    expect(dayIn('UTC')(Date.UTC(9999, 11, 31))).toBe('9999-12-31');
  });

  test('is the same whether its quarter of an hour was asked for before or not', () => {
    const between = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(between, fc.constantFrom(...zones), (at, zone) => {
        const warm = dayIn(zone);
        warm(at - (at % 900_000));
        expect(warm(at)).toBe(dayIn(zone)(at));
      }),
    );
  });

  test('is not made of what is no time', () => {
    for (const at of [0.5, Number.NaN, Infinity, Date.UTC(9999, 11, 31) + DAY_MS])
      expect(() => dayIn('UTC')(at)).toThrow(RangeError);
    expect(() => dayIn('Europe/Nowhere')).toThrow(RangeError);
  });

  test('begins at its first millisecond', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays(readDay('1990-01-01') ?? never(), count));
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        const start = startOfDay(day, zone);
        expect(dayIn(zone)(start)).toBe(day);
        expect(dayIn(zone)(start - 1) < day).toBe(true);
      }),
    );
  });
});

test('days are read as they are written, and only days that exist', () => {
  expect(readDay('2026-02-28')).toBe('2026-02-28');
  expect(readDay('2028-02-29')).toBe('2028-02-29');
  for (const text of ['2026-02-30', '2026-04-31', '0000-00-00', '2026-2-3', '02/03/2026', '', '2026-01-01T00:00'])
    expect(readDay(text), text).toBeNull();
});

test('days are added over months, years and changes of the clock', () => {
  expect(addDays(readDay('2026-12-31') ?? never(), 1)).toBe('2027-01-01');
  expect(addDays(readDay('2026-03-01') ?? never(), -1)).toBe('2026-02-28');
  expect(addDays(readDay('2026-03-29') ?? never(), 1)).toBe('2026-03-30');
});

test('files carry UTC with milliseconds', () => {
  expect(isoTime(Date.UTC(2026, 2, 1, 12, 0, 0, 7))).toBe('2026-03-01T12:00:00.007Z');
});

function never(): never {
  throw new Error('not a day');
}

test('a day is one that the calendar has, in every year', () => {
  for (const year of ['0000', '0004', '1900', '2000', '2023', '2024', '2100', '9999'])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const at = new Date(`${text}T00:00:00Z`);
        const isThere = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
        expect(readDay(text), text).toBe(isThere ? text : null);
      }
});
