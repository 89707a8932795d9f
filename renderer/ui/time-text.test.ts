import { describe, expect, it } from 'vitest';
import { countdownText, timeTexts } from './time-text';

const at = Date.UTC(2026, 10, 21, 13, 1, 5, 7);

describe('timeTexts', () => {
  it('writes day, month and time in the book’s zone, without this year', () => {
    expect(timeTexts('en', 'Europe/Berlin', '2026').moment(at)).toBe('21 Nov 14:01');
    expect(timeTexts('en', 'UTC', '2027').moment(at)).toBe('21 Nov 2026 13:01');
    expect(timeTexts('es', 'Europe/Madrid', '2026').moment(at)).toBe('21 nov 14:01');
  });

  it('names every month with letters only', () => {
    const texts = timeTexts('es', 'UTC', '2026');
    for (let month = 0; month < 12; month++)
      expect(texts.day(`2026-${String(month + 1).padStart(2, '0')}-05`)).toMatch(/^5 \p{L}+$/u);
  });

  it('gives ISO with the offset of the zone', () => {
    expect(timeTexts('en', 'Europe/Berlin', '2026').iso(at)).toBe('2026-11-21T14:01:05.007+01:00');
    expect(timeTexts('es', 'UTC', '2026').iso(at)).toBe('2026-11-21T13:01:05.007+00:00');
    expect(timeTexts('en', 'Asia/Kathmandu', '2026').iso(at)).toBe('2026-11-21T18:46:05.007+05:45');
  });

  it('says how long ago', () => {
    const texts = timeTexts('en', 'UTC', '2026');
    expect(texts.ago(at - 60_000, at)).toBe('1 minute ago');
    expect(texts.ago(at - 3 * 86_400_000, at)).toBe('3 days ago');
    expect(texts.ago(at + 7_200_000, at)).toBe('in 2 hours');
    expect(texts.ago(at, at)).toBe('now');
  });

  it('knows the days near today by the book’s zone', () => {
    const texts = timeTexts('en', 'Pacific/Auckland', '2026');
    expect(texts.dayOf(at)).toBe('2026-11-22');
    expect(texts.near('2026-11-22', at)).toBe('today');
    expect(texts.near('2026-11-21', at)).toBe('yesterday');
    expect(texts.near('2026-11-20', at)).toBe('20 Nov');
  });
});

it('counts down in minutes and seconds', () => {
  expect(countdownText(41_000)).toBe('0:41');
  expect(countdownText(65_400)).toBe('1:06');
  expect(countdownText(-5)).toBe('0:00');
});
