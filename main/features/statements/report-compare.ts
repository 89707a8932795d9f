/**
 * A gateway's report against the book: which of its rows the book has just so, and where they differ. What the report does not name by
 * the book's own ids is compared as a sum per payment. Only reads; nothing is ever booked from a report.
 */
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type FindingType, MOST_FINDINGS } from '../../kernel/gateway-report';
import { addMinor } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { bookedReserve } from '../payouts/reserve-events';
import type { ReadReportRow } from './report-read';

export interface Sides {
  gross: number;
  fee: number;
  currency: string;
}

export interface Finding {
  type: FindingType;
  about: 'movement' | 'payout';
  item: string;
  /** Of the file; 0: it is not in it. */
  line: number;
  day: Day;
  word: string;
  report: Sides | null;
  book: Sides | null;
}

interface Settlement {
  external_id: string;
  amount: number;
  fee: number;
  net: number;
  currency: string;
}

const settlementColumns = 's.external_id, s.amount, s.fee, s.net, s.currency';
const bySelf = `SELECT ${settlementColumns} FROM settlement s WHERE s.gateway = ? AND s.external_id = ?`;
const ofPayment = `SELECT ${settlementColumns} FROM payment p JOIN settlement s ON s.payment = p.id
  WHERE p.gateway = ? AND p.external_id = ? AND s.currency = ?`;
const payoutNamed =
  'SELECT id, amount, currency, status, arrival_day FROM payout WHERE gateway = ? AND external_id = ?';
const inPayout = `SELECT ${settlementColumns} FROM payout_item i
  JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement WHERE i.payout = ?`;

const sidesOf = ({ amount, fee, currency }: Settlement): Sides => ({ gross: amount, fee, currency });

export interface Carried {
  net: number;
  currency: string;
  row: ReadReportRow;
}

export class Comparison {
  same = 0;
  readonly findings: Finding[] = [];
  readonly #db: Db;
  readonly #gateway: string;
  /** Both rows of each conversion, by the row whose sum they turned. */
  readonly #conversions: ReadonlyMap<string, readonly ReadReportRow[]>;
  /** Settlements of the book that the report has, as they are or otherwise. */
  readonly seen = new Set<string>();
  readonly #left: ReadReportRow[] = [];
  /** What each payout carries by the report; null: in more than one currency. */
  readonly #carried = new Map<string, Carried | null>();

  constructor(db: Db, gateway: string, conversions: ReadonlyMap<string, readonly ReadReportRow[]>) {
    this.#db = db;
    this.#gateway = gateway;
    this.#conversions = conversions;
  }

  take(row: ReadReportRow): void {
    if (row.kind === 'conversion') return;
    if (row.kind === 'payout') this.#payout(row);
    else {
      this.#carry(row);
      this.#movement(row);
    }
  }

  /** Call once, behind the last row. `hasPayouts`: the report has all that the payouts that it names carry. */
  end(hasPayouts: boolean): void {
    this.#leftovers();
    if (!hasPayouts) return;
    for (const [payout, carried] of this.#carried) this.#wholePayout(payout, carried);
  }

  /** Throws Failure report-differs-much. */
  add(finding: Finding): void {
    if (this.findings.length >= MOST_FINDINGS) throw new Failure('report-differs-much', { limit: MOST_FINDINGS });
    this.findings.push(finding);
  }

  #differs(type: FindingType, row: ReadReportRow, item: string, report: Sides | null, book: Sides | null): void {
    const about = row.kind === 'payout' ? 'payout' : 'movement';
    this.add({ type, about, item, line: row.at, day: row.day, word: row.word, report, book });
  }

