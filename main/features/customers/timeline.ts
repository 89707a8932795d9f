/**
 * What happened to a customer, the newest first: every event about it, its payers, payments, invoices, credit, saved methods and
 * notes, and about those of customers that were merged into it.
 */
import { survivorOf } from '../../db/known-customer';
import { query } from '../../db/reader';
import { all, type Db } from '../../db/sql';
import { unpacked } from '../../journal/packed';
import { Failure } from '../../kernel/failure';
import { type HappeningGroup, happeningGroup, happeningWords, isHappeningWord } from '../../kernel/happening';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { statuses } from '../../kernel/payment';
import type { Happening, TimelinePage } from './contract';

export interface TimelineInput {
  id: Id;
  group?: HappeningGroup | undefined;
  limit: number;
  after?: string | undefined;
}

/** Everything that events of a customer are about, with what a person calls it. */
const subjects = `WITH who AS (SELECT c.id, c.uuid FROM customer s JOIN customer c ON c.id = s.id OR c.merged_into = s.id WHERE s.uuid = ?),
  subject (uuid, part, target, name, currency) AS (
    SELECT uuid, 'customer', NULL, '', NULL FROM who
    UNION ALL SELECT y.uuid, 'payer', NULL, coalesce(n.name, ''), NULL
      FROM payer y LEFT JOIN person n ON n.uuid = y.uuid WHERE y.customer IN (SELECT id FROM who)
    UNION ALL SELECT p.uuid, 'payment', p.uuid, coalesce(nullif(p.reference, ''), p.description), p.currency
      FROM payment p WHERE p.customer IN (SELECT id FROM who)
    UNION ALL SELECT a.uuid, 'payment', p.uuid, coalesce(nullif(p.reference, ''), p.description), a.currency
      FROM payment p JOIN attempt a ON a.payment = p.id WHERE p.customer IN (SELECT id FROM who)
    UNION ALL SELECT i.uuid, 'invoice', i.uuid, coalesce(i.number, ''), i.currency
      FROM invoice i WHERE i.customer IN (SELECT id FROM who)
    UNION ALL SELECT j.uuid, 'adjustment', NULL, '', j.currency FROM adjustment j WHERE j.customer IN (SELECT id FROM who)
    UNION ALL SELECT q.uuid, 'approval', NULL, '', q.currency FROM approval q WHERE q.customer IN (SELECT id FROM who)
    UNION ALL SELECT m.uuid, 'method', NULL, trim(coalesce(m.brand, '') || ' ' || coalesce(m.last4, '')), NULL
      FROM saved_method m WHERE m.customer IN (SELECT id FROM who)
    UNION ALL SELECT t.uuid, 'note', NULL, '', NULL FROM note t WHERE t.customer IN (SELECT id FROM who))`;

const pageSql = `${subjects}
  SELECT e.seq, e.kind, e.occurred_at, e.payload, r.operator, r.source, r.recorded_at, s.part, s.target, s.name, s.currency,
    (SELECT x.text FROM note_text x WHERE s.part = 'note' AND x.uuid = s.uuid) AS note
  FROM subject s CROSS JOIN event e ON e.subject = s.uuid JOIN request r ON r.seq = e.request
  WHERE (e.occurred_at, e.seq) < (?, ?) AND (? IS NULL OR e.kind IN (SELECT value FROM json_each(?)))
  ORDER BY e.occurred_at DESC, e.seq DESC LIMIT ?`;

interface Row {
  seq: number;
  kind: string;
  occurred_at: number;
  payload: string;
  operator: string;
  source: string;
  recorded_at: number;
  part: 'customer' | 'payer' | 'payment' | 'invoice' | 'adjustment' | 'approval' | 'method' | 'note';
  target: Buffer | null;
  name: string;
  currency: string | null;
  note: string | null;
}

const END: readonly [number, number] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** Of a customer that was merged, that of the one it was merged into. Throws Failure customer-unknown, cursor-invalid. */
export const customerTimeline = query('customers.timeline', (db, input: TimelineInput): TimelinePage => {
  const uuid = idToBytes(survivorOf(db, input.id));
  const [at, seq] = placeOf(input.after);
  const kinds = input.group === undefined ? null : JSON.stringify(kindsOf(input.group));
  const rows = all<Row>(db, pageSql, uuid, at, seq, kinds, kinds, input.limit + 1);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => happeningOf(db, row)),
    next: last ? `${last.occurred_at}.${last.seq}` : null,
  };
});

