/** What rows of several kinds have in common: whose they are, what for, and that each stands in the file once. */
import type { Id } from '../../kernel/id';
import { type Purpose, purposes } from '../../kernel/payment';
import type { Planned } from './item';
import { customerNamed, type KnownCustomers } from './known';
import type { RowReader } from './row';

export const PRODUCT = /^[a-z0-9-]{1,40}$/;

/** `ofAll`: whose all rows are, where the file has no column for it. Refuses the row, and gives null, where it names nobody or more than one. */
export function readCustomer(row: RowReader, known: KnownCustomers, ofAll: string | null = null): Id | null {
  const name = ofAll ?? row.needed('customer', 254);
  if (name === '') return null;
  const found = customerNamed(known, name);
  if (found === 'none') row.refuse('customer', 'import-customer-unknown', { text: name });
  else if (found === 'several') row.refuse('customer', 'import-customer-several', { text: name });
  else return found;
  return null;
}

/** Null where the row says none. Refuses the row where it says one that there is not. */
export function readPurpose(row: RowReader): Purpose | null {
  const written = row.text('purpose').toLowerCase();
  const purpose = purposes.find((each) => each === written) ?? null;
  if (written !== '' && !purpose) row.refuse('purpose', 'import-cell-unread', { text: written.slice(0, 60) });
  return purpose;
}

/** The items of the rows above, by their key. */
export class RowsAbove {
  readonly #items = new Map<string, { text: string; line: number }>();

  /** Whether the same item stood above. Refuses the row where another one stood there under its key. */
  has(row: RowReader, item: { key: string }): boolean {
    const text = JSON.stringify(item);
    const earlier = this.#items.get(item.key);
    if (earlier && earlier.text !== text) row.refuse('externalId', 'import-twice', { line: earlier.line });
    else this.#items.set(item.key, { text, line: row.line });
    return earlier !== undefined;
  }
}

export function refused(row: RowReader): Planned {
  return { line: row.line, state: 'refused', item: null, cells: [], money: null, refusals: row.refusals };
}
