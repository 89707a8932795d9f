/** Commands about vouchers. A code may be an argument, but other users of a machine can see those: `-` reads it from the input. */
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isCurrency } from '../kernel/currency';
import { idMaker, isId } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { voidWays } from '../kernel/voucher';
import { USUAL_PATTERN } from '../kernel/voucher-code';
import { type Command, follow, needed, type Use, wholeNumber } from './command';
import { todayOf } from './day-words';
import { UsageError } from './exit';
import { facts, table } from './output';

/** A code given as a word or an option; `-`: the first line of the standard input. Throws UsageError for none. */
export async function codeGiven(given: string | undefined): Promise<string> {
  let code = given;
  if (given === '-') {
    const lines = createInterface({ input: process.stdin });
    for await (const line of lines) {
      code = line.trim();
      break;
    }
    lines.close();
  }
  if (code === undefined || code === '' || code === '-') throw new UsageError('The code is missing.');
  return code;
}

function idGiven(use: Use, name: string): string {
  const id = needed(use, name);
  if (!isId(id)) throw new UsageError(`--${name} takes an id, not “${id}”.`);
  return id;
}

function requestOf(use: Use): string {
  return use.option('request') === undefined ? idMaker(systemClock)() : idGiven(use, 'request');
}

function currencyGiven(use: Use): string {
  const currency = needed(use, 'currency');
  if (!isCurrency(currency)) throw new UsageError(`--currency takes an ISO 4217 code, not “${currency}”.`);
  return currency;
}

const PAGE = 500;

const request = { request: 'an id (UUIDv7): sent again, it is the same deed and not a second one' };

const list: Command = {
  name: 'vouchers list',
  usage: 'vouchers list [--batch ID]',
  about: 'Batches of vouchers; of one batch, what became of each voucher. No code is told.',
  options: { batch: { type: 'string' } },
  tells: { batch: 'id of a batch' },
  async run(use) {
    const api = await use.api();
    if (use.option('batch') !== undefined) {
      const rows: Awaited<ReturnType<typeof api.vouchers.list>>['rows'] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page = await api.vouchers.list({ batch: idGiven(use, 'batch'), after, limit: PAGE });
        rows.push(...page.rows);
        after = page.next;
      }
      const lines = rows.map(({ no, state, used, uses, lastUse, id }) => [
        ...[String(no), state, `${used} of ${uses}`, lastUse?.customer?.name ?? '', id],
      ]);
      use.output.tell(rows, table(['no', 'state', 'used', 'last by', 'id'], lines, [0]));
      return;
    }
    const rows: Awaited<ReturnType<typeof api.vouchers.batches>>['rows'] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const page = await api.vouchers.batches({ limit: PAGE, ...(before === undefined ? {} : { before }) });
      rows.push(...page.rows);
      before = page.next;
    }
    const lines = rows.map((row) => [
      ...[row.name, row.kind, row.state, row.money.amount, row.money.currency, row.from, row.to ?? ''],
      ...[row.issued, row.redeemed, row.voided, row.expired, row.open].map(({ uses }) => String(uses)),
      row.id,
    ]);
    const headers = ['name', 'kind', 'state', 'worth', '', 'from', 'to', 'issued', 'redeemed', 'voided', 'expired'];
    use.output.tell(rows, table([...headers, 'open', 'id'], lines, [3, 7, 8, 9, 10, 11]));
  },
};

function usesGiven(use: Use) {
  const uses = wholeNumber(use.option('uses') ?? '1', 'uses', 1, 1_000_000);
  const each = use.option('per-customer') ?? '1';
  const perCustomer = each === 'any' ? null : wholeNumber(each, 'per-customer', 1, 1_000_000);
  return { uses, perCustomer };
}

const create: Command = {
  name: 'vouchers create',
  usage: 'vouchers create --name N --amount A --currency C --count N [--sold-at W --evidence T] …',
  about: 'Issues a batch: promotional, or sold when it is said where it was paid. Tells the batch, not its codes.',
  options: {
    name: { type: 'string' },
    amount: { type: 'string' },
    currency: { type: 'string' },
    count: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    uses: { type: 'string' },
    'per-customer': { type: 'string' },
    pattern: { type: 'string' },
    'sold-at': { type: 'string' },
    evidence: { type: 'string' },
    day: { type: 'string' },
    note: { type: 'string' },
    request: { type: 'string' },
  },
  tells: {
    name: 'what the batch is called',
    amount: 'what one use is worth, in major units',
    currency: 'such as EUR',
    count: 'how many vouchers, 10,000 at most',
    from: 'first day, YYYY-MM-DD (today)',
    to: 'last day, which counts; left out: no end',
    uses: 'how often each can be used in all (1)',
    'per-customer': 'how often by one customer (1), or any',
    pattern: `of the codes (${USUAL_PATTERN}): A a letter, 9 a digit, * either, {4} four of either`,
    'sold-at': 'where it was paid: bank-transfer, or a gateway account such as stripe',
    evidence: 'of a sold one: what proves the payment',
    day: 'of a sold one: when it was paid, YYYY-MM-DD (today)',
    note: 'for colleagues',
    ...request,
  },
  async run(use) {
    const at = use.option('sold-at');
    const paid =
      at === undefined ? null : { at, note: needed(use, 'evidence'), day: use.option('day') ?? (await todayOf(use)) };
    const wish = {
      ...({ request: requestOf(use), name: needed(use, 'name'), kind: paid ? 'sold' : 'promotional' } as const),
      ...{ amount: needed(use, 'amount'), currency: currencyGiven(use), paid, ...usesGiven(use) },
      ...{
        from: use.option('from') ?? (await todayOf(use)),
        to: use.option('to') ?? null,
        note: use.option('note') ?? '',
      },
      ...{ pattern: use.option('pattern') ?? USUAL_PATTERN },
      count: wholeNumber(needed(use, 'count'), 'count', 1, 10_000),
    };
    const { id } = await (await use.api()).vouchers.create(wish, { signal: use.signal });
    const told = { batch: id, request: wish.request };
    use.output.tell(told, facts(Object.entries(told)));
  },
};

