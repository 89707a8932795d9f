/** One kind of object of the simulated account, ordered by creation, and how its lists are paged: by counting, the newest first. */

interface Dated {
  id: string;
  /** Unix seconds. */
  created_at: number;
}

export class Shelf<T extends Dated> {
  private readonly rows: T[] = [];
  private readonly byId = new Map<string, T>();

  get size(): number {
    return this.rows.length;
  }

  add(object: T): T {
    this.byId.set(object.id, object);
    let at = this.rows.length;
    while (at > 0 && (this.rows[at - 1]?.created_at ?? 0) > object.created_at) at--;
    this.rows.splice(at, 0, object);
    return object;
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** Throws for an id that is not here: the story is wrong. */
  need(id: string): T {
    const found = this.byId.get(id);
    if (!found) throw new Error(`the simulated account has no ${id}`);
    return found;
  }

  remove(id: string): void {
    const found = this.byId.get(id);
    if (found) this.rows.splice(this.rows.indexOf(found), 1);
    this.byId.delete(id);
  }

  oldestFirst(): readonly T[] {
    return this.rows;
  }

  page({ from, to, skip, count }: PageWish, wanted?: (row: T) => boolean): T[] {
    const first = this.countUntil(from - 1);
    const end = this.countUntil(to);
    // Of a whole list the place is known: to walk to it would cost a long list's every page more than the one before.
    if (!wanted) return this.rows.slice(Math.max(first, end - skip - count), Math.max(first, end - skip)).reverse();
    const page: T[] = [];
    let passed = 0;
    for (let at = end - 1; at >= first && page.length < count; at--) {
      const row = this.rows[at];
      if (row && wanted(row) && passed++ >= skip) page.push(row);
    }
    return page;
  }

  /** So many rows stand up to that second. */
  private countUntil(at: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.created_at ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

export interface PageWish {
  from: number;
  to: number;
  skip: number;
  count: number;
}
