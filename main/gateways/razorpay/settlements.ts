/**
 * Settlements with what is in them. Only the reconciliation says so, by the day of the settlement in India: its rows are taken for
 * final once they add up to what was paid out.
 */

import type { Harvest } from '../harvest';
import type { Settlement } from '../pulled';
import type { Line } from './client';
import { idPart, isIdPart } from './client';
import { eachAtOnce, listPages } from './lists';
import { hasPlace, indianDay, type Movement, mapDispute, mapRecon, mapRefund, mapSettlement } from './map-aftermath';
import { settlementSchema } from './wire';

const DAY_S = 86_400;
/** For so long a settlement may lack rows; after that a person is told. */
const PATIENCE_S = 3 * DAY_S;
const RECON_PAGE = 500;
const DAYS_KEPT = 4;

export class Reconciliation {
  private readonly line: Line;
  private readonly days = new Map<string, readonly Movement[]>();

  constructor(line: Line) {
    this.line = line;
  }

  /** Adds the settlement and what it moved. `nowSec`: Razorpay's time. Gives true while more of it may come. */
  async add(raw: unknown, harvest: Harvest, nowSec: number): Promise<boolean> {
    const read = settlementSchema.safeParse(raw).data;
    if (read?.status !== 'processed') {
      harvest.add('payouts', mapSettlement(raw));
      return read?.status === 'created';
    }
    const movements = await this.movementsOf(read.id, read.created_at, read.amount, harvest);
    if (movements) {
      await this.addMovements(movements, harvest);
      const contents = movements.map(({ settlement }) => settlement.externalId);
      harvest.add('payouts', mapSettlement(raw, contents));
      return false;
    }
    harvest.add('payouts', mapSettlement(raw));
    const isYoung = nowSec - read.created_at < PATIENCE_S;
    const why = 'the rows of its reconciliation do not add up to its amount';
    if (!isYoung) harvest.park({ kind: 'settlement', externalId: read.id, why });
    return isYoung;
  }

  /** Null when they do not add up, also with those of the day after. */
  private async movementsOf(id: string, at: number, amount: number, harvest: Harvest): Promise<Movement[] | null> {
    const found = new Map<string, Movement>();
    for (const day of [indianDay(at), indianDay(at + DAY_S)]) {
      for (const movement of await this.dayOf(day, harvest)) {
        if (movement.row.settlement_id === id) found.set(movement.settlement.externalId, movement);
      }
      const sum = [...found.values()].reduce((total, { settlement }) => total + settlement.net, 0);
      if (found.size > 0 && sum === amount) return [...found.values()];
    }
    return null;
  }

  private async dayOf(day: string, harvest: Harvest): Promise<readonly Movement[]> {
    const known = this.days.get(day);
    if (known) return known;
    const [year = '', month = '', dayOfMonth = ''] = day.split('-');
    const movements: Movement[] = [];
    const options = {
      what: 'settlement details',
      path: '/settlements/recon/combined',
      query: { year, month, day: dayOfMonth },
      count: RECON_PAGE,
      idField: 'entity_id',
    };
    for await (const page of listPages(this.line, options)) {
      for (const raw of page.rows) {
        const { row, parked } = mapRecon(raw);
        if (row) movements.push(row);
        if (parked) harvest.park(parked);
      }
    }
    const oldest = this.days.size >= DAYS_KEPT ? this.days.keys().next().value : undefined;
    if (oldest !== undefined) this.days.delete(oldest);
    this.days.set(day, movements);
    return movements;
  }

  /** A payment tells its fee itself; a refund, and what a dispute took or gave back, is told here only. */
  private async addMovements(movements: readonly Movement[], harvest: Harvest): Promise<void> {
    for (const { row, settlement } of movements) {
      const why = 'the fee that it states was not kept from its settlement but is billed apart';
      const isBilled = row.type === 'payment' && row.fee > 0 && settlement.fee === 0;
      if (isBilled) harvest.park({ kind: 'reconciliation row', externalId: row.entity_id, why });
    }
    const others = movements.filter(({ row }) => row.type !== 'payment');
    await eachAtOnce(others, async ({ row, settlement }) => {
      if (!isIdPart(row.type === 'refund' ? row.entity_id : (row.dispute_id ?? 'none'))) {
        harvest.park({ kind: 'reconciliation row', externalId: row.entity_id, why: 'it names what cannot be an id' });
      } else if (row.type === 'refund') {
        const raw = await this.line.look('refunds', `/refunds/${idPart(row.entity_id)}`);
        if (raw !== null) harvest.add('refunds', mapRefund(raw, settlement));
      } else if (hasPlace(row)) await this.addDispute(row.dispute_id ?? '', row.created_at, settlement, harvest);
      else {
        const why = `a movement of the kind ${row.type.slice(0, 40)}, which the book has no place for yet`;
        harvest.park({ kind: 'reconciliation row', externalId: row.entity_id, why });
      }
    });
  }

  private async addDispute(id: string, at: number, settlement: Settlement, harvest: Harvest): Promise<void> {
    const raw = await this.line.look('disputes', `/disputes/${idPart(id)}`);
    if (raw === null) return;
    const moves = settlement.net < 0 ? { withdrawal: settlement } : { reinstatement: settlement, returnedAt: at };
    harvest.add('disputes', mapDispute(raw, moves));
  }
}
