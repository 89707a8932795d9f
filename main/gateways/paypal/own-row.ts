/** A row of the search by the key that we put into `custom_id`: for what is older than the request ids that PayPal keeps. */
import type { Line } from './client';
import type { RowKind } from './codes';
import { WINDOW_MS } from './cursor';
import type { Row } from './map-row';
import { readCustomId } from './mapped';
import { searchPage } from './search';
import { field } from './wire';

const HOUR_MS = 3_600_000;

/** Looks through what was made from an hour before `sentAt` (UTC ms) on; rows may come up to three hours late. */
export async function findRow(line: Line, key: string, kind: RowKind, sentAt: number): Promise<Row | null> {
  const start = sentAt - HOUR_MS;
  const window = { start, end: Math.min(line.http.providerNow(), start + WINDOW_MS) };
  if (window.end <= window.start) return null;
  for (let page = 1; ; page++) {
    const { rows, isLast } = await searchPage(line, window, page);
    const found = rows.find(
      (row) => row.kind === kind && readCustomId(field(row.info, 'custom_field')).attempt === key,
    );
    if (found) return found;
    if (isLast) return null;
  }
}
