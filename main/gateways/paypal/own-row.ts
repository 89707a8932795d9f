/** A row of the search by the key that we put into `custom_id`: for what is older than the request ids that PayPal keeps. */

import { field } from '../field';
import type { Line } from './client';
import type { RowKind } from './codes';
import { HISTORY_MS } from './cursor';
import { readCustomId } from './custom-id';
import type { Row } from './map-row';
import { searchEach } from './search';

const HOUR_MS = 3_600_000;
/** The same key may have been sent again for a day. */
const AFTER_MS = 26 * HOUR_MS;

/** Looks through what was made from an hour before `sentAt` (UTC ms) to a day after; rows may come up to three hours late. */
export async function findRow(line: Line, key: string, kind: RowKind, sentAt: number): Promise<Row | null> {
  const nowMs = line.http.providerNow();
  const start = Math.max(sentAt - HOUR_MS, nowMs - HISTORY_MS);
  const period = { start, end: Math.min(nowMs, sentAt + AFTER_MS) };
  for await (const rows of searchEach(line, period, {})) {
    const found = rows.find(
      (row) => row.kind === kind && readCustomId(field(row.info, 'custom_field')).attempt === key,
    );
    if (found) return found;
  }
  return null;
}
