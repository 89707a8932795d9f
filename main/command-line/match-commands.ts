/** Commands about bank lines: what explains them, and matching them. */
import { resolve } from 'node:path';
import type { Proof, ProposalRow } from '../features/matching/contract';
import { idMaker } from '../kernel/id';
import { type Evidence, exceptionTypes } from '../kernel/matching';
import { systemClock } from '../kernel/time';
import { type Command, follow, type Use } from './command';
import { Findings, UsageError } from './exit';
import { facts, table } from './output';

const newId = idMaker(systemClock);

/** Why, in a few English words. */
export function evidenceText(evidence: readonly Evidence[]): string {
  return evidence.map(oneFact).join(', ');
}

function oneFact(of: Evidence): string {
  switch (of.fact) {
    case 'reference':
      return of.whole ? `names ${of.text}` : `names ${of.text}, cut off`;
    case 'amount-equal':
      return 'amount equal';
    case 'amount-differs':
      return 'amount differs';
    case 'fee':
      return 'less a fee';
    case 'days':
      return of.days === 0 ? 'same day' : `${Math.abs(of.days)} days ${of.days > 0 ? 'later' : 'earlier'}`;
    case 'payer-seen':
      return `payer seen ${of.times} times by ${of.by}`;
    case 'payer-name':
      return 'the customer’s name';
    case 'gateway-named':
      return `names ${of.gateway}`;
    case 'sum-of':
      return `sum of ${of.count}`;
    case 'parts':
      return `in ${of.count} parts`;
    case 'opposite':
      return `the other side at ${of.bank}`;
    case 'words':
      return `says “${of.words}”`;
    case 'several':
      return `one of ${of.count} that fit`;
    case 'by-hand':
      return 'by hand';
  }
}

async function runAll(use: Use, bank: string | undefined): Promise<{ matches: string[]; open: number }> {
  const api = await use.api();
  const matches: string[] = [];
  for (;;) {
    const wish = { request: newId(), ...(bank === undefined ? {} : { bank }) };
    const done = await api.matching.run(wish, { signal: use.signal });
    matches.push(...done.matches);
    if (done.matches.length === 0) return { matches, open: done.open };
    use.output.progress({ phase: 'match', done: matches.length, total: null });
  }
}

const match: Command = {
  name: 'match',
  usage: 'match [--auto] [--bank KEY]',
  about: 'Lists what explains open bank lines beyond doubt; with --auto the rules that are switched to it match them.',
  options: { auto: { type: 'boolean' }, bank: { type: 'string' } },
  tells: { auto: 'match what rules that may act by themselves find', bank: 'key of the bank account; left out: all' },
  async run(use) {
    const bank = use.option('bank');
    if (use.flag('auto')) {
      const done = await runAll(use, bank);
      use.output.tell({ matched: done.matches.length, ...done }, `${done.matches.length} matched, ${done.open} open.`);
      return;
    }
    const wish = bank === undefined ? {} : { bank };
    const found = await (await use.api()).matching.exact(wish, { signal: use.signal });
    const headers = ['rule', 'matches', '', 'with', 'because'];
    use.output.tell(found, table(headers, found.map(lineOf), [1]));
  },
};

function lineOf({ ruleKind, items, evidence }: ProposalRow): string[] {
  const [first] = items;
  const names = items.map(({ label, who }) => [label, who].filter(Boolean).join(' · ')).join(' + ');
  return [ruleKind, first?.money.amount ?? '', first?.money.currency ?? '', names, evidenceText(evidence)];
}

const prove: Command = {
  name: 'prove',
  usage: 'prove <bank line|payout> [--out <file.pdf|file.csv>] [--overwrite] [--language en|es]',
  about:
    'Proves a deposit: charges − fees − refunds − disputes ± exchange = what the bank shows. Ends with 4 where it does not.',
  options: { out: { type: 'string' }, overwrite: { type: 'boolean' }, language: { type: 'string' } },
  tells: {
    out: 'a file to write it to; its ending says whether PDF or CSV',
    overwrite: 'also when there is a file of that name',
    language: 'en or es; of a PDF',
  },
  words: 1,
  async run(use) {
    const [of] = use.words;
    if (of === undefined) throw new UsageError('Which bank line or payout: its id is missing.');
    const api = await use.api();
    const proof = await api.matching.proof({ of }, { signal: use.signal });
    const out = use.option('out');
    if (out !== undefined) await writeProof(use, of, out);
    use.output.tell(proof, proofText(proof));
    if (!proof.holds) throw new Findings();
  },
};

async function writeProof(use: Use, of: string, out: string): Promise<void> {
  const format = (['pdf', 'csv'] as const).find((known) => out.toLowerCase().endsWith(`.${known}`));
  if (!format) throw new UsageError('--out ends in .pdf or .csv.');
  const asked = use.option('language');
  const language = (['en', 'es'] as const).find((known) => known === asked);
  if (asked !== undefined && !language) throw new UsageError(`--language is en or es, not “${asked}”.`);
  const order = { of, format, file: resolve(out), overwrite: use.flag('overwrite'), ...(language ? { language } : {}) };
  const api = await use.api();
  await follow(use, api.matching.writeProof(order, { signal: use.signal }));
}

function proofText({ lines, parts, holds }: Proof): string {
  const told = parts.flatMap(({ payout, sums, paid, currency, seen }) => [
    ...Object.entries(sums).map(([name, amount]) => [name, `${amount} ${currency}`] as const),
    [payout ? `payout ${payout.label}` : 'by itself', `${paid} ${currency}`] as const,
    ...(seen && seen.currency !== currency ? [['exchanged', `${seen.amount} ${seen.currency}`] as const] : []),
  ]);
  const bank = lines.map(({ day, money }) => [`bank line ${day}`, `${money.amount} ${money.currency}`] as const);
  return [facts([...told, ...bank]), holds ? 'It holds.' : 'It does not hold.'].join('\n');
}

const exceptions: Command = {
  name: 'exceptions',
  usage: 'exceptions [--type T] [--ignored]',
  about: 'Lists what reconciliation cannot explain, the oldest first. Ends with 4 when there is any.',
  options: { type: { type: 'string' }, ignored: { type: 'boolean' } },
  tells: { type: exceptionTypes.join(', '), ignored: 'those that were let be' },
  async run(use) {
    const given = use.option('type');
    const type = exceptionTypes.find((known) => known === given);
    if (given !== undefined && !type) throw new UsageError(`--type is one of ${exceptionTypes.join(', ')}.`);
    const ignored = use.flag('ignored');
    const wish = { ignored, ...(type ? { type } : {}) };
    const found = await (await use.api()).matching.exceptions(wish, { signal: use.signal });
    const lines = found.rows.map((row) => [
      ...[row.type, row.day, `${row.hours} h`, row.money.amount, row.money.currency, row.label, row.who],
      ...[row.owner ?? '', row.ignored ?? row.note ?? ''],
    ]);
    const headers = ['type', 'since', 'age', 'amount', '', 'what', 'who', 'owner', 'note'];
    use.output.tell(found, lines.length === 0 ? 'No exceptions.' : table(headers, lines, [3]));
    if (found.rows.length > 0 && !ignored) throw new Findings();
  },
};

export const matchCommands: readonly Command[] = [match, exceptions, prove];
