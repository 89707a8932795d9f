/**
 * What was pending (an eCheck, a refund or a withdrawal on its way) changes in its row, which keeps its old date: no later window
 * lists it. So the latest of them are remembered in the cursor, and looked at by their ids at the end of each round.
 */
import type { Line } from './client';
import { MAX_WAITING } from './cursor';
import { eachAtOnce } from './each-at-once';
import type { Row } from './map-row';
import { searchPage } from './search';

const DAY_MS = 86_400_000;
/** What has not moved by then is left to a person. */
const GIVEN_UP_MS = 120 * DAY_MS;
const SECOND_MS = 1000;
const LONGEST_ID = 40;

/** The list after these rows were seen. The oldest fall out when there are too many. */
export function waitingAfter(waiting: readonly string[], rows: readonly Row[], nowMs: number): string[] {
  const list = new Map(waiting.map((text) => [text.split('@')[0] ?? '', text]));
  for (const row of rows) {
    if (row.kind !== 'payment' && row.kind !== 'refund' && row.kind !== 'payout') continue;
    const isWaiting = row.status === 'P' && row.id.length <= LONGEST_ID && nowMs - row.at < GIVEN_UP_MS;
    if (isWaiting) list.set(row.id, `${row.id}@${row.at}`);
    else list.delete(row.id);
  }
  return [...list.values()].sort((a, b) => timeIn(a) - timeIn(b)).slice(-MAX_WAITING);
}

/** The rows of those on the list, as they are now. */
export async function rowsWaiting(line: Line, waiting: readonly string[]): Promise<Row[]> {
  const pages = await eachAtOnce(waiting, (text) => {
    const at = timeIn(text);
    const window = { start: at - SECOND_MS, end: at + SECOND_MS };
    return searchPage(line, window, 1, { transaction_id: text.split('@')[0] ?? '' });
  });
  return pages.flatMap(({ rows }) => [...rows]);
}

function timeIn(text: string): number {
  const digits = text.split('@')[1] ?? '';
  return /^\d{1,15}$/.test(digits) ? Number.parseInt(digits, 10) : 0;
}
