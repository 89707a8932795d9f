/** One payout, followed from its gateway's own answer to the sealed bundle: the same figures at every place, to the minor unit. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { expect } from 'vitest';
import { addDays, lastDayOf, readMonth, startOfDay } from '../../main/kernel/time';
import { pdfText } from '../support/read-pdf';
import type { Home } from './counterfoil';

/** A balance transaction as Stripe sends it, in cents. */
interface Movement {
  id: string;
  type: string;
  amount: number;
  fee: number;
  net: number;
  source: string;
  created: number;
}

interface Payout {
  id: string;
  amount: number;
  arrival_date: number;
  currency: string;
  status: string;
}

type Row = Readonly<Record<string, string>>;

/** Decimal text as an integer of thousandths: tools may drop zeros behind the point. */
export function thousandths(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(text.replaceAll(',', ''));
  if (!match) throw new Error(`not an amount: ${text}`);
  const [, sign, whole = '', fraction = ''] = match;
  const value = BigInt(whole + fraction.padEnd(3, '0'));
  return sign ? -value : value;
}

const cents = (minor: number) => BigInt(minor) * 10n;
const sum = (of: readonly bigint[]) => of.reduce((total, each) => total + each, 0n);
const rowsOf = (csv: string) => Papa.parse<Row>(csv, { header: true, skipEmptyLines: true }).data;

/** Asks the company's simulated account over HTTP, as the book does, without a line of the book's own code. */
class Asked {
  private readonly url: string;

  constructor(home: Home) {
    const lines = readFileSync(`${home.demoBook}.simulators`, 'utf8').trim().split('\n');
    const ports = lines.flatMap((line) => /^\{"provider":"stripe","port":(\d+)\}$/.exec(line)?.[1] ?? []);
    this.url = `http://127.0.0.1:${ports.at(-1)}`;
  }

  async one<Found>(place: string): Promise<Found> {
    const headers = { authorization: 'Bearer sk_test_demoNorthgateHosting0001' };
    const answer = await fetch(`${this.url}${place}`, { headers });
    if (!answer.ok) throw new Error(`${place}: ${answer.status} ${await answer.text()}`);
    return JSON.parse(await answer.text());
  }

  /** Every page of it. */
  async all<Found extends { id: string }>(place: string): Promise<Found[]> {
    const found: Found[] = [];
    for (let more = true; more; ) {
      const after = found.at(-1)?.id;
      const from = after === undefined ? '' : `&starting_after=${after}`;
      const page = await this.one<{ data: Found[]; has_more: boolean }>(`${place}&limit=100${from}`);
      found.push(...page.data);
      more = page.has_more;
    }
    return found;
  }
}

const kinds: Readonly<Record<string, string>> = {
  ...{ charge: 'charge', payment: 'charge', refund: 'refund', payment_refund: 'refund' },
  payment_failure_refund: 'refund',
};

/** `pi_1 charge 10000 320 9680`: what moved, for which payment. */
async function told(asked: Asked, { source, type, amount, fee, net }: Movement): Promise<string> {
  const path =
    source.startsWith('re') || source.startsWith('pyr') ? 'refunds' : type === 'adjustment' ? 'disputes' : 'charges';
  const of = await asked.one<{ id: string; charge?: string; payment_intent: string | null }>(`/v1/${path}/${source}`);
  const kind = kinds[type] ?? (amount < 0 ? 'dispute' : 'dispute-won');
  return [of.payment_intent ?? of.charge ?? of.id, kind, ...[amount, fee, net].map(cents)].join(' ');
}

/** Of the payouts in euros that arrived in the month, the one that is made of the most kinds of movements. */
async function chosen(asked: Asked, month: string): Promise<{ payout: Payout; movements: Movement[] }> {
  const payouts = await asked.all<Payout>('/v1/payouts?status=paid');
  const isOfMonth = (day: number) => new Date(day * 1000).toISOString().startsWith(month);
  let best: { payout: Payout; movements: Movement[] } | null = null;
  for (const payout of payouts.filter((each) => each.currency === 'eur' && isOfMonth(each.arrival_date))) {
    const all = await asked.all<Movement>(`/v1/balance_transactions?payout=${payout.id}`);
    const movements = all.filter(({ type }) => type !== 'payout');
    const count = (of: readonly Movement[]) => new Set(of.map(({ type }) => type)).size;
    if (!best || count(movements) > count(best.movements)) best = { payout, movements };
  }
  if (!best) throw new Error(`nothing was paid out in euros in ${month}`);
  return best;
}