function placeOf(after: string | undefined): readonly [at: number, seq: number] {
  if (after === undefined) return END;
  const read = /^(-?\d{1,16})\.(\d{1,16})$/.exec(after);
  if (!read) throw new Failure('cursor-invalid');
  return [Number.parseInt(read[1] ?? '', 10), Number.parseInt(read[2] ?? '', 10)];
}

/** What a kind comes to stands in its group under a name of its own; the kind itself is what is looked for. */
function kindsOf(group: HappeningGroup): string[] {
  const known = new Set<string>(happeningWords[group]);
  const resolved = Object.entries(outcomes).flatMap(([kind, words]) =>
    Object.values(words).some((word) => known.has(word)) ? [kind] : [],
  );
  return [...known, ...resolved];
}

/** By the kind, what its payload's `status`, `state` or `outcome` makes of it. */
const outcomes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'payment.refund-changed': { failed: 'payment.refund-failed' },
  'payment.dispute-changed': { won: 'payment.dispute-won', lost: 'payment.dispute-lost' },
  'dispute.answer-ended': { sent: 'dispute.answer-sent', refused: 'dispute.answer-refused' },
  'attempt.resolved': { declined: 'attempt.declined', refused: 'attempt.refused' },
};

type Payload = Readonly<Record<string, unknown>>;

function wordOf(kind: string, payload: Payload): string {
  const ended = [payload.status, payload.state, payload.outcome].find((one) => typeof one === 'string');
  return outcomes[kind]?.[String(ended)] ?? kind;
}

function happeningOf(db: Db, row: Row): Happening {
  // from outside: what the event's schema has checked
  const payload = JSON.parse(unpacked(db, row.payload)) as Payload;
  const word = wordOf(row.kind, payload);
  const currency = typeof payload.currency === 'string' ? payload.currency : row.currency;
  const said = sumOf(payload);
  const sum = said !== null && leaving.has(row.kind) ? -said : said;
  const screen = row.part === 'invoice' ? 'invoices' : 'payments';
  return {
    event: row.seq,
    ...{ kind: row.kind, word: isHappeningWord(word) ? word : null, group: happeningGroup(word) },
    ...{ at: row.occurred_at, recordedAt: row.recorded_at, operator: row.operator, source: row.source },
    ...{ name: row.name, about: row.target ? { screen, id: idFromBytes(row.target) } : null },
    amount: sum === null || currency === null ? null : { amount: toDecimal(sum, currency), currency },
    status: row.kind.startsWith('payment.') ? (statuses.find((one) => one === payload.status) ?? null) : null,
    text: row.note ?? textOf(row, payload),
  };
}

/** Their sums go away from the customer. */
const leaving: ReadonlySet<string> = new Set(['purchase.recorded', 'payment.refunded']);

/** Minor units; null where the event is about no sum. */
function sumOf({ amount, total, taken, parts }: Payload): number | null {
  if (typeof amount === 'number') return amount;
  if (typeof total === 'number') return total;
  const lots = sums(taken);
  if (lots) return Object.values(lots).reduce((all, one) => all + one, 0);
  const { receivable = 0, ...given } = sums(parts) ?? {};
  return parts === undefined ? null : Object.values(given).reduce((all, one) => all + one, -receivable);
}

function sums(value: unknown): Record<string, number> | null {
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'number'));
}

/** By the beginning of a kind, where its words stand; a provider's are shown as its own, a code of ours is for nobody. */
const sayings: readonly (readonly [kinds: RegExp, names: readonly string[]])[] = [
  [/^approval\.dropped$/, []],
  [/^(payment|attempt|dispute|method)\./, ['detail', 'note', 'nickname', 'providerStatus']],
  [/^adjustment\./, ['note']],
  [/./, ['number', 'note', 'why', 'reason', 'day', 'externalId']],
];

/** What a person wrote, a number, a day that was promised, the tags as they are since, or the provider's own word. */
function textOf({ kind, name }: Row, payload: Payload): string | null {
  const { tags } = payload;
  if (Array.isArray(tags)) return tags.join(', ') || null;
  const names = sayings.find(([kinds]) => kinds.test(kind))?.[1] ?? [];
  const said = names.map((one) => payload[one]);
  const isSaid = (one: unknown): one is string => typeof one === 'string' && one !== '' && one !== name && !isId(one);
  return said.find(isSaid) ?? null;
}
