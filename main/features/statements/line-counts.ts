/** How often lines that begin alike were seen: a table of numbers, because a file may have a million of them and a map would take fifty bytes of each. */

const FIRST_ROOM = 1 << 10;

export class LineCounts {
  /** 0: free. */
  #keys = new Float64Array(FIRST_ROOM);
  #counts = new Uint32Array(FIRST_ROOM);
  #used = 0;

  /** How often this number (an integer below 2^48) was seen before. */
  take(key: number): number {
    if (this.#used * 4 >= this.#keys.length * 3) this.#grow();
    const at = this.#place(key + 1);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key + 1;
      this.#used++;
    }
    const before = this.#counts[at] ?? 0;
    this.#counts[at] = before + 1;
    return before;
  }

  #place(key: number): number {
    const mask = this.#keys.length - 1;
    // The numbers are pieces of hashes: their low bits are even already.
    let at = (key % 0x40000000) & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(keys.length * 2);
    this.#counts = new Uint32Array(keys.length * 2);
    for (const [n, key] of keys.entries()) {
      if (key === 0) continue;
      const at = this.#place(key);
      this.#keys[at] = key;
      this.#counts[at] = counts[n] ?? 0;
    }
  }
}
