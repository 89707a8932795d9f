/** Bytes taken four at a time, as whole numbers of 32 bits, low byte first: what is copied so costs a third. */

/**
 * Texts that are written again and again, one behind the other in one block of memory: an object for each would be looked for all
 * over the memory, which takes longer than to copy it. A place is the number that `add` gave.
 */
export class KeptTexts {
  /** At a place stands how many bytes the text has; its words follow. */
  words = new Int32Array(16 * 1024);
  #end = 0;

  add(text: string): number {
    const words = wordsOf(text);
    const place = this.#end;
    this.#end += 1 + words.length;
    if (this.#end > this.words.length) {
      const larger = new Int32Array(this.#end * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words[place] = Buffer.byteLength(text);
    this.words.set(words, place + 1);
    return place;
  }

  forget(): void {
    this.#end = 0;
  }
}

/** A text's UTF-8, filled up with zeros. */
export function wordsOf(text: string): Int32Array {
  const bytes = Buffer.from(text);
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  for (let at = 0; at < bytes.length; at++)
    words[at >> 2] = (words[at >> 2] ?? 0) | ((bytes[at] ?? 0) << ((at & 3) * 8));
  return words;
}

/** Marks where a word holds the byte that `each` holds four times; 0 where it does not. Only the first mark is meant: see `firstByte`. */
export function whereByte(word: number, each: number): number {
  const zeroWhereSame = word ^ each;
  // Taking 1 from each byte borrows from the top bit only where the byte was 0, had that bit set before, or follows such a one.
  return (zeroWhereSame - 0x01010101) & ~zeroWhereSame & 0x80808080;
}

/** Which byte of a word is the first that is marked: 0 to 3. */
export function firstByte(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}