const redeem: Command = {
  name: 'vouchers redeem',
  usage: 'vouchers redeem <code> --customer ID --currency C',
  about: 'Redeems a voucher for a customer; “-” in the place of the code reads it from the input.',
  options: { customer: { type: 'string' }, currency: { type: 'string' }, request: { type: 'string' } },
  tells: { customer: 'id of the customer', currency: 'of the voucher, such as EUR', ...request },
  words: 1,
  async run(use) {
    const asked = { request: requestOf(use), customer: idGiven(use, 'customer'), currency: currencyGiven(use) };
    const code = await codeGiven(use.words[0]);
    const { payment, money } = await (await use.api()).vouchers.redeem({ ...asked, code }, { signal: use.signal });
    const told = { payment, ...money, request: asked.request };
    use.output.tell(told, facts(Object.entries(told)));
  },
};

const voids: Command = {
  name: 'vouchers void',
  usage: 'vouchers void --batch ID [--voucher ID] --reason T [--money returned|kept]',
  about: 'Voids what is left of a batch or of one voucher; of a sold one say what becomes of its money.',
  options: {
    batch: { type: 'string' },
    voucher: { type: 'string' },
    reason: { type: 'string' },
    money: { type: 'string' },
    request: { type: 'string' },
  },
  tells: {
    batch: 'id of the batch',
    voucher: 'id of one voucher of it; left out: all that is open',
    reason: 'why',
    money: 'of a sold one: returned to the buyer from where it was paid, or kept as income',
    ...request,
  },
  async run(use) {
    const money = use.option('money');
    const way = voidWays.find((each) => each === money) ?? null;
    if (money !== undefined && way === null) throw new UsageError(`--money is returned or kept, not “${money}”.`);
    const chosen = use.option('voucher') === undefined ? {} : { vouchers: [idGiven(use, 'voucher')] };
    const wish = {
      request: requestOf(use),
      batch: idGiven(use, 'batch'),
      ...chosen,
      way,
      reason: needed(use, 'reason'),
    };
    const { vouchers, open } = await (await use.api()).vouchers.void(wish, { signal: use.signal });
    const told = { vouchers, ...open, request: wish.request };
    use.output.tell(told, facts(Object.entries(told).map(([name, value]) => [name, String(value)] as const)));
  },
};

const report: Command = {
  name: 'vouchers report',
  usage: 'vouchers report [--from D] [--to D]',
  about: 'Issued, redeemed, voided and expired in a span of days, by currency; and what is owed for sold vouchers.',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  tells: { from: 'first day, YYYY-MM-DD', to: 'last day, which counts' },
  async run(use) {
    const [from, to] = [use.option('from'), use.option('to')];
    const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const told = await (await use.api()).vouchers.report(span, { signal: use.signal });
    const lines = told.rows.map((row) => [
      ...[row.currency, row.kind],
      ...[row.before, row.issued, row.redeemed, row.voided, row.expired, row.after].map(({ amount }) => amount),
    ]);
    const headers = ['currency', 'kind', 'before', 'issued', 'redeemed', 'voided', 'expired', 'after'];
    const owed = told.outstanding.map(({ amount, currency }) => `${amount} ${currency}`).join(', ') || 'nothing';
    use.output.tell(told, `${table(headers, lines, [2, 3, 4, 5, 6, 7])}\n\nOwed for sold vouchers now: ${owed}`);
  },
};

const exports: Command = {
  name: 'vouchers export',
  usage: 'vouchers export --batch ID --out <file> [--format csv|pdf] [--open] [--bom] [--overwrite]',
  about: 'Writes the codes of a batch, as CSV or as a sheet to cut up. Whoever reads that file can redeem them.',
  options: {
    batch: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    open: { type: 'boolean' },
    bom: { type: 'boolean' },
    overwrite: { type: 'boolean' },
  },
  tells: {
    batch: 'id of the batch',
    out: 'the file to write',
    format: 'csv (usual) or pdf',
    open: 'only those that can still be redeemed',
    bom: 'begin with a byte order mark, for Excel',
    overwrite: 'also when there is a file of that name',
  },
  async run(use) {
    const format = use.option('format') ?? 'csv';
    if (format !== 'csv' && format !== 'pdf') throw new UsageError(`--format is csv or pdf, not “${format}”.`);
    const flags = { open: use.flag('open'), bom: use.flag('bom'), overwrite: use.flag('overwrite') };
    const input = { batch: idGiven(use, 'batch'), file: resolve(needed(use, 'out')), format, ...flags } as const;
    const receipt = await follow(use, (await use.api()).vouchers.export(input, { signal: use.signal }));
    use.output.tell(
      receipt,
      `${receipt.file}\n${receipt.rows} rows, ${receipt.bytes} bytes\nSHA-256 ${receipt.sha256}`,
    );
  },
};

export const voucherCommands: readonly Command[] = [list, create, redeem, voids, report, exports];
