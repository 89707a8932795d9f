/** The incremental pull: rounds of phases, a page at a time, each with the cursor to go on from if this process ends right after it. */
import { field } from '../field';
import { Harvest } from '../harvest';
import type { PulledPage } from '../pulled';
import { pullRounds } from '../rounds';
import { movedMoney, pageOf, remember } from './beside';
import type { Line } from './client';
import { type Cursor, listedFrom, type Marked, nextPhase, type Phase, type Round, readCursor } from './cursor';
import { createdOf, eachAtOnce, listPages } from './lists';
import { mapCustomer, mapPayment } from './map';
import { mapDispute, mapRefund } from './map-aftermath';
import { Reconciliation } from './settlements';

const DAY_S = 86_400;

/** Yields pages until all that Razorpay has now is fetched. Ends quietly when the signal says so. Rejects with Failure. */
export function pullAll(line: Line, cursorText: string | null, signal?: AbortSignal): AsyncGenerator<PulledPage> {
  const standing = new Standing(readCursor(cursorText));
  const round = new Visit(line, standing);
  return pullRounds(standing, () => round.phase(), signal);
}

/** The cursor as it moves. */
class Standing {
  cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  get phase(): Phase {
    return this.cursor.round?.phase ?? 'customers';
  }

  /** Begins the round with Razorpay's time, once its first answer is there. */
  begin(nowSec: number): Round {
    const { cursor } = this;
    if (cursor.round) return cursor.round;
    const newest = cursor.marks.customers;
    const round: Round = { startedAt: nowSec, phase: 'customers', skip: 0, newest, held: null, oldest: null };
    this.cursor = { ...cursor, round };
    return round;
  }

  /**
   * Moves past rows that state these times; `held`: the oldest of them that may still change. Gives the period that is complete
   * when they were the round's last.
   */
  advance(skip: number, created: readonly number[], held: number | null, isLast: boolean): PulledPage['covered'] {
    const { cursor } = this;
    const { round } = cursor;
    if (!round) return null;
    const times = created.filter((at) => at <= round.startedAt + DAY_S);
    const newest = Math.max(round.newest, ...times);
    const oldest = earliest(round.oldest, ...times);
    const heldNow = held === null ? round.held : earliest(round.held, held);
    if (!isLast) {
      this.cursor = { ...cursor, round: { ...round, skip, newest, oldest, held: heldNow } };
      return null;
    }
    const { phase } = round;
    const marks = isMarked(phase) ? { ...cursor.marks, [phase]: Math.min(newest, heldNow ?? newest) } : cursor.marks;
    const next = nextPhase(phase);
    if (next) {
      const mark = isMarked(next) ? marks[next] : 0;
      this.cursor = { ...cursor, marks, round: { ...round, phase: next, skip: 0, newest: mark, held: null, oldest } };
      return null;
    }
    this.cursor = { ...cursor, marks, syncedAt: round.startedAt, round: null };
    const fromSec = cursor.syncedAt ?? oldest ?? round.startedAt;
    return { fromMs: Math.min(fromSec, round.startedAt) * 1000, toMs: round.startedAt * 1000 };
  }
}

function isMarked(phase: Phase): phase is Marked {
  return phase !== 'disputes';
}

function earliest(known: number | null, ...times: readonly number[]): number | null {
  return times.length === 0 ? known : Math.min(known ?? Number.MAX_SAFE_INTEGER, ...times);
}

/** For so long an object of this age may still change without a sign of it. */
const openForS = { pending: 3 * DAY_S, failed: DAY_S, refund: 30 * DAY_S, settlement: 10 * DAY_S };

class Visit {
  private readonly line: Line;
  private readonly standing: Standing;
  private readonly reconciliation: Reconciliation;

  constructor(line: Line, standing: Standing) {
    this.line = line;
    this.standing = standing;
    this.reconciliation = new Reconciliation(line);
  }

  /** One phase, from where the cursor stands to its end. */
  async *phase(): AsyncGenerator<PulledPage> {
    const { phase } = this.standing;
    switch (phase) {
      case 'customers':
        return yield* this.customers();
      case 'payments':
        return yield* this.listed(phase, (row, harvest) => this.addPayment(row, harvest));
      case 'refunds':
        return yield* this.listed(phase, (row, harvest) => this.addRefund(row, harvest));
      case 'disputes':
        return yield* this.disputes();
      case 'settlements':
        return yield* this.settlements();
    }
  }

