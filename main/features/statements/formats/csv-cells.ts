/** Days and sums as banks write them. What a cell could mean in two ways is never guessed: the profile says it. */
import type { DayOrder, DecimalSign } from '../../../kernel/import-field';
import type { MinusWay } from '../../../kernel/statement';
import type { Day } from '../../../kernel/time';
import { readNumber, type Told } from '../../../kernel/written-number';
import { likelyDay } from './days';

const months: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'jan ene janv januar',
    'feb fév fev febr févr',
    'mar mär mrz mars mrt',
    'apr abr avr',
    'may mai mei',
    'jun juin',
    'jul juil',
    'aug ago aoû août',
    'sep set sept',
    'oct okt out',
    'nov',
    'dec dic dez déc',
  ].flatMap((names, n) => names.split(' ').map((name) => [name, String(n + 1).padStart(2, '0')] as const)),
);

interface Parts {
  first: string;
  second: string;
  third: string;
  /** The middle or the first one is a month's name. */
  named: 'dmy' | 'mdy' | null;
}

function partsOf(text: string): Parts | null {
  // A time of day may stand behind it.
  const plain = text
    .trim()
    .replace(/[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/i, '');
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (whole) return { first: whole[1] ?? '', second: whole[2] ?? '', third: whole[3] ?? '', named: null };
  const match = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\.?$/.exec(plain);
  if (match) return { first: match[1] ?? '', second: match[2] ?? '', third: match[3] ?? '', named: null };
  const dmy = /^(\d{1,2})[-/. ]*(\p{L}{3,9})\.?[-/., ]*(\d{2}|\d{4})$/u.exec(plain);
  if (dmy) return { first: dmy[1] ?? '', second: monthOf(dmy[2]), third: dmy[3] ?? '', named: 'dmy' };
  const mdy = /^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})$/u.exec(plain);
  if (mdy) return { first: monthOf(mdy[1]), second: mdy[2] ?? '', third: mdy[3] ?? '', named: 'mdy' };
  return null;
}

function monthOf(name: string | undefined): string {
  const short = (name ?? '').toLowerCase();
  for (const length of [short.length, 4, 3]) {
    const found = months[short.slice(0, length)];
    if (found !== undefined) return found;
  }
  return '';
}

/** null: no day, or one that does not exist. */
export function readBankDay(text: string, order: DayOrder | null): Day | null {
  const parts = partsOf(text);
  if (!parts) return null;
  const { first, second, third, named } = parts;
  const isYearFirst = first.length === 4;
  if (!named && !isYearFirst && third.length !== 4 && third.length !== 2) return null;
  const way = named ?? (isYearFirst ? 'ymd' : order);
  if (way === null || (way === 'ymd' && !isYearFirst && third.length === 4)) return null;
  const [year, month, date] =
    way === 'ymd' ? [first, second, third] : way === 'mdy' ? [third, first, second] : [third, second, first];
  if (month.length > 2 || date.length > 2 || month === '') return null;
  const full = year.length === 2 ? `${year >= '80' ? '19' : '20'}${year}` : year;
  return full.length === 4 ? likelyDay(`${full}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`) : null;
}

/** `unsure` where all of them could be either, or some say one and some the other. */
export function tellBankDays(texts: Iterable<string>): Told<DayOrder> {
  const seen = new Set<DayOrder | 'either'>();
  for (const text of texts) {
    const parts = partsOf(text);
    if (!parts || parts.named) continue;
    const { first, second, third } = parts;
    if (first.length === 4) seen.add('ymd');
    else if (first.padStart(2, '0') > '12') seen.add(third.length === 2 && first > '31' ? 'ymd' : 'dmy');
    else if (second.padStart(2, '0') > '12') seen.add('mdy');
    // With points between them it is never the month that stands first.
    else seen.add(text.includes('.') ? 'dmy' : 'either');
  }
  if (seen.has('dmy') && seen.has('mdy')) return 'unsure';
  if (seen.has('dmy')) return 'dmy';
  if (seen.has('mdy')) return 'mdy';
  if (seen.has('either')) return 'unsure';
  return seen.has('ymd') ? 'ymd' : null;
}

/** What stands for money beside the number. */
const money = /^(?:[A-Z]{3}|[$€£¥₹])\s*|\s*(?:[A-Z]{3}|[$€£¥₹])$/g;

export interface Sum {
  /** Plain decimal text, without a sign. */
  digits: string;
  isOut: boolean;
}

/** The form that most programs write: it means the same in every way of writing a minus. */
const plainSum = /^(-?)((?:0|[1-9]\d*)(?:\.\d+)?)$/;

/** null: no sum, or one whose minus is written otherwise than the profile says. */
export function readBankSum(text: string, decimal: DecimalSign, way: MinusWay): Sum | null {
  if (decimal === '.') {
    const [, minus, digits] = plainSum.exec(text) ?? [];
    if (digits !== undefined) return { digits, isOut: minus === '-' };
  }
  let plain = text.trim();
  let isOut = false;
  if (way === 'letters') {
    const match = /^(.*?)\s*(CR|DR|C|D)\.?$/i.exec(plain);
    if (match) [plain, isOut] = [match[1] ?? '', (match[2] ?? '').toUpperCase().startsWith('D')];
  } else if (way === 'brackets') {
    const match = /^\((.*)\)$/.exec(plain);
    if (match) [plain, isOut] = [match[1] ?? '', true];
  } else if (way === 'trailing') {
    const match = /^(.*?)\s*([-−+])$/.exec(plain);
    if (match) [plain, isOut] = [match[1] ?? '', match[2] !== '+'];
  }
  const signed = /^\s*([-−+]?)\s*(.*)$/s.exec(plain.replace(money, ''));
  const [, sign = '', body = ''] = signed ?? [];
  const bare = body.replace(money, '');
  if (!/^\d/.test(bare) && !/^[.,]\d/.test(bare)) return null;
  const digits = readNumber(/^[.,]/.test(bare) ? `0${bare}` : bare, decimal);
  if (digits === null) return null;
  return { digits, isOut: isOut !== (sign === '-' || sign === '−') };
}

/** How the sums of a file say that they went out. */
export function tellMinusWay(texts: Iterable<string>): MinusWay {
  for (const text of texts) {
    const plain = text.trim();
    if (/^\(.*\d.*\)$/.test(plain)) return 'brackets';
    if (/\d\s*[-−]$/.test(plain)) return 'trailing';
    if (/\d\s*(?:CR|DR)\.?$/i.test(plain)) return 'letters';
  }
  return 'sign';
}

/** Without what is beside the number: what the decimal sign is told by. */
export function bareNumber(text: string): string {
  return text
    .trim()
    .replace(money, '')
    .replace(/^[-−+(]+|[-−+)]+$|\s*(?:CR|DR)\.?$/gi, '')
    .replace(money, '')
    .trim();
}
