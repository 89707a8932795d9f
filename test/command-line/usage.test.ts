/** Words that are not understood: one sentence, exit code 2, and nothing is done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, type Home, makeHome } from './counterfoil';

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

const bad: readonly (readonly [string, readonly string[], string])[] = [
  ['an unknown command', ['reconcile'], 'There is no command “reconcile”.'],
  ['an unknown option', ['info', '--colour'], "Unknown option '--colour'"],
  ['an option without its value', ['payments', '--limit'], "'--limit <value>' argument missing"],
  ['a limit that is no number', ['payments', '--limit', 'many'], '--limit takes a whole number, not “many”.'],
  ['a limit of 0', ['payments', '--limit', '0'], '--limit takes a number from 1'],
  ['a status that is none', ['payments', '--status', 'Paid'], 'The filter’s status is not understood'],
  ['a day that does not exist', ['payments', '--from', '2026-02-30'], 'The filter’s from is not understood'],
  ['an amount as a float with an exponent', ['payments', '--min', '1e3'], 'The filter’s minAmount is not understood'],
  ['a currency that is none', ['payments', '--currency', 'USD,XXY'], 'The filter’s currencies is not understood'],
  ['an export without a file', ['export', 'payments'], '--out is missing.'],
  [
    'a journal format that is none',
    ['export', 'journal', '--format', 'gnucash', '--out', 'x'],
    '--format is hledger or beancount',
  ],
  ['an export of nothing', ['export', 'everything'], 'There is no command “export everything”.'],
  ['a book without a name', ['new'], 'A new book needs a name.'],
  ['a replay that would change something', ['replay'], 'replay only checks'],
  ['a procedure that is none', ['call', 'payments.steal', '{}'], 'There is no procedure “payments.steal”.'],
  ['a procedure of the prototype', ['call', 'constructor'], 'There is no procedure “constructor”.'],
  ['an input that is not JSON', ['call', 'payments.page', '{status:'], 'The input is not JSON'],
  ['a payment of nobody', ['pay', '--amount', '5', '--currency', 'EUR', '--via', 'stripe'], '--customer is missing.'],
  ['anything, and names the help of that command', ['pay', '--via', 'stripe'], 'See “counterfoil help pay”.'],
  [
    'a payment by a name instead of an id',
    ['pay', '--customer', 'Acme', '--amount', '5', '--currency', 'EUR', '--via', 'stripe'],
    '--customer takes an id, not “Acme”.',
  ],
  ['a notice in no state', ['notices', '--state', 'lost'], '--state is one of queued, sending, sent,'],
  ['sending what is not all', ['notices', '--send', '--state', 'sent'], '--send sends all that is due'],
  ['a gateway without a key', ['connect', 'stripe'], 'The key is read from COUNTERFOIL_STRIPE_KEY, which is not set.'],
];

describe('the command line refuses', { timeout: 120_000 }, () => {
  it.each(bad)('%s', async (_name, words, says) => {
    const ended = await home.counterfoil(words);
    expect(ended.stderr).toContain(says);
    expect(ended.stderr).toContain('Nothing was done.');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(filesIn(`${home.folder}/books`)).toEqual([]);
  });

  it('a name that cannot be a file', async () => {
    const ended = await home.counterfoil(['new', '../escape']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('“../escape” cannot be a book’s name.');
  });

  it('in JSON when asked', async () => {
    const ended = await home.counterfoil(['payments', '--limit', 'many', '--json']);
    const { error } = JSON.parse(ended.stderr);
    expect(error).toEqual({
      code: 'usage',
      what: expect.any(String),
      safe: 'Nothing was done.',
      next: expect.any(String),
    });
  });
});

describe('the command line tells', { timeout: 120_000 }, () => {
  it('every command, without a book', async () => {
    const ended = await home.counterfoil(['help']);
    expect(ended.code).toBe(0);
    for (const word of [
      'demo',
      'new',
      'sync',
      'payments',
      'balances',
      'gateways',
      'outbox',
      'pay',
      'export payments',
      'export journal',
      'verify',
      'replay',
      'backup',
      'info',
      'call',
    ]) {
      expect(ended.stdout).toContain(`  ${word}`);
    }
  });

  it('every procedure with the JSON Schema of its input', async () => {
    const list = await home.json<{ name: string; input: { type?: string } | null }[]>(['call', '--list']);
    const names = list.map((each) => each.name);
    expect(names).toEqual(
      expect.arrayContaining(['payments.page', 'customers.why', 'exports.rows', 'books.check', 'live.watch']),
    );
    expect(list.find((each) => each.name === 'payments.page')?.input).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
    expect(filesIn(`${home.folder}/books`)).toEqual([]);
  });
});
