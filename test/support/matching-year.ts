/** A year of payouts, customers' transfers and bank lines as banks write them, with the truth kept apart from what the matcher sees. */
import type { Aliases, OpenItem, OpenLine } from '../../main/features/matching/proposal';
import { nameKey } from '../../main/features/matching/words';
import { rfReference } from '../../main/kernel/rf-reference';
import { chance } from './seed';

export interface MatchingYear {
  lines: OpenLine[];
  items: OpenItem[];
  aliases: Aliases;
  /** By line: the items that it is about, as `kind id`, sorted; what it books is not in it. Nothing: an unknown deposit. */
  truth: Map<string, string[]>;
}

const FIRST_DAY = 20_454;
const DAYS = 365;
const gateways = ['STRIPE', 'PAYPAL', 'RAZORPAY', 'PAYSTACK'] as const;
const given = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Ken', 'Radia', 'Tim', 'Donald', 'Frances', 'John', 'Lynn'];
const family = [
  'Lovelace',
  'Hopper',
  'Turing',
  'Dijkstra',
  'Liskov',
  'Thompson',
  'Perlman',
  'Knuth',
  'Allen',
  'Conway',
];
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

class Maker {
  readonly chance: () => number;
  readonly lines: OpenLine[] = [];
  readonly items: OpenItem[] = [];
  readonly truth = new Map<string, string[]>();
  readonly byAccount = new Map<string, Map<string, number>>();
  readonly byName = new Map<string, Map<string, number>>();

  constructor(seed: number) {
    this.chance = chance(seed);
  }

  below(limit: number): number {
    return Math.floor(this.chance() * limit);
  }

  code(length: number): string {
    return Array.from({ length }, () => letters[this.below(letters.length)] ?? '').join('');
  }

  line(of: Pick<OpenLine, 'day' | 'amount' | 'text'> & Partial<OpenLine>, about: readonly OpenItem[]): OpenLine {
    const line: OpenLine = {
      id: `line-${this.lines.length}`,
      bank: 'main',
      currency: 'EUR',
      name: '',
      account: '',
      ...of,
    };
    this.lines.push(line);
    this.truth.set(line.id, about.map((item) => `${item.kind} ${item.id}`).sort());
    return line;
  }

  payout(): OpenItem {
    const gateway = gateways[this.below(gateways.length)] ?? 'STRIPE';
    const id = `po_1${this.code(16)}`;
    const item: OpenItem = {
      ...{ kind: 'payout', id, account: `transit:${gateway.toLowerCase()}`, currency: 'EUR', customer: null, name: '' },
      ...{ amount: 2_000 + this.below(900_000), day: FIRST_DAY + this.below(DAYS), names: [id], gateway },
    };
    this.items.push(item);
    return item;
  }
}

/** How a bank writes a payout: with its whole name, cut off after so many signs, or with the gateway's alone. */
function payoutText(maker: Maker, item: OpenItem): string {
  const roll = maker.chance();
  const id = item.id.toUpperCase().replace('_', roll < 0.2 ? ' ' : '');
  if (roll < 0.6) return `${item.gateway} PAYMENTS ${id}`;
  if (roll < 0.85) return `${id.slice(0, 12)} ${item.gateway} TRANSFER`;
  return `${item.gateway} TRANSFER`;
}

/** Of payouts, and of transfers, so many come twice. */
const DUPLICATES = 0.02;

/** A line once more within a few days, as when somebody pays twice: the book knows of one, so that a person has to say which. */
function cameTwice(maker: Maker, { id: _, ...same }: OpenLine): void {
  if (maker.chance() < DUPLICATES) maker.line({ ...same, day: same.day + maker.below(3) }, []);
}

function addPayouts(maker: Maker, count: number): void {
  for (let n = 0; n < count; n++) {
    const item = maker.payout();
    const roll = maker.chance();
    const day = item.day + maker.below(4);
    if (roll < 0.93) cameTwice(maker, maker.line({ day, amount: item.amount, text: payoutText(maker, item) }, [item]));
    else if (roll < 0.96) {
      const other = maker.payout();
      other.day = item.day;
      const text = `${item.id} ${other.id}`.toUpperCase();
      maker.line({ day, amount: item.amount + other.amount, text }, [item, other]);
    } else if (roll < 0.98) {
      const first = 1 + maker.below(item.amount - 1);
      const text = `${item.gateway} ${item.id.toUpperCase()}`;
      maker.line({ day, amount: first, text }, [item]);
      maker.line({ day: day + 1, amount: item.amount - first, text }, [item]);
    }
    // What is left has not come to the bank yet.
  }
}