  /** The sides of a row as the book would have them: a converted one is in the other currency, its fee taken before. */
  #sides(row: ReadReportRow, currency: string): Sides {
    const other = this.#conversions.get(row.externalId)?.find((each) => each.currency === currency);
    const isConverted = row.currency !== currency && other !== undefined;
    return isConverted
      ? { gross: other.gross, fee: 0, currency }
      : { gross: row.gross, fee: row.fee, currency: row.currency };
  }

  #movement(row: ReadReportRow): void {
    const found = one<Settlement>(this.#db, bySelf, this.#gateway, row.externalId);
    if (!found) {
      if (this.#reserve(row)) return;
      this.#left.push(row);
      if (this.#left.length > MOST_FINDINGS) throw new Failure('report-differs-much', { limit: MOST_FINDINGS });
      return;
    }
    this.seen.add(found.external_id);
    const report = this.#sides(row, found.currency);
    const book = sidesOf(found);
    const type = typeOf(report, book);
    if (type) this.#differs(type, row, found.external_id, report, book);
    else this.same++;
  }

  /** What the gateway holds back, or gives back, is no settlement: it is booked under the same id. Gives whether it was. */
  #reserve(row: ReadReportRow): boolean {
    const found = bookedReserve(this.#db, this.#gateway, row.externalId, row.payout);
    if (!found) return false;
    const report = this.#sides(row, found.currency);
    const book = { gross: -found.amount, fee: 0, currency: found.currency };
    const type = typeOf(report, book);
    if (type) this.#differs(type, row, row.externalId, report, book);
    else this.same++;
    return true;
  }

  #payout(row: ReadReportRow): void {
    const found = one<{ amount: number; currency: string; status: string }>(
      ...([this.#db, payoutNamed, this.#gateway, row.externalId] as const),
    );
    const report = { gross: -row.gross, fee: row.fee, currency: row.currency };
    if (!found) {
      this.#differs('missing-in-ledger', row, row.externalId, report, null);
      return;
    }
    const book = { gross: found.amount, fee: row.fee, currency: found.currency };
    const type = found.status === 'failed' ? null : typeOf(report, book);
    if (type) this.#differs(type, row, row.externalId, report, book);
    else this.same++;
  }

  #carry(row: ReadReportRow): void {
    if (row.payout === null) return;
    const before = this.#carried.get(row.payout);
    if (before === null) return;
    const isOne = before === undefined || before.currency === row.currency;
    const net = addMinor(before?.net ?? 0, row.net);
    this.#carried.set(row.payout, isOne ? { net, currency: row.currency, row: before?.row ?? row } : null);
  }

  /** By payment and currency: a hold that is let go, a charge that failed after all, and what the book has as one movement. */
  #leftovers(): void {
    const groups = new Map<string, ReadReportRow[]>();
    for (const row of this.#left) {
      const key = JSON.stringify([row.of ?? `/${row.externalId}`, row.currency]);
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    for (const group of groups.values()) this.#group(group);
  }

  #group(group: readonly ReadReportRow[]): void {
    const [first] = group;
    if (!first) return;
    const { of, currency } = first;
    const own = of === null ? [] : all<Settlement>(this.#db, ofPayment, this.#gateway, of, currency);
    const stems = group.flatMap((row) => (row.isStem ? this.#stemmed(row) : []));
    const unseen = [...new Map([...own, ...stems].map((each) => [each.external_id, each])).values()];
    const open = unseen.filter(({ external_id }) => !this.seen.has(external_id));
    for (const { external_id } of open) this.seen.add(external_id);
    const netOf = (nets: readonly { net: number }[]) => nets.reduce((sum, { net }) => addMinor(sum, net), 0);
    const grossOf = group.reduce((sum, { gross }) => addMinor(sum, gross), 0);
    const feeOf = group.reduce((sum, { fee }) => addMinor(sum, fee), 0);
    const [known] = open;
    if (netOf(group) === netOf(open) && (known !== undefined || group.length > 1)) this.same += group.length;
    else if (known) {
      const gross = open.reduce((sum, { amount }) => addMinor(sum, amount), 0);
      const fee = open.reduce((sum, each) => addMinor(sum, each.fee), 0);
      const report = { gross: grossOf, fee: feeOf, currency };
      this.#differs('amount-differs', first, known.external_id, report, { gross, fee, currency: known.currency });
    } else {
      for (const row of group)
        this.#differs('missing-in-ledger', row, row.externalId, this.#sides(row, row.currency), null);
    }
  }

  /** `ID/…`: '0' is the sign behind the slash. */
  #stemmed({ externalId, currency }: ReadReportRow): Settlement[] {
    const text = `SELECT ${settlementColumns} FROM settlement s WHERE s.gateway = ? AND s.external_id >= ? AND s.external_id < ?
      AND s.currency = ?`;
    return all<Settlement>(this.#db, text, this.#gateway, `${externalId}/`, `${externalId}0`, currency);
  }

  /** A report by payouts has all of each: their sums, and what of the book's is not in it. */
  #wholePayout(payout: string, carried: Carried | null): void {
    const found = one<{ id: number; amount: number; currency: string; status: string; arrival_day: Day }>(
      ...([this.#db, payoutNamed, this.#gateway, payout] as const),
    );
    if (carried && !found) {
      const report = { gross: carried.net, fee: 0, currency: carried.currency };
      this.#differs('missing-in-ledger', { ...carried.row, kind: 'payout' }, payout, report, null);
    }
    if (!found || found.status === 'failed') return;
    if (carried && carried.currency === found.currency && carried.net !== found.amount) {
      const [report, book] = [carried.net, found.amount].map((gross) => ({ gross, fee: 0, currency: found.currency }));
      this.#differs('amount-differs', { ...carried.row, kind: 'payout' }, payout, report ?? null, book ?? null);
    }
    for (const each of all<Settlement>(this.#db, inPayout, found.id)) {
      if (this.seen.has(each.external_id)) continue;
      this.seen.add(each.external_id);
      this.missing(each, found.arrival_day, payout);
    }
  }

  /** The book has it, and the report does not. */
  missing(settlement: Settlement, day: Day, word: string): void {
    const item = settlement.external_id;
    const book = sidesOf(settlement);
    this.add({
      type: 'missing-at-gateway',
      about: 'movement',
      item,
      line: 0,
      day,
      word: word.slice(0, 60),
      report: null,
      book,
    });
  }
}

function typeOf(report: Sides, book: Sides): FindingType | null {
  if (report.currency !== book.currency) return 'currency-differs';
  if (report.gross !== book.gross) return 'amount-differs';
  return report.fee === book.fee ? null : 'fee-differs';
}