  /** Razorpay cannot be asked for customers from a time on: they come newest first, so the known ones end the list. */
  private async *customers(): AsyncGenerator<PulledPage> {
    const mark = this.standing.cursor.marks.customers;
    const options = { what: 'customers', path: '/customers', skip: this.standing.cursor.round?.skip ?? 0 };
    for await (const page of listPages(this.line, options)) {
      this.standing.begin(this.nowSec());
      const harvest = new Harvest();
      for (const row of page.rows) harvest.add('customers', mapCustomer(row));
      const created = createdOf(page.rows);
      const isOld = mark > 0 && isFalling(created) && (created.at(-1) ?? mark) < listedFrom(mark);
      yield this.page(harvest, page.skip, created, null, page.isLast || isOld);
      if (isOld) return;
    }
  }

  /** Disputes change for months and cannot be asked for by time: all of them, each time. */
  private async *disputes(): AsyncGenerator<PulledPage> {
    const options = { what: 'disputes', path: '/disputes', skip: this.standing.cursor.round?.skip ?? 0 };
    for await (const page of listPages(this.line, options)) {
      const harvest = new Harvest();
      for (const row of page.rows) harvest.add('disputes', mapDispute(row));
      yield this.page(harvest, page.skip, [], null, page.isLast);
    }
  }

  private async *listed(
    phase: 'payments' | 'refunds',
    add: (row: unknown, harvest: Harvest) => Promise<boolean>,
  ): AsyncGenerator<PulledPage> {
    for await (const page of listPages(this.line, this.fromTo(phase))) {
      const harvest = new Harvest();
      const open: unknown[] = [];
      const mappedRows = page.rows.map((row) => ({ row, own: new Harvest() }));
      await eachAtOnce(mappedRows, async ({ row, own }) => {
        if (await add(row, own)) open.push(row);
      });
      // What came first stays first, whichever answer was quicker.
      for (const { own } of mappedRows) harvest.take(own);
      yield this.page(harvest, page.skip, createdOf(page.rows), earliest(null, ...createdOf(open)), page.isLast);
    }
  }

  private async addPayment(row: unknown, harvest: Harvest): Promise<boolean> {
    remember(this.line, row);
    const mappedRow = mapPayment(row, { page: await pageOf(this.line, row) });
    harvest.add('payments', mappedRow);
    const { status } = mappedRow.row ?? {};
    // A payment that failed may yet be authorised late.
    return status === 'Pending'
      ? this.isYoung(row, openForS.pending)
      : status === 'Cancelled' && this.isYoung(row, openForS.failed);
  }

  private async addRefund(row: unknown, harvest: Harvest): Promise<boolean> {
    if (!(await movedMoney(this.line, row))) return false;
    const mappedRow = mapRefund(row);
    harvest.add('refunds', mappedRow);
    return mappedRow.row?.status === 'pending' && this.isYoung(row, openForS.refund);
  }

  private async *settlements(): AsyncGenerator<PulledPage> {
    for await (const page of listPages(this.line, this.fromTo('settlements'))) {
      if (page.rows.length === 0) yield this.page(new Harvest(), page.skip, [], null, page.isLast);
      for (const [index, row] of page.rows.entries()) {
        const harvest = new Harvest();
        const mayGrow = await this.reconciliation.add(row, harvest, this.nowSec());
        const created = createdOf([row]);
        const held = mayGrow && this.isYoung(row, openForS.settlement) ? earliest(null, ...created) : null;
        const left = page.rows.length - 1 - index;
        yield this.page(harvest, page.skip - left, created, held, page.isLast && left === 0);
      }
    }
  }

  private fromTo(phase: Exclude<Marked, 'customers'>) {
    const { marks } = this.standing.cursor;
    const round = this.standing.begin(this.nowSec());
    const query: Record<string, string> = { from: String(listedFrom(marks[phase])), to: String(round.startedAt) };
    if (phase === 'payments') query['expand[]'] = 'card';
    return { what: phase, path: `/${phase}`, query, skip: round.skip };
  }

  private page(
    harvest: Harvest,
    skip: number,
    created: readonly number[],
    held: number | null,
    isLast: boolean,
  ): PulledPage {
    const { phase } = this.standing;
    const covered = this.standing.advance(skip, created, held, isLast);
    const facts = harvest.facts(this.line.http.clockSkewMs);
    return { ...facts, cursor: JSON.stringify(this.standing.cursor), covered, phase };
  }

  private isYoung(row: unknown, forS: number): boolean {
    const created = field(row, 'created_at');
    return typeof created === 'number' && this.nowSec() - created < forS;
  }

  private nowSec(): number {
    return Math.floor(this.line.http.providerNow() / 1000);
  }
}

function isFalling(times: readonly number[]): boolean {
  return times.every((at, index) => index === 0 || at <= (times[index - 1] ?? at));
}