interface Customer {
  id: string;
  name: string;
  account: string;
}

function customers(maker: Maker, count: number): Customer[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `${given[n % given.length]} ${family[Math.floor(n / given.length) % family.length]} ${n}`;
    const of = { id: `customer-${n}`, name, account: `DE${String(10 ** 15 + n * 7919).padStart(20, '0')}` };
    // Most have paid before.
    if (maker.chance() < 0.8) maker.byAccount.set(of.account, new Map([[of.id, 1 + maker.below(20)]]));
    if (maker.chance() < 0.6) maker.byName.set(nameKey(name), new Map([[of.id, 1 + maker.below(20)]]));
    return of;
  });
}

function owed(maker: Maker, { id, name }: Customer, amount: number, day: number): OpenItem {
  const serial = maker.items.length;
  const item: OpenItem = {
    ...{ kind: 'payment', id: `payment-${serial}`, account: 'clearing:bank-transfer', currency: 'EUR', gateway: '' },
    ...{ amount, day, customer: id, name: nameKey(name) },
    names: [rfReference(String(100_000_000 + serial)), `2026-${String(100_000 + serial)}`],
  };
  maker.items.push(item);
  return item;
}

/** What customers write: the reference that they were given, our invoice's number, or nothing of use; under their name or another's. */
function transferText(maker: Maker, item: OpenItem): string {
  const [rf = '', number = ''] = item.names;
  const roll = maker.chance();
  if (roll < 0.45) return `SEPA CREDIT ${rf.replace(/(.{4})/g, '$1 ')}`;
  if (roll < 0.7) return `Invoice ${number}, thank you`;
  return 'payment';
}

function addTransfers(maker: Maker, count: number): void {
  const all = customers(maker, Math.max(12, Math.floor(count / 4)));
  for (let n = 0; n < count; n++) {
    const customer = all[maker.below(all.length)];
    if (!customer) continue;
    const isRound = maker.chance() < 0.3;
    const amount = isRound ? (1 + maker.below(20)) * 5_000 : 500 + maker.below(400_000);
    const day = FIRST_DAY + maker.below(DAYS);
    const item = owed(maker, customer, amount, day);
    const isOther = maker.chance() < 0.05;
    const who = isOther
      ? { name: nameKey('Somebody Else'), account: '' }
      : { name: nameKey(customer.name), account: customer.account };
    const at = day + maker.below(14);
    const roll = maker.chance();
    const text = transferText(maker, item);
    if (roll < 0.88) {
      cameTwice(maker, maker.line({ day: at, amount, text, ...who }, [item]));
      // Or what is owed stands in the book twice, and is paid once.
      if (maker.chance() < DUPLICATES) owed(maker, customer, amount, day);
    } else if (roll < 0.93) {
      const second = owed(maker, customer, 500 + maker.below(90_000), day);
      const both = `${item.names[1]} ${second.names[1]}`;
      maker.line({ day: at, amount: amount + second.amount, text: both, ...who }, [item, second]);
    } else if (roll < 0.97)
      maker.line({ day: at, amount: amount - 150, text: `SEPA CREDIT ${item.names[0]}`, ...who }, [item]);
    // What is left was never paid; some pay what the book does not know.
    else if (roll < 0.98) maker.line({ day: at, amount: amount + 1, text: 'donation', ...who, account: '' }, []);
  }
}

function addCharges(maker: Maker, count: number): void {
  for (let n = 0; n < count; n++)
    maker.line(
      { day: FIRST_DAY + maker.below(DAYS), amount: -(100 + maker.below(3_000)), text: 'Monthly account fee' },
      [],
    );
}

export function matchingYear(size: { payouts: number; transfers: number; seed: number }): MatchingYear {
  const maker = new Maker(size.seed);
  addPayouts(maker, size.payouts);
  addTransfers(maker, size.transfers);
  addCharges(maker, Math.ceil(size.transfers / 40));
  const { lines, items, truth, byAccount, byName } = maker;
  const aliases = { account: (of: string) => byAccount.get(of), name: (of: string) => byName.get(of) };
  return { lines, items, truth, aliases };
}
