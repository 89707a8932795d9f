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

  page({ from, to, skip, count }: PageWish, wanted: (row: T) => boolean = () => true): T[] {
    const page: T[] = [];
    let passed = 0;
    for (let at = this.rows.length - 1; at >= 0 && page.length < count; at--) {
      const row = this.rows[at];
      if (!row || row.created_at > to || !wanted(row)) continue;
      if (row.created_at < from) break;
      if (passed++ >= skip) page.push(row);
    }
    return page;
  }
}

export interface PageWish {
  from: number;
  to: number;
  skip: number;
  count: number;
}
