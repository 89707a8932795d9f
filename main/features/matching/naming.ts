/** Finds what a text names: references whole, run together with other words, or cut off at the text's end. Pure. */
import { type PlainText, plain, plainText } from './words';

/** A shorter one must stand as a word of its own. */
const PIECE = 8;
/** Nothing shorter names anything. */
const LEAST = 4;
/** So long that nothing else looks like it, wherever it stands. */
const UNMISTAKABLE = 12;
/** More candidates for one piece of text name nothing. */
const MOST_ALIKE = 64;

export interface Named<Of> {
  of: Of;
  reference: string;
  /** False: the bank cut it off. */
  whole: boolean;
}

interface Entry<Of> {
  of: Of;
  reference: string;
}

/** References, and what each of them stands for. */
export class Naming<Of> {
  readonly #byPiece = new Map<string, Entry<Of>[]>();
  readonly #short = new Map<string, Entry<Of>[]>();
  /** By the first three signs of the long ones: whether there is any. Asked at every place of a text, and mostly says no. */
  readonly #begins = new Uint8Array(BEGINNINGS);

  /** Without a digit, or shorter than four signs, it names nothing. */
  add(text: string, of: Of): void {
    const reference = plain(text);
    if (reference.length < LEAST || !/\p{N}/u.test(reference)) return;
    const [map, key] = reference.length < PIECE ? [this.#short, reference] : [this.#byPiece, reference.slice(0, PIECE)];
    const there = map.get(key);
    if (reference.length >= PIECE) this.#begins[beginning(reference, 0)] = 1;
    if (there) there.push({ of, reference });
    else map.set(key, [{ of, reference }]);
  }

  /** What the text names, in the order of the text; each once, whole before cut off. */
  in(text: string): Named<Of>[] {
    const read = plainText(text);
    const found = new Map<Of, Named<Of>>();
    const keep = (entry: Entry<Of>, whole: boolean) => {
      const known = found.get(entry.of);
      if (!known || (whole && !known.whole)) found.set(entry.of, { ...entry, whole });
    };
    for (let at = 0; at + LEAST <= read.text.length; at++) {
      if (read.starts[at] === 1) for (const entry of this.#wordAt(read, at)) keep(entry, true);
      if (at + PIECE > read.text.length || this.#begins[beginning(read.text, at)] === 0) continue;
      const alike = this.#byPiece.get(read.text.slice(at, at + PIECE));
      if (!alike || alike.length > MOST_ALIKE) continue;
      for (const entry of alike) {
        const how = reads(read, at, entry.reference);
        if (how) keep(entry, how === 'whole');
      }
    }
    return [...found.values()];
  }

  /** A short one is one word, or a few whole words together. */
  #wordAt(read: PlainText, at: number): Entry<Of>[] {
    const found: Entry<Of>[] = [];
    for (let length = LEAST; length < PIECE && at + length <= read.text.length; length++) {
      if (read.starts[at + length] !== 1) continue;
      const alike = this.#short.get(read.text.slice(at, at + length));
      if (alike && alike.length <= MOST_ALIKE) found.push(...alike);
    }
    return found;
  }
}

const BEGINNINGS = 1 << 15;

function beginning(text: string, at: number): number {
  const [first, second, third] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
  return (first ^ (second << 5) ^ (third << 10)) & (BEGINNINGS - 1);
}

const isDigit = (sign: string | undefined) => sign !== undefined && sign >= '0' && sign <= '9';

function reads({ text, starts }: PlainText, at: number, reference: string): 'whole' | 'cut' | null {
  const isLong = reference.length >= UNMISTAKABLE;
  if (starts[at] !== 1 && !isLong && isDigit(text[at]) === isDigit(text[at - 1])) return null;
  let same = PIECE;
  while (same < reference.length && text[at + same] === reference[same]) same++;
  const end = at + same;
  if (same === reference.length) {
    const goesOn = starts[end] !== 1 && isDigit(text[end]) && isDigit(text[end - 1]);
    return goesOn && !isLong ? null : 'whole';
  }
  // Cut off where a word ends; a word that goes on differently is another reference.
  return starts[at] === 1 && starts[end] === 1 ? 'cut' : null;
}