/** The proof as it is asked for, as rows and on paper: each says what the gateway said. Gives the ids of the payout and of its payments. */
async function expectProven(home: Home, asked: Asked, { payout, movements }: Awaited<ReturnType<typeof chosen>>) {
  const [csv = '', pdf = ''] = ['csv', 'pdf'].map((ending) => path.join(home.folder, `followed.${ending}`));
  for (const file of [csv, pdf]) expect((await home.counterfoil(['prove', payout.id, '--out', file])).code).toBe(0);
  const proof = await home.json<{
    holds: boolean;
    lines: { money: { amount: string } }[];
    parts: { payout: { id: string } | null; paid: string; sums: Record<string, string> }[];
  }>(['prove', payout.id]);
  const [line, ...rows] = rowsOf(readFileSync(csv, 'utf8'));
  const said = rows.map(({ label, kind, gross = '', fee = '', net = '' }) =>
    [label, kind, ...[gross, fee, net].map(thousandths)].join(' '),
  );
  const sent = await Promise.all(movements.map((movement) => told(asked, movement)));
  expect(said.sort()).toEqual(sent.sort());
  expect(sum(rows.map(({ net = '' }) => thousandths(net)))).toBe(cents(payout.amount));
  expect(thousandths(line?.gross ?? '')).toBe(cents(payout.amount));
  const [part] = proof.parts;
  expect([proof.holds, proof.parts.length, proof.lines.length]).toEqual([true, 1, 1]);
  const fees = -sum(movements.map(({ fee }) => cents(fee)));
  const net = sum(movements.map((movement) => cents(movement.net)));
  expect([part?.sums.fees, part?.sums.net, part?.sums.missing].map((text) => thousandths(text ?? ''))).toEqual([
    fees,
    net,
    0n,
  ]);
  const paper = pdfText(readFileSync(pdf)).replaceAll(/[\s,]/g, '');
  for (const amount of [...Object.values(part?.sums ?? {}), part?.paid ?? ''].filter((text) => /[1-9]/.test(text)))
    expect(paper).toContain(amount.replace('-', ''));
  return { id: part?.payout?.id ?? '', payments: new Set(rows.map(({ payment }) => payment)), rows };
}

/** What the bank's own file says of it. */
function expectAtBank(folder: string, { id, amount }: Payout): void {
  const texts = readdirSync(folder).flatMap((name) =>
    name.startsWith('main-') && name.endsWith('.xml') ? [readFileSync(path.join(folder, name), 'utf8')] : [],
  );
  const entries = texts.flatMap((text) => text.split('<Ntry>').slice(1)).filter((entry) => entry.includes(id));
  const amounts = entries.map((entry) => thousandths(/<Amt Ccy="EUR">([\d.]+)<\/Amt>/.exec(entry)?.[1] ?? ''));
  expect(amounts).toEqual([cents(amount)]);
}

interface Bundle {
  text(name: string): string;
  rows(name: string): Row[];
}

/** In the ledger: each movement and its fee through the clearing account, the payout out of it, the bank line against what is under way. */
function expectInLedger(bundle: Bundle, { id, rows }: { id: string; rows: readonly Row[] }, { amount }: Payout): void {
  const journal = bundle.rows('journal.csv');
  const through = (account: string, { credited, debited, amount: text = '' }: Row) =>
    debited === account ? thousandths(text) : credited === account ? -thousandths(text) : null;
  const left = new Map<string, bigint[]>();
  for (const row of journal) {
    const moved = row.currency === 'EUR' ? through('clearing:stripe', row) : null;
    if (moved !== null) left.set(row.subject ?? '', [...(left.get(row.subject ?? '') ?? []), moved]);
  }
  const take = (payment: string, moved: bigint) => {
    const of = left.get(payment) ?? [];
    const at = of.indexOf(moved);
    expect(at, `${payment} moved ${moved} of ${of}`).toBeGreaterThanOrEqual(0);
    of.splice(at, 1);
    return moved;
  };
  const into = rows.flatMap(({ payment = '', gross = '', fee = '' }) => [
    take(payment, thousandths(gross)),
    ...(thousandths(fee) === 0n ? [] : [take(payment, -thousandths(fee))]),
  ]);
  expect(sum(into) + take(id, -cents(amount))).toBe(0n);
  const sent = journal.filter(({ subject }) => subject === id);
  expect(sent.map((row) => [row.credited, row.debited])).toEqual([['clearing:stripe', 'transit:stripe']]);
  const matched = bundle.rows('matches.csv').filter(({ item }) => item === id);
  expect(matched.map((row) => [row.bank_account, row.account])).toEqual([['main', 'transit:stripe']]);
  expect(matched.map((row) => thousandths(row.item_amount ?? ''))).toEqual([cents(amount)]);
  const seen = journal.filter(({ subject, kind }) => kind === 'match.made' && subject === matched[0]?.id);
  expect(seen.map((row) => [row.credited, row.debited, row.currency, thousandths(row.amount ?? '')])).toEqual([
    ['transit:stripe', 'bank:main', 'EUR', cents(amount)],
  ]);
}

