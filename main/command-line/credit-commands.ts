/** Commands about credit by hand and about what waits for a second operator. */
import type { Approval } from '../features/approvals/contract';
import { adjustmentReasons, correctedAccounts } from '../kernel/adjustment';
import { isCurrency } from '../kernel/currency';
import { idMaker, isId } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { filesToAttach } from './attachment-files';
import { type Command, needed, type Use } from './command';
import { UsageError } from './exit';
import { facts, table } from './output';

const minute = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 16).replace('T', ' '));
const newRequest = (use: Use) => use.option('request') ?? idMaker(systemClock)();

/** Throws UsageError for what is missing or cannot be read. */
function adjustmentOf(use: Use) {
  const amount = needed(use, 'amount');
  if (!/^-?\d{1,19}(\.\d{1,18})?$/.test(amount))
    throw new UsageError('--amount takes a decimal such as 20.00 or -20.00.');
  const currency = needed(use, 'currency');
  if (!isCurrency(currency)) throw new UsageError(`--currency takes an ISO 4217 code, not “${currency}”.`);
  const given = needed(use, 'reason');
  const reason = adjustmentReasons.find((one) => one === given);
  if (!reason) throw new UsageError(`--reason is one of ${adjustmentReasons.join(', ')}.`);
  const named = use.option('account');
  const account = correctedAccounts.find((one) => one === named);
  if (named !== undefined && !account) throw new UsageError(`--account is one of ${correctedAccounts.join(', ')}.`);
  const expiresOn = use.option('expires');
  return {
    request: newRequest(use),
    ...{ customer: needed(use, 'customer'), amount, currency, reason, note: needed(use, 'note') },
    ...(account === undefined ? {} : { account }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  };
}

const adjust: Command = {
  name: 'adjust',
  usage: 'adjust --customer ID --amount A --currency C --reason R --note N …',
  about: 'Gives a customer credit or takes it; above its limit it becomes a request.',
  options: {
    customer: { type: 'string' },
    amount: { type: 'string' },
    currency: { type: 'string' },
    reason: { type: 'string' },
    note: { type: 'string' },
    account: { type: 'string' },
    expires: { type: 'string' },
    attach: { type: 'string', multiple: true },
    request: { type: 'string' },
    preview: { type: 'boolean' },
  },
  tells: {
    customer: 'id of the customer',
    amount: 'in major units; negative takes, as in --amount=-20.00',
    currency: 'such as EUR',
    reason: adjustmentReasons.join(', '),
    note: 'why, for whoever reads it later',
    account: `of a correction: ${correctedAccounts.join(', ')}`,
    expires: 'of granted credit: its last day, YYYY-MM-DD',
    attach: 'a file that shows why: PDF, PNG, JPEG or text; several by several --attach',
    request: 'an id (UUIDv7): sent again, it is the same adjustment and not a second one',
    preview: 'only tells what it would do',
  },
  async run(use) {
    const wanted = adjustmentOf(use);
    const api = await use.api();
    const { request, note, expiresOn: _expires, ...wish } = wanted;
    if (use.flag('preview')) {
      const effect = await api.credits.preview(wish, { signal: use.signal });
      const lines = effect.lines.map(({ from, to, money }) => [to, from, money.amount, money.currency]);
      use.output.tell(effect, table(['debit', 'credit', 'amount', ''], lines, [2]));
      return;
    }
    const files = await filesToAttach(use);
    const done = await api.credits.adjust({ ...wanted, ...(files ? { files } : {}) }, { signal: use.signal });
    const told = { ...done, request, note };
    use.output.tell(
      told,
      facts([
        ['state', done.state === 'done' ? 'done' : 'waits for a second operator'],
        ['id', done.id],
        ['request', request],
      ]),
    );
  },
};

/** How it stands; of what was answered by whom and why. */
function answered({ state, answeredBy, requestedBy, why }: Approval): string {
  const word = state === 'refused' && answeredBy === requestedBy ? 'taken back' : state;
  return `${word}${answeredBy === null ? '' : ` by ${answeredBy}`}${why === null ? '' : `: ${why}`}`;
}

const requests: Command = {
  name: 'requests',
  usage: 'requests [--all]',
  about: 'What waits for a second operator.',
  options: { all: { type: 'boolean' } },
  tells: { all: 'also what was answered' },
  async run(use) {
    const api = await use.api();
    const rows = await api.approvals.list({ waiting: !use.flag('all') }, { signal: use.signal });
    const lines = rows.map((row) => [
      minute(row.requestedAt),
      row.act,
      row.customer?.name ?? '',
      row.amount.amount,
      row.amount.currency,
      row.requestedBy,
      answered(row),
      row.note,
      row.files.map(({ name }) => name).join(', '),
      row.id,
    ]);
    const headers = ['asked (UTC)', 'what', 'customer', 'amount', '', 'by', 'state', 'note', 'files', 'id'];
    use.output.tell(rows, table(headers, lines, [3]));
  },
};

function idWord(use: Use): string {
  const [id = ''] = use.words;
  if (!isId(id)) throw new UsageError('Say which request, by its id (“counterfoil requests”).');
  return id;
}

const approve: Command = {
  name: 'approve',
  usage: 'approve <id>',
  about: 'Approves what another operator asked for; a PIN, where one is set, is read from COUNTERFOIL_PIN.',
  options: { request: { type: 'string' } },
  tells: { request: 'an id (UUIDv7): sent again, it is the same answer' },
  words: 1,
  async run(use) {
    const id = idWord(use);
    const pin = process.env.COUNTERFOIL_PIN;
    const api = await use.api();
    const asked = { request: newRequest(use), id, ...(pin ? { pin } : {}) };
    const told = await api.approvals.approve(asked, { signal: use.signal });
    use.output.tell(told, facts([['state', told.state], ...(told.why === null ? [] : [['why', told.why] as const])]));
  },
};

const refuse: Command = {
  name: 'refuse',
  usage: 'refuse <id> --why W',
  about: 'Refuses a request, or takes one’s own back.',
  options: { why: { type: 'string' }, request: { type: 'string' } },
  tells: { why: 'for the one who asked', request: 'an id (UUIDv7): sent again, it is the same answer' },
  words: 1,
  async run(use) {
    const id = idWord(use);
    const why = needed(use, 'why');
    const api = await use.api();
    const told = await api.approvals.refuse({ request: newRequest(use), id, why }, { signal: use.signal });
    use.output.tell(told, facts([['state', told.state]]));
  },
};

export const creditCommands: readonly Command[] = [adjust, requests, approve, refuse];
