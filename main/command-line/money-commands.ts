/** Commands about asking for money: what is on its way, and taking a payment. */
import { isCurrency } from '../kernel/currency';
import { idMaker, isId } from '../kernel/id';
import { purposes } from '../kernel/payment';
import { systemClock } from '../kernel/time';
import { type Command, needed, type Use, wholeNumber } from './command';
import type { Api } from './engine';
import { UsageError } from './exit';
import { facts, table } from './output';
import { codeGiven } from './voucher-commands';

const minute = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 16).replace('T', ' '));

const outbox: Command = {
  name: 'outbox',
  usage: 'outbox [--all] [--limit N]',
  about: 'What was asked of a gateway and is still open: drafted, waiting, sending, unknown, not found.',
  options: { all: { type: 'boolean' }, limit: { type: 'string' } },
  tells: { all: 'also what is done or dropped', limit: 'at most so many (100)' },
  async run(use) {
    const limit = wholeNumber(use.option('limit') ?? '100', 'limit', 1, 500);
    const api = await use.api();
    const { rows } = await api.outbox.list({ open: !use.flag('all'), limit }, { signal: use.signal });
    const lines = rows.map((row) => [
      minute(row.createdAt),
      row.kind,
      row.gateway,
      row.amount.amount,
      row.amount.currency,
      row.outcome ?? row.state,
      row.payment.customer?.name ?? '',
      row.detail ?? row.why ?? '',
      row.id,
    ]);
    const headers = ['asked (UTC)', 'what', 'gateway', 'amount', '', 'state', 'customer', 'why', 'id'];
    const none = use.flag('all') ? 'Nothing was asked of a gateway yet.' : 'Nothing is on its way.';
    use.output.tell(rows, rows.length === 0 ? none : table(headers, lines, [3]));
  },
};

async function viaOf(use: Use) {
  const saved = idOption(use, 'saved-method');
  if (saved !== undefined) {
    if (use.option('via') !== undefined) throw new UsageError('--saved-method says how it is paid: leave --via out.');
    return { by: 'saved-method', id: saved } as const;
  }
  const via = needed(use, 'via');
  if (via === 'bank-transfer') return { by: 'bank-transfer' } as const;
  if (via === 'invoice') return { by: 'invoice' } as const;
  if (via === 'account-credit') return { by: 'account-credit' } as const;
  if (via === 'voucher') return { by: 'voucher', code: await codeGiven(use.option('code')) } as const;
  return { by: 'page', gateway: via } as const;
}

function idOption(use: Use, name: string): string | undefined {
  const id = use.option(name);
  if (id !== undefined && !isId(id)) throw new UsageError(`--${name} takes an id, not “${id}”.`);
  return id;
}

/** Throws UsageError for what is missing or cannot be read. */
async function paymentOf(use: Use) {
  needed(use, 'customer');
  const via = await viaOf(use);
  const amount = via.by === 'voucher' ? undefined : needed(use, 'amount');
  if (amount !== undefined && !/^\d{1,19}(\.\d{1,18})?$/.test(amount))
    throw new UsageError(`--amount takes a decimal such as 120.00.`);
  const currency = needed(use, 'currency');
  if (!isCurrency(currency)) throw new UsageError(`--currency takes an ISO 4217 code, not “${currency}”.`);
  const given = use.option('purpose') ?? 'top-up';
  const purpose = purposes.find((one) => one === given);
  if (!purpose) throw new UsageError(`--purpose is one of ${purposes.join(', ')}.`);
  const payer = idOption(use, 'payer');
  const invoice = idOption(use, 'invoice');
  return {
    request: idOption(use, 'request') ?? idMaker(systemClock)(),
    customer: idOption(use, 'customer') ?? '',
    ...(payer === undefined ? {} : { payer }),
    ...(invoice === undefined ? {} : { invoice }),
    ...(amount === undefined ? {} : { amount }),
    ...{ currency, purpose, description: use.option('description') ?? purpose },
    ...{ draft: use.flag('draft'), again: use.flag('again'), via },
  };
}

