/** What brought something late for a closed month, read from its event and the request that it came with. Pure reading. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { idToBytes, isId } from '../../kernel/id';
import type { LateBringer, LateCause, LateThing } from '../../kernel/late-cause';

import { dayIn } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import { BANK_TRANSFER } from '../taking/received-events';

/** Of the payloads of all kinds, what tells the one from the other. */
const saysSchema = z.object({
  gateway: z.string().optional(),
  status: z.string().optional(),
  state: z.string().optional(),
  evidence: z.unknown().optional(),
  lines: z.array(z.string().refine(isId)).optional(),
});
type Says = z.infer<typeof saysSchema>;

/** What an event of a kind is, in a word. */
export function thingOf(kind: string, { status, state }: Pick<Says, 'status' | 'state'>): LateThing {
  switch (kind) {
    case 'payment.recorded':
    case 'payment.imported':
      return 'payment';
    case 'payment.status-changed':
      return status === 'Completed' ? 'payment' : 'payment-undone';
    case 'payment.import-reversed':
      return 'payment-undone';
    case 'payment.settled':
      return 'fee';
    case 'payment.refunded':
    case 'payment.refund-changed':
      return status === 'failed' ? 'refund-failed' : 'refund';
    case 'payment.disputed':
    case 'payment.dispute-changed':
      return state === 'won' ? 'dispute-won' : state === 'lost' ? 'dispute-lost' : 'dispute';
    case 'payout.recorded':
    case 'payout.status-changed':
      return status === 'failed' ? 'payout-failed' : 'payout';
    case 'reserve.moved':
      return 'reserve';
    case 'purchase.recorded':
      return 'purchase';
    case 'invoice.issued':
    case 'invoice.imported':
      return 'invoice';
    case 'match.made':
      return 'match';
    case 'match.undone':
      return 'match-undone';
    default:
      return 'movement';
  }
}

/** A day in a closed month that a person chose is refused: such a purchase is from a file. */
const ofFiles: ReadonlySet<string> = new Set(['payment.imported', 'purchase.recorded', 'invoice.imported']);

/** `source`: of the request. The key of a gateway account stands behind `gateway:`. */
export function bringerOf(kind: string, source: string, says: Says): LateBringer {
  if (source.startsWith('gateway:')) return 'gateway';
  if (kind === 'match.made' || isOfLine(kind, says)) return 'line';
  if (source === 'outbox' && says.gateway !== undefined) return 'gateway';
  if (source === 'schedule' || source === 'outbox' || source === 'demo') return 'book';
  return ofFiles.has(kind) ? 'file' : 'person';
}

/** A transfer that nobody gave evidence for came in by its bank line, in the same act as the match. */
const isOfLine = (kind: string, { gateway, status, evidence }: Says) =>
  (kind === 'payment.recorded' || kind === 'payment.status-changed') &&
  gateway === BANK_TRANSFER &&
  status === 'Completed' &&
  evidence === undefined;

interface Asked {
  request: number;
  operator: string;
  source: string;
  at: number;
}

const askedSql = `SELECT e.request, r.operator, r.source, r.recorded_at AS at FROM event e JOIN request r ON r.seq = e.request
  WHERE e.seq = ?`;
/** Events of one act stand together; its match is among the next. */
const matchSql =
  "SELECT seq FROM event WHERE seq >= ? AND seq < ? + 1000 AND request = ? AND kind = 'match.made' LIMIT 1";
const importedSql = `SELECT r.recorded_at AS at FROM bank_line l JOIN statement s ON s.id = l.statement JOIN event e ON e.subject = s.uuid
  JOIN request r ON r.seq = e.request WHERE l.uuid = ? AND e.kind = 'statement.imported' LIMIT 1`;

/** `event`: its number in the journal. Null where the journal has none of it. */
export function lateCause(db: Db, event: number): LateCause | null {
  const asked = one<Asked>(db, askedSql, event);
  const [stored] = readEvents(db, event - 1, 1);
  if (!asked || stored?.seq !== event) return null;
  const says = saysOf(stored.payloadText);
  const bringer = bringerOf(stored.kind, asked.source, says);
  const dayOf = dayIn(bookTimeZone(db));
  const imported = bringer === 'line' ? importedAt(db, event, asked.request) : undefined;
  return {
    bringer: imported === undefined ? bringer : 'statement',
    thing: thingOf(stored.kind, says),
    gateway: bringer === 'gateway' ? (asked.source.split(':')[1] ?? says.gateway ?? null) : null,
    ...{ by: asked.operator, toldOn: dayOf(asked.at) },
    importedOn: imported === undefined ? null : dayOf(imported),
  };
}

function saysOf(text: string): Says {
  const read = saysSchema.safeParse(JSON.parse(text));
  return read.success ? read.data : {};
}

/** UTC milliseconds; undefined where its match or its line is not to be found. */
function importedAt(db: Db, event: number, request: number): number | undefined {
  const match = one<{ seq: number }>(db, matchSql, event, event, request);
  const [stored] = match ? readEvents(db, match.seq - 1, 1) : [];
  const line = stored ? saysOf(stored.payloadText).lines?.[0] : undefined;
  return line === undefined || !isId(line) ? undefined : one<{ at: number }>(db, importedSql, idToBytes(line))?.at;
}
