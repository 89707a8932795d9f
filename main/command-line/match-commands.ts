/** Commands about bank lines: what explains them, and matching them. */
import { resolve } from 'node:path';
import type { Proof, ProposalRow } from '../features/matching/contract';
import { idMaker } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { type Command, follow, languageOf, type Use } from './command';
import { exceptionCommands } from './exception-commands';
import { Findings, UsageError } from './exit';
import { matchDeeds } from './match-deeds';
import { evidenceText } from './match-words';
import { facts, table } from './output';
import { ruleCommands } from './rule-commands';

const newId = idMaker(systemClock);

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

/** What is listed is accepted, as it was listed, until nothing is left that is beyond doubt. */
async function acceptAll(use: Use, bank: string | undefined): Promise<{ matches: string[]; open: number }> {
  const api = await use.api();
  const matches: string[] = [];
  for (;;) {
    const found = await api.matching.exact(bank === undefined ? {} : { bank }, { signal: use.signal });
    if (found.length === 0) break;
    const keys = found.map(({ key }) => key);
    const done = await api.matching.accept({ request: newId(), keys }, { signal: use.signal });
    matches.push(...done.matches);
    use.output.progress({ phase: 'match', done: matches.length, total: null });
  }
  const banks = await api.matching.banks(undefined, { signal: use.signal });
  return { matches, open: banks.reduce((sum, { open }) => sum + open, 0) };
}

const match: Command = {
  name: 'match',
  usage: 'match [--accept | --auto] [--bank KEY]',
  about:
    'Lists what explains open bank lines beyond doubt; --accept matches it, --auto only what rules may by themselves.',
  options: { accept: { type: 'boolean' }, auto: { type: 'boolean' }, bank: { type: 'string' } },
  tells: {
    accept: 'match all that is beyond doubt, as a person does with “Accept all exact”',
    auto: 'match what rules that may act by themselves find',
    bank: 'key of the bank account; left out: all',
  },
  async run(use) {
    const bank = use.option('bank');
    if (use.flag('auto') && use.flag('accept')) throw new UsageError('One of --accept and --auto.');
    if (use.flag('auto') || use.flag('accept')) {
      const done = await (use.flag('auto') ? runAll(use, bank) : acceptAll(use, bank));
      use.output.tell({ matched: done.matches.length, ...done }, `${done.matches.length} matched, ${done.open} open.`);
      return;
    }
    const wish = bank === undefined ? {} : { bank };
    const found = await (await use.api()).matching.exact(wish, { signal: use.signal });
    const headers = ['rule', 'amount', '', 'with', 'because'];
    use.output.tell(found, found.length === 0 ? 'Nothing.' : table(headers, found.map(lineOf), [1]));
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
  const language = languageOf(use);
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

export const matchCommands: readonly Command[] = [match, ...matchDeeds, ...ruleCommands, ...exceptionCommands, prove];