/** `EUR` and so on with what was moved in it and by how many entries; each gateway, status and currency with its payments. */
function expectTotals(bundle: Bundle): void {
  const { ledger, payments } = JSON.parse(bundle.text('manifest.json'));
  const moved = new Map<string, { amount: bigint; events: Set<string> }>();
  for (const { currency = '', amount = '', event = '' } of bundle.rows('journal.csv')) {
    const of = moved.get(currency) ?? { amount: 0n, events: new Set() };
    moved.set(currency, { amount: of.amount + thousandths(amount), events: of.events.add(event) });
  }
  const stated = ledger.map((of: Row) => [of.currency, of.entries, thousandths(of.debited ?? '')]);
  expect(stated).toEqual([...moved].map(([currency, of]) => [currency, of.events.size, of.amount]).sort());
  const paid = new Map<string, { amount: bigint; count: number }>();
  for (const { gateway, status, currency, amount = '' } of bundle.rows('payments.csv')) {
    const key = `${gateway} ${status} ${currency}`;
    const of = paid.get(key) ?? { amount: 0n, count: 0 };
    paid.set(key, { amount: of.amount + thousandths(amount), count: of.count + 1 });
  }
  const totals = payments.map((of: Row) => [
    `${of.gateway} ${of.status} ${of.currency}`,
    { amount: thousandths(of.amount ?? ''), count: of.count },
  ]);
  expect(new Map(totals)).toEqual(paid);
}

/** hledger, which is not ours, adds the sealed journal up to the sealed trial balance, and knows the payout. */
function expectInHledger(bundle: Bundle, file: string, payout: { id: string; amount: bigint }): void {
  const hledger = (...words: string[]) => execFileSync('hledger', ['-f', file, ...words], { encoding: 'utf8' });
  hledger('check');
  const balances = (...words: string[]) => {
    const csv = hledger('balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv', ...words);
    const [, ...lines] = Papa.parse<string[]>(csv.trim()).data;
    return new Map(lines.map(([account, currency, amount = '']) => [`${account} ${currency}`, thousandths(amount)]));
  };
  const trial = bundle.rows('trial-balance.csv');
  expect(trial.filter(({ opening = '' }) => thousandths(opening) !== 0n)).toEqual([]);
  const closing = trial.map(({ account, currency, closing: text = '' }): [string, bigint] => [
    `${account} ${currency}`,
    thousandths(text),
  ]);
  const counted = (of: Iterable<[string, bigint]>) => new Map([...of].filter(([, amount]) => amount !== 0n).sort());
  expect(counted(balances())).toEqual(counted(closing));
  expect(balances(`tag:subject=${payout.id}`)).toEqual(
    new Map([
      ['clearing:stripe EUR', -payout.amount],
      ['transit:stripe EUR', payout.amount],
    ]),
  );
}

/** Everything that the gateway ever moved in euros up to the end of the month is what its clearing account holds then. */
async function expectClearing(bundle: Bundle, asked: Asked, month: string): Promise<void> {
  const closed = readMonth(month);
  if (!closed) throw new Error(`not a month: ${month}`);
  const { book } = JSON.parse(bundle.text('manifest.json'));
  const end = startOfDay(addDays(lastDayOf(closed), 1), book.timeZone) / 1000;
  const all = await asked.all<Movement>('/v1/balance_transactions?currency=eur');
  const holds = sum(all.filter(({ created }) => created < end).map(({ net }) => cents(net)));
  const [row] = bundle
    .rows('trial-balance.csv')
    .filter(({ account, currency }) => account === 'clearing:stripe' && currency === 'EUR');
  expect(thousandths(row?.closing ?? '')).toBe(holds);
}

/** `hasHledger`: else its part is left out. */
export async function expectFollowed(home: Home, month: { key: string; bundle: string }, hasHledger: boolean) {
  const asked = new Asked(home);
  const followed = await chosen(asked, month.key);
  const { payout } = followed;
  const proven = await expectProven(home, asked, followed);
  expectAtBank(path.dirname(month.bundle), payout);
  const files = unzipSync(readFileSync(month.bundle));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const bundle: Bundle = { text, rows: (name) => rowsOf(text(name)) };
  const known = new Set(bundle.rows('payments.csv').map(({ id }) => id));
  expect([...proven.payments].filter((id) => !known.has(id))).toEqual([]);
  expectInLedger(bundle, proven, payout);
  expectTotals(bundle);
  await expectClearing(bundle, asked, month.key);
  if (!hasHledger) return;
  const file = path.join(home.folder, 'followed.journal');
  writeFileSync(file, text('journal.journal'));
  expectInHledger(bundle, file, { id: proven.id, amount: cents(payout.amount) });
}
