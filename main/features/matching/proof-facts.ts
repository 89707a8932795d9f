/** What a bank line or a payout is made of, read from the book: each movement with the payment that it leads to. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { addMinor, toDecimal } from '../../kernel/money';
import { type Day, dayIn } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import type { Proof } from './contract';
import { itemsOf } from './match-rows';
import { type ProofKind, type ProofPart, type ProofRow, type ProofTold, proofHolds, proofSums } from './proof';
import type { MatchItem } from './shapes';
import { type ClearingMovement, sweptOf } from './swept';

export interface ProofMovement extends ProofRow {
  payment: Id | null;
  label: string;
  who: string;
  day: string;
}

export interface ProvenPart extends ProofPart {
  /** The payout; null: payments and bookings that came to the bank by themselves. */
  payout: { id: Id; label: string; gateway: string; day: string } | null;
  told: ProofTold;
  rows: ProofMovement[];
}

export interface ProvenLine {
  id: Id;
  day: string;
  amount: number;
  currency: string;
  text: string;
}

export interface Proven {
  lines: ProvenLine[];
  parts: ProvenPart[];
  holds: boolean;
}

/** `of`: the id of a bank line or of a payout, or a payout's id at its gateway. Throws Failure proof-unknown, proof-nothing. */
export function proven(db: Db, of: string): Proven {
  const line = isId(of)
    ? one<{ state: string; match: number | null }>(
        db,
        'SELECT state, match FROM bank_line WHERE uuid = ?',
        idToBytes(of),
      )
    : undefined;
  if (line) {
    if (line.match === null) throw new Failure('proof-nothing');
    return provenMatch(db, line.match);
  }
  const payout = isId(of)
    ? one<{ uuid: Buffer }>(db, 'SELECT uuid FROM payout WHERE uuid = ?', idToBytes(of))
    : one<{ uuid: Buffer }>(db, 'SELECT uuid FROM payout WHERE external_id = ? ORDER BY id LIMIT 1', of);
  if (!payout) throw new Failure('proof-unknown', { of });
  const match = one<{ match: number }>(
    db,
    "SELECT match FROM match_item WHERE kind = 'payout' AND item = ?",
    payout.uuid,
  );
  if (match) return provenMatch(db, match.match);
  const parts = [payoutPart(db, payout.uuid, undefined)];
  return { lines: [], parts, holds: proofHolds(parts, null) };
}

function provenMatch(db: Db, match: number): Proven {
  const lines = linesOf(db, match);
  const currency = lines[0]?.currency ?? 'EUR';
  const items = itemsOf(db, match);
  const payouts = items
    .filter(({ kind }) => kind === 'payout')
    .map(({ id, amount }) => payoutPart(db, idToBytes(id ?? ''), { amount, currency }));
  const direct = items.filter(({ kind }) => kind !== 'payout').map((item) => directRow(db, item));
  const parts = direct.length === 0 ? payouts : [...payouts, directPart(direct, currency)];
  const amount = lines.reduce((sum, line) => addMinor(sum, line.amount), 0);
  return { lines, parts, holds: proofHolds(parts, { amount, currency }) };
}

function linesOf(db: Db, match: number): ProvenLine[] {
  return all<Omit<ProvenLine, 'id' | 'text'> & { uuid: Buffer; name: string | null; text: string | null }>(
    db,
    `SELECT l.uuid, l.day, l.amount, l.currency, t.name, t.text FROM bank_line l LEFT JOIN bank_line w ON w.id = l.parent
     LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid) WHERE l.match = ? ORDER BY l.day, l.id`,
    match,
  ).map(({ uuid, name, text, ...rest }) => ({
    ...{ id: idFromBytes(uuid), ...rest },
    text: [name, text].filter(Boolean).join(' · '),
  }));
}

interface SettlementRow {
  kind: ProofKind;
  amount: number;
  fee: number;
  payment: Buffer;
  at: number;
  reference: string;
  external_id: string | null;
  name: string | null;
}

/** Of a gateway that says nothing of its payouts: what moved there since the one before, where it comes to this one. */
function sweptRows(
  movements: readonly ClearingMovement[],
  dayOf: (atMs: number) => string,
): Pick<ProvenPart, 'rows' | 'told'> {
  const rows = movements.map(({ kind, at, payment, ...rest }): ProofMovement => {
    const move = { kind: kindOf(kind, rest.amount), payment: payment ? idFromBytes(payment) : null, day: dayOf(at) };
    return { ...rest, ...move };
  });
  return { rows, told: rows.length > 0 ? 'swept' : 'untold' };
}

function kindOf(event: string, amount: number): ProofKind {
  if (event.startsWith('payment.refund')) return 'refund';
  if (event.startsWith('payment.disput')) return amount > 0 ? 'dispute-won' : 'dispute';
  if (event === 'reserve.moved') return 'reserve';
  return event.startsWith('payment.') ? 'charge' : 'booked';
}

const payoutSql = `SELECT s.kind, s.amount, s.fee, p.uuid AS payment, p.at, p.reference, p.external_id, n.name
  FROM payout_item i JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement JOIN payment p ON p.id = s.payment
  LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  WHERE i.payout = ? AND s.currency = ? ORDER BY p.at, s.external_id`;

