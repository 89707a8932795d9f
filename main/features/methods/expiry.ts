/** When a saved card stops working, and when that is told. Pure. */
import type { ExpiryState } from '../../kernel/saved-method';
import { addDays, type Day, readDay } from '../../kernel/time';

/** An expiry is told so many days before. */
const WARNED_DAYS = 60;

/** `expires`: `YYYY-MM`; the card works until that month's last day. Null for a method that does not expire. */
export function expiryOf(expires: string | null, today: Day): ExpiryState | null {
  const last = expires === null ? null : lastDayOf(expires);
  if (last === null) return null;
  if (today > last) return 'over';
  return addDays(today, WARNED_DAYS) >= last ? 'soon' : 'fine';
}

function lastDayOf(month: string): Day | null {
  const first = readDay(`${month}-01`);
  if (first === null) return null;
  const next = readDay(`${addDays(first, 31).slice(0, 7)}-01`);
  return next === null ? null : addDays(next, -1);
}
