/** The notices that customers get by e-mail: what became of each, and sending what is due. */
import { type MailState, mailStates } from '../kernel/mail';
import { type Command, type Use, wholeNumber } from './command';
import { UsageError } from './exit';
import { table } from './output';

const minute = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 16).replace('T', ' '));

function stateAsked(use: Use): { states?: MailState[] } {
  const given = use.option('state');
  if (given === undefined) return {};
  const state = mailStates.find((one) => one === given);
  if (!state) throw new UsageError(`--state is one of ${mailStates.join(', ')}.`);
  return { states: [state] };
}

export const mailCommands: readonly Command[] = [
  {
    name: 'notices',
    usage: 'notices [--customer ID] [--state S] [--limit N] | notices --send',
    about: 'Lists the notices to customers by e-mail, the newest first; --send sends what is due now.',
    options: {
      customer: { type: 'string' },
      state: { type: 'string' },
      limit: { type: 'string' },
      send: { type: 'boolean' },
    },
    tells: {
      customer: 'only those to this customer',
      state: `one of ${mailStates.join(', ')}`,
      limit: 'how many; 50 unless told otherwise, at most 200',
      send: 'sends what is due; after a failure the pauses stand; COUNTERFOIL_PASSPHRASE opens the mail server’s password',
    },
    async run(use) {
      const customer = use.option('customer');
      const asked = { ...stateAsked(use), ...(customer === undefined ? {} : { customer }) };
      const limit = wholeNumber(use.option('limit') ?? '50', 'limit', 1, 200);
      if (use.flag('send')) {
        if (customer !== undefined || use.option('state') !== undefined)
          throw new UsageError('--send sends all that is due: it takes no --customer and no --state.');
        const api = await use.api();
        const { sent, queued, maybe, refused, dropped } = await api.mail.sendNow(undefined, { signal: use.signal });
        const counts = { sent, queued, maybe, refused, dropped };
        use.output.tell(
          counts,
          `${sent} sent, ${queued} still waiting, ${maybe} maybe sent, ${refused} refused, ${dropped} not sent.`,
        );
        return;
      }
      const { rows } = await (await use.api()).mail.list({ ...asked, limit }, { signal: use.signal });
      use.output.tell(
        rows,
        table(
          ['written', 'notice', 'state', 'to', 'customer', 'why'],
          rows.map((row) => [
            minute(row.at),
            row.kind,
            row.state,
            row.address ?? '',
            row.customer?.name ?? '',
            [row.why, row.detail].filter(Boolean).join(': '),
          ]),
        ),
      );
    },
  },
];
