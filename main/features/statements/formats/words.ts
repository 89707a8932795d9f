/** Free text of a bank line as it is kept: one line, nothing invisible, cut to its limit, card numbers masked; and the references in it. */
import { maskCardNumbers } from '../../../kernel/card-number';
import { readRfReference } from '../../../kernel/rf-reference';
import type { ReadNotices } from './read';

/** What a line may say; the rest is cut, and counted. */
export const LONGEST_TEXT = 4_000;
const LONGEST_NAME = 200;
const LONGEST_REFERENCE = 200;

/** Control signs, and those that turn the direction of what follows or have no width. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** What most texts lack: a sign that is not plainly a letter, a digit or punctuation, or a space too many. */
const mayChange = /[^\x20-\x7e\xa1-\xac\xae-\u024f]|^ | $| {2}/;

/** Spaces count once. */
export function oneLine(text: string): string {
  if (!mayChange.test(text)) return text;
  return text.replace(unseen, ' ').replace(/\s+/g, ' ').trim();
}

function kept(text: string, longest: number, notices: ReadNotices): string {
  const whole = oneLine(text);
  const masked = maskCardNumbers(whole);
  if (masked !== whole) notices.masked++;
  if (masked.length <= longest) return masked;
  notices.cut++;
  return masked.slice(0, longest).trimEnd();
}

export const keptText = (text: string, notices: ReadNotices) => kept(text, LONGEST_TEXT, notices);
export const keptName = (text: string, notices: ReadNotices) => kept(text, LONGEST_NAME, notices);

/** The bank's own words for a movement: made by a machine, and no card number even where it looks like one. */
export function bankReferenceOf(text: string): string {
  return oneLine(text).slice(0, LONGEST_REFERENCE);
}

/** An account number as it is compared: without spaces, in capitals. */
export function keptAccount(text: string): string {
  return oneLine(text).replace(/\s/g, '').toUpperCase().slice(0, 64);
}

/** A reference is no letter. */
const LONGEST_STATED = 64;

/** What banks write where there is no reference. */
const none = new Set(['', 'NONREF', 'NOTPROVIDED', 'NOTAVAILABLE', 'NOREF', 'NONE', 'KREF+', 'EREF+', 'EREF', 'KREF']);

const hasRf = /RF\d{2}/i;

/** Nothing in it is to be cut, masked or written otherwise: few digits, capitals and what joins them. Most references are so. */
const isSimple = (reference: string) => reference.length <= SHORTEST_CARD - 1 && /^[A-Z0-9/_.+-]*$/.test(reference);
/** Digits of a card number, at least. */
const SHORTEST_CARD = 13;

/** The stated references and those with check digits in the text, each once, with spaces between. */
export function foundReferences(stated: readonly string[], text: string, notices: ReadNotices): string {
  const [only = ''] = stated;
  if (stated.length <= 1 && isSimple(only) && !hasRf.test(text)) return none.has(only) ? '' : only;
  const found = new Set<string>();
  for (const each of stated) {
    // A bank's own remark may stand behind it.
    const plain = (oneLine(each).split('MTLG:')[0] ?? '').replace(/\s/g, '').toUpperCase();
    if (!none.has(plain)) found.add(plain.slice(0, LONGEST_STATED));
  }
  if (!hasRf.test(text)) return kept([...found].join(' '), LONGEST_REFERENCE, notices);
  for (const match of text.toUpperCase().matchAll(/\bRF\d{2}(?: ?[A-Z0-9]){1,26}/g)) {
    const whole = match[0].replace(/ /g, '').slice(0, 25);
    for (let length = whole.length; length > 4; length--) {
      const reference = readRfReference(whole.slice(0, length));
      if (reference === null) continue;
      found.add(reference);
      break;
    }
  }
  return kept([...found].join(' '), LONGEST_REFERENCE, notices);
}