/** The payer that a saved method belongs to, where none was given. */
async function withOwner(api: Api, wanted: Awaited<ReturnType<typeof paymentOf>>, signal: AbortSignal) {
  const { via, customer } = wanted;
  if (via.by !== 'saved-method' || 'payer' in wanted) return wanted;
  const found = await api.methods.list({ customer }, { signal });
  const payer = found.find((method) => method.id === via.id)?.payer ?? null;
  return payer === null ? wanted : { ...wanted, payer };
}

const pay: Command = {
  name: 'pay',
  usage: 'pay --customer ID --amount A --currency C --via W …',
  about:
    'Takes a payment: by a saved method, a gateway’s page (prints its link), bank transfer, a voucher or account credit.',
  options: {
    customer: { type: 'string' },
    amount: { type: 'string' },
    currency: { type: 'string' },
    via: { type: 'string' },
    code: { type: 'string' },
    'saved-method': { type: 'string' },
    payer: { type: 'string' },
    invoice: { type: 'string' },
    purpose: { type: 'string' },
    description: { type: 'string' },
    request: { type: 'string' },
    draft: { type: 'boolean' },
    again: { type: 'boolean' },
  },
  tells: {
    customer: 'id of the customer',
    amount: 'in major units, such as 120.00',
    currency: 'such as EUR',
    via: 'a gateway such as stripe (its page), bank-transfer, invoice, voucher, or account-credit',
    code: 'of a voucher, which says the amount; “-” reads it from the input',
    'saved-method': 'id of a saved method of the payer, charged at once; in the place of --via',
    payer: 'id of the payer; the customer itself, or whose the saved method is, when left out',
    invoice: 'id of the invoice that it is for: paid when the payment is Completed',
    purpose: `${purposes.join(', ')} (top-up)`,
    description: 'for the payer to read',
    request: 'an id (UUIDv7): sent again, it is the same payment and not a second one',
    draft: 'waits in the outbox until it is released',
    again: 'a second payment like one that was just asked for is meant',
  },
  async run(use) {
    const wanted = await paymentOf(use);
    const api = await use.api();
    const passphrase = process.env.COUNTERFOIL_PASSPHRASE;
    if (passphrase) await api.sync.unlock({ passphrase });
    const taken = await api.taking.take(await withOwner(api, wanted, use.signal), { signal: use.signal });
    const rows: (readonly [string, string])[] = [
      ['payment', taken.payment],
      ['status', taken.status + (taken.reason === null ? '' : ` (${taken.reason})`)],
      ['outbox', taken.outcome ?? taken.state ?? ''],
      ['why', taken.detail ?? taken.why ?? ''],
      ['link', taken.link ?? ''],
      ['reference', taken.reference],
      ['request', wanted.request],
    ];
    use.output.tell({ ...taken, request: wanted.request }, facts(rows.filter(([, value]) => value !== '')));
  },
};

const methods: Command = {
  name: 'methods',
  usage: 'methods --customer ID',
  about: 'The saved methods of a customer and its payers: what `pay --saved-method` takes.',
  options: { customer: { type: 'string' } },
  tells: { customer: 'id of the customer' },
  async run(use) {
    needed(use, 'customer');
    const api = await use.api();
    const found = await api.methods.list({ customer: idOption(use, 'customer') ?? '' }, { signal: use.signal });
    const lines = found.map((method) => [
      method.label,
      method.gateway,
      method.primary ? 'primary' : '',
      method.status,
      method.expires ?? '',
      method.payer ?? '',
      method.id,
    ]);
    const headers = ['method', 'gateway', '', 'status', 'expires', 'payer', 'id'];
    use.output.tell(found, found.length === 0 ? 'No saved methods.' : table(headers, lines));
  },
};

export const moneyCommands: readonly Command[] = [outbox, pay, methods];