function payoutPart(db: Db, uuid: Uint8Array, seen: ProofPart['seen']): ProvenPart {
  const row = one<{
    id: number;
    uuid: Buffer;
    gateway: string;
    external_id: string;
    amount: number;
    currency: string;
    arrival_day: string;
  }>(db, 'SELECT id, uuid, gateway, external_id, amount, currency, arrival_day FROM payout WHERE uuid = ?', uuid);
  if (!row) throw new Failure('match-item-gone');
  const { id, gateway, amount, currency } = row;
  const dayOf = dayIn(bookTimeZone(db));
  const rows = all<SettlementRow>(db, payoutSql, id, currency).map(
    ({ payment, at, reference, external_id: externalId, name, ...rest }): ProofMovement => ({
      ...{ ...rest, payment: idFromBytes(payment), label: externalId ?? reference, who: name ?? '', day: dayOf(at) },
    }),
  );
  rows.push(...reservesOf(db, row.uuid, currency, dayOf));
  const payout = { id: idFromBytes(row.uuid), label: row.external_id, gateway, day: row.arrival_day };
  const found = rows.length > 0 ? { rows, told: 'named' as const } : sweptRows(sweptOf(db, row), dayOf);
  return { payout, ...found, currency, paid: amount, sums: proofSums(found.rows, amount), seen };
}

/** What the gateway held back of this payout, and what it gave back with it. */
function reservesOf(db: Db, payout: Uint8Array, currency: string, dayOf: (atMs: number) => string): ProofMovement[] {
  return all<{ label: string; amount: number; at: number }>(
    db,
    `SELECT payload ->> '$.externalId' AS label, -(payload ->> '$.amount') AS amount, occurred_at AS at FROM event
     WHERE subject = ? AND kind = 'reserve.moved' AND payload ->> '$.currency' = ? ORDER BY seq`,
    payout,
    currency,
  ).map(({ at, ...row }) => ({ ...row, kind: 'reserve', fee: 0, payment: null, who: '', day: dayOf(at) }));
}

interface DirectRow extends ProofMovement {
  /** In the bank's currency. */
  seen: number;
}

function directRow(db: Db, { kind, id, account, amount, note = '' }: MatchItem): DirectRow {
  const row =
    kind === 'payment' && id !== undefined
      ? one<{ reference: string; at: number; name: string | null }>(
          db,
          `SELECT p.reference, p.at, n.name FROM payment p LEFT JOIN customer c ON c.id = p.customer
           LEFT JOIN person n ON n.uuid = c.uuid WHERE p.uuid = ?`,
          idToBytes(id),
        )
      : undefined;
  return {
    ...{ kind: kind === 'payment' || kind === 'settlement' ? 'charge' : 'booked', amount, fee: 0, seen: amount },
    ...{
      payment: row && id !== undefined && isId(id) ? id : null,
      label: row?.reference || note || account,
      who: row?.name ?? '',
    },
    day: row ? dayIn(bookTimeZone(db))(row.at) : '',
  };
}

function directPart(rows: readonly DirectRow[], currency: string): ProvenPart {
  const paid = rows.reduce((sum, { seen }) => addMinor(sum, seen), 0);
  const movements = rows.map(({ seen: _, ...row }) => row);
  return {
    payout: null,
    told: 'named',
    rows: movements,
    currency,
    paid,
    sums: proofSums(movements, paid),
    seen: { amount: paid, currency },
  };
}

const asDay = (text: string) => text as Day; // from outside: a day of the book

export const depositProof = query('matching.proof', (db, { of }: { of: string }): Proof => {
  const { lines, parts, holds } = proven(db, of);
  return {
    holds,
    lines: lines.map(({ id, day, amount, currency, text }) => ({
      ...{ id, day: asDay(day), text, money: { amount: toDecimal(amount, currency), currency } },
    })),
    parts: parts.map(({ payout, told, rows, currency, paid, sums, seen }) => {
      const said = (minor: number) => toDecimal(minor, currency);
      return {
        payout: payout && { ...payout, day: asDay(payout.day) },
        ...{
          ...{ told, currency },
          paid: said(paid),
          seen: seen ? { amount: toDecimal(seen.amount, seen.currency), currency: seen.currency } : null,
        },
        sums: {
          ...{
            charges: said(sums.charges),
            refunds: said(sums.refunds),
            disputes: said(sums.disputes),
            fees: said(sums.fees),
            reserved: said(sums.reserved),
          },
          ...{ booked: said(sums.booked), net: said(sums.net), missing: said(sums.missing) },
        },
        rows: rows.slice(0, MOST_SHOWN).map(({ kind, amount, fee, payment, label, who, day }) => ({
          ...{
            kind,
            payment,
            label,
            who,
            day: day === '' ? null : asDay(day),
            amount: said(amount),
            fee: said(fee),
            net: said(amount - fee),
          },
        })),
        count: rows.length,
      };
    }),
  };
});

/** Rows of one part that a screen shows; the sums are of all, and so are its files. */
const MOST_SHOWN = 500;
