/** Disputes and the rows that moved money for them. The rows are looked for by their codes, each stretch of time once per pull. */

import { field, textOf } from '../field';
import { type Mapped, parkedItem } from '../mapped';
import type { PulledDispute } from '../pulled';
import { type Line, orGone, Refusal } from './client';
import { disputeCodes } from './codes';
import { HISTORY_MS, WINDOW_MS } from './cursor';
import { eachAtOnce } from './each-at-once';
import type { LatestHarvest } from './harvest';
import { disputedPayment, mapDispute } from './map-dispute';
import type { Row } from './map-row';
import { dateText, searchAll } from './search';
import { type Dispute, disputeListSchema, disputeSchema, linkOf } from './wire';

const DAY_MS = 86_400_000;
/** PayPal lists the disputes of 180 days; an hour less, for clocks. */
const LISTED_MS = 180 * DAY_MS - 3_600_000;
const PAGE_SIZE = 50;

export interface DisputePage {
  ids: readonly string[];
  next: string | null;
}

/** One page of what changed since `since` (UTC ms). `start_time` is always said: without it PayPal lists nothing older than now. */
export async function listDisputes(
  line: Line,
  nowMs: number,
  since: number,
  token: string | null,
): Promise<DisputePage> {
  const oldest = nowMs - LISTED_MS;
  const body = await line.ask({
    method: 'GET',
    path: '/v1/customer/disputes',
    query: {
      start_time: milliText(oldest),
      ...(since > oldest ? { update_time_after: milliText(since) } : {}),
      page_size: String(PAGE_SIZE),
      ...(token === null ? {} : { next_page_token: token }),
    },
    what: 'disputes',
    repeat: 'freely',
  });
  return readPage(line, body);
}

function readPage(line: Line, body: unknown): DisputePage {
  const read = disputeListSchema.safeParse(body);
  if (!read.success) throw line.http.brokenAnswer();
  const ids = (read.data.items ?? []).map((item) => textOf(field(item, 'dispute_id'))).filter((id) => id !== null);
  const next = URL.parse(linkOf(read.data.links, 'next') ?? '')?.searchParams.get('next_page_token') ?? null;
  return { ids, next: next !== null && next.length <= 255 ? next : null };
}

/** The list's dates have milliseconds, as its documentation shows them. */
function milliText(atMs: number): string {
  return dateText(atMs).replace('Z', '.000Z');
}

/** What one pull has looked up of disputes. */
export class DisputeDesk {
  private readonly line: Line;
  private readonly nowMs: number;
  private readonly stretches = new Map<number, Promise<Map<string, Row[]>>>();
  private readonly byPayment = new Map<string, Promise<readonly string[]>>();

  constructor(line: Line, nowMs: number) {
    this.line = line;
    this.nowMs = nowMs;
  }

  /** The disputes of one payment, by id. */
  idsOf(payment: string): Promise<readonly string[]> {
    const known = this.byPayment.get(payment);
    if (known) return known;
    const asked = this.askIds(payment);
    this.byPayment.set(payment, asked);
    return asked;
  }

  private async askIds(payment: string): Promise<readonly string[]> {
    if (!/^[0-9A-Z_]{1,255}$/.test(payment)) return [];
    const query = { disputed_transaction_id: payment, page_size: String(PAGE_SIZE) };
    const path = '/v1/customer/disputes';
    try {
      const body = await orGone(this.line.ask({ method: 'GET', path, query, what: 'disputes', repeat: 'freely' }));
      return body === null ? [] : readPage(this.line, body).ids;
    } catch (error) {
      // A transaction that the disputes know nothing of (an old one, another kind) is refused rather than listed as none.
      if (error instanceof Refusal && error.status < 500) return [];
      throw error;
    }
  }

  async addAll(ids: readonly string[], harvest: LatestHarvest): Promise<void> {
    for (const found of await eachAtOnce(ids, (id) => this.one(id))) harvest.add('disputes', found);
  }

  /** The dispute as it is now, with all that moved for it. */
  private async one(id: string): Promise<Mapped<PulledDispute>> {
    const path = `/v1/customer/disputes/${encodeURIComponent(id)}`;
    const raw = await orGone(this.line.ask({ method: 'GET', path, what: 'disputes', repeat: 'freely' }));
    if (raw === null) {
      return { row: null, parked: parkedItem({ kind: 'dispute', externalId: id }, 'PayPal shows it no more') };
    }
    const payment = disputedPayment(raw);
    const times = disputeSchema.safeParse(raw).data;
    const moves = payment === null || !times ? [] : await this.movesOf(payment, times.create_time, this.endOf(times));
    return mapDispute(raw, moves);
  }

  /** Money of a dispute that is over moves no more, but for what comes late. */
  private endOf({ status, update_time }: Dispute): number {
    const isOver = status === 'RESOLVED' && typeof update_time === 'number';
    return isOver ? Math.min(this.nowMs, update_time + WINDOW_MS) : this.nowMs;
  }

  /** Rows of disputes that name the payment, or name a row that does (a fee names the chargeback). */
  private async movesOf(payment: string, fromMs: number, toMs: number): Promise<readonly Row[]> {
    const first = Math.max(fromMs - DAY_MS, this.nowMs - HISTORY_MS);
    const own = new Map<string, Row>();
    const stretches: Map<string, Row[]>[] = [];
    for (let at = Math.floor(first / WINDOW_MS); at * WINDOW_MS < toMs; at++) stretches.push(await this.stretch(at));
    for (const byOwner of stretches) for (const row of byOwner.get(payment) ?? []) own.set(row.key, row);
    for (const { id } of [...own.values()]) {
      for (const byOwner of stretches) for (const row of byOwner.get(id) ?? []) own.set(row.key, row);
    }
    return [...own.values()];
  }

  private stretch(at: number): Promise<Map<string, Row[]>> {
    const known = this.stretches.get(at);
    if (known) return known;
    const asked = this.askStretch(at);
    this.stretches.set(at, asked);
    return asked;
  }

  private async askStretch(at: number): Promise<Map<string, Row[]>> {
    const start = Math.max(at * WINDOW_MS, this.nowMs - HISTORY_MS);
    const period = { start, end: Math.min((at + 1) * WINDOW_MS, this.nowMs) };
    const byOwner = new Map<string, Row[]>();
    const found = await eachAtOnce(disputeCodes, (code) => searchAll(this.line, period, { transaction_type: code }));
    for (const row of found.flat()) {
      if (row.of !== null) byOwner.set(row.of, [...(byOwner.get(row.of) ?? []), row]);
    }
    return byOwner;
  }
}
