/** Text of bank lines, made comparable: what a bank cuts, spaces or writes in capitals must not hide a reference. Pure. */

/** Letters and digits only, in capitals, without accents. */
export function plain(text: string): string {
  return spoken(text).replaceAll(' ', '');
}

/** Words with one space between, in capitals, without accents: for names. */
export function spoken(text: string): string {
  // Most texts have no sign that would have to be taken apart.
  if (!/[^\x20-\x7e]/.test(text)) {
    const upper = text.toUpperCase();
    return /[^A-Z0-9 ]|^ | $| {2}/.test(upper) ? upper.replace(/[^A-Z0-9]+/g, ' ').trim() : upper;
  }
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const legalForms = new Set(
  'SL SLU SA SAU SAS SARL LTD LIMITED LLC INC CORP GMBH AG UG KG OHG BV NV SRL SPA OY AB AS APS PLC CO'.split(' '),
);

/** A name as an alias: its words in order of the alphabet, without the legal form, so that `Lovelace, Ada` is `Ada Lovelace`. */
export function nameKey(name: string): string {
  const words = spoken(name.replace(/\./g, ''))
    .split(' ')
    .filter((word) => word !== '' && !legalForms.has(word));
  return words.sort().join(' ');
}

/** A reference in a text: letters and digits in one piece, and where words begin in it. */
export interface PlainText {
  text: string;
  /** 1 where a word of the text began. */
  starts: Uint8Array;
}

export function plainText(text: string): PlainText {
  const words = spoken(text).split(' ');
  const joined = words.join('');
  const starts = new Uint8Array(joined.length + 1);
  let at = 0;
  for (const word of words) {
    starts[at] = 1;
    at += word.length;
  }
  starts[joined.length] = 1;
  return { text: joined, starts };
}
