/** What a person does at the workbench, by commands: look for what is left, match, book what nothing explains, split, take back. */
import type { ItemRow, LineRow } from '../features/matching/contract';
import { idMaker, isId } from '../kernel/id';
import { bookAs } from '../kernel/matching';
import { systemClock } from '../kernel/time';
import { type Command, needed, type Use, wholeNumber } from './command';
import type { Api } from './engine';
import { UsageError } from './exit';
import { evidenceText } from './match-words';
import { table } from './output';

const newId = idMaker(systemClock);
const PAGE = 500;

const tiedKinds = ['payout', 'payment', 'settlement', 'return'] as const;

/** Of one bank account, or of all; the oldest first. Throws UsageError for a bank that is not there. */
async function linesOf(use: Use, view: LineRow['state'] & ('open' | 'matched'), most: number) {
  const api = await use.api();
  const bank = use.option('bank');
  const text = use.option('text');
  const keys = (await api.matching.banks(undefined, { signal: use.signal })).map(({ key }) => key);
  if (bank !== undefined && !keys.includes(bank)) throw new UsageError(`There is no bank account “${bank}”.`);
  const found: (LineRow & { bank: string })[] = [];
  for (const key of bank === undefined ? keys : [bank])
    for (let offset = 0; found.length < most; offset += PAGE) {
      const limit = Math.min(PAGE, most - found.length);
      const wish = { bank: key, view, offset, limit, ...(text === undefined ? {} : { text }) };
      const { rows } = await api.matching.lines(wish, { signal: use.signal });
      found.push(...rows.map((row) => ({ ...row, bank: key })));
      if (rows.length < limit) break;
    }
  return found;
}

const lines: Command = {
  name: 'match lines',
  usage: 'match lines [--bank KEY] [--text T] [--matched] [--limit N]',
  about: 'Lists the bank lines that nothing explains yet, or those that are matched, each with its id.',
  options: {
    bank: { type: 'string' },
    text: { type: 'string' },
    matched: { type: 'boolean' },
    limit: { type: 'string' },
  },
  tells: {
    bank: 'key of the bank account; left out: all',
    text: 'of the name, the text, the reference or the sum',
    matched: 'those that are matched, with the id of the match',
    limit: 'at most so many; 200 unless told otherwise',
  },
  async run(use) {
    const isMatched = use.flag('matched');
    const most = wholeNumber(use.option('limit') ?? '200', 'limit', 1, 100_000);
    const found = await linesOf(use, isMatched ? 'matched' : 'open', most);
    const rows = found.map(({ id, bank, day, money, name, text, reference, best, match }) => [
      ...[id, bank, day, money.amount, money.currency, name || text || reference],
      isMatched ? (match ?? '') : best ? `${best.ruleKind}${best.exact ? ', beyond doubt' : ''}` : '',
    ]);
    const headers = ['line', 'bank', 'day', 'amount', '', 'says', isMatched ? 'match' : 'rule'];
    use.output.tell(found, rows.length === 0 ? 'No lines.' : table(headers, rows, [3]));
  },
};

function lineIds({ words }: Use): string[] {
  const wrong = words.find((word) => !isId(word));
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is not the id of a bank line: “match lines” tells them.`);
  return [...new Set(words)];
}

function asOf(use: Use): (typeof bookAs)[number] {
  const given = needed(use, 'as');
  const found = bookAs.find((known) => known === given);
  if (!found) throw new UsageError(`--as is one of ${bookAs.join(', ')}.`);
  return found;
}

/** `payment:<id>`, as “match line” lists it. */
function tiedOf(use: Use) {
  return use.options('with').map((word) => {
    const at = word.indexOf(':');
    const kind = tiedKinds.find((known) => known === word.slice(0, at));
    const [id = '', seen] = word.slice(at + 1).split('=');
    if (!kind || id === '')
      throw new UsageError(`--with takes payment:<id> or payout:<id> as “match line” lists them, not “${word}”.`);
    return { kind, id, ...(seen === undefined ? {} : { seen }) };
  });
}

const noteOf = (use: Use) => {
  const note = use.option('note');
  return note === undefined ? {} : { note };
};

const itemText = ({ kind, id, label, who, day, money, pending }: ItemRow) => [
  id === null ? '' : `${kind}:${id}`,
  ...[day ?? '', money.amount, money.currency, [label, who].filter(Boolean).join(' · ')],
  pending ? 'Pending' : '',
];

/** What may explain one line: proposals first, then what is open in the book. */
async function tellCandidates(use: Use, api: Api, line: string): Promise<void> {
  const { currency } = await api.statements.line({ id: line }, { signal: use.signal });
  const proposals = await api.matching.proposals({ line }, { signal: use.signal });
  const wish = { line, currency, ...(use.option('text') === undefined ? {} : { text: use.option('text') }) };
  const candidates = await api.matching.candidates(wish, { signal: use.signal });
  const told = proposals.map(({ ruleKind, exact, items, difference, evidence }) => [
    `${ruleKind}${exact ? ', beyond doubt' : ''}`,
    items.map(({ kind, id, account }) => (id === null ? account : `${kind}:${id}`)).join(' + '),
    difference,
    evidenceText(evidence),
  ]);
  const headers = ['with', 'day', 'amount', '', 'what', ''];
  const near = candidates.slice(0, 20).map(itemText);
  use.output.tell(
    { proposals, candidates },
    [
      told.length === 0 ? 'No proposals.' : table(['rule', 'with', 'difference', 'because'], told, [2]),
      '',
      near.length === 0 ? 'Nothing is open in the book.' : table(headers, near, [2]),
    ].join('\n'),
  );
}

const line: Command = {
  name: 'match line',
  usage: 'match line <line>… [--with <kind:id>… ] [--as K --amount A] [--note N] [--text T]',
  about: 'Tells what may explain a bank line; with --with matches it with that, and books the rest with --as.',
  options: {
    with: { type: 'string', multiple: true },
    as: { type: 'string' },
    amount: { type: 'string' },
    note: { type: 'string' },
    text: { type: 'string' },
  },
  tells: {
    with: 'payment:<id>, payout:<id>, settlement:<id> or return:<id>; several by several. In another currency, or in part: payment:<id>=<what the bank shows>',
    as: `what the rest is: ${bookAs.join(', ')}`,
    amount: 'the rest, with the sign of the bank: --amount=-1.50 for a fee that it kept',
    note: 'why',
    text: 'looks for this among what is open in the book',
  },
  words: 200,
  async run(use) {
    const ids = lineIds(use);
    const [first] = ids;
    if (first === undefined) throw new UsageError('Which bank line: its id is missing. “match lines” tells them.');
    const api = await use.api();
    const tied = tiedOf(use).map((item) => ({ ...item, ...noteOf(use) }));
    const isRest = use.option('as') !== undefined || use.option('amount') !== undefined;
    if (tied.length === 0 && isRest) throw new UsageError('A line that nothing explains is booked by “match book”.');
    if (tied.length === 0) {
      if (ids.length > 1) throw new UsageError('Candidates are told of one line at a time.');
      await tellCandidates(use, api, first);
      return;
    }
    const booked = isRest ? [{ as: asOf(use), amount: needed(use, 'amount'), ...noteOf(use) }] : [];
    const done = await api.matching.match({ request: newId(), lines: ids, tied, booked }, { signal: use.signal });
    use.output.tell(done, `Matched: ${done.matches.join(', ')}.`);
  },
};

const book: Command = {
  name: 'match book',
  usage: 'match book [<line>…] --as K [--text T] [--bank KEY] [--note N]',
  about:
    'Books bank lines that nothing in the book explains, each by itself: by their ids, or all open ones with a text.',
  options: {
    as: { type: 'string' },
    text: { type: 'string' },
    bank: { type: 'string' },
    note: { type: 'string' },
  },
  tells: {
    as: `${bookAs.join(', ')}; receipt: a deposit whose owner is not known`,
    text: 'every open line with this in its name, text, reference or sum',
    bank: 'key of the bank account, with --text',
    note: 'what it is',
  },
  words: 200,
  async run(use) {
    const as = asOf(use);
    const ids = lineIds(use);
    if (ids.length > 0 === (use.option('text') !== undefined))
      throw new UsageError('Say which lines: by their ids, or by --text.');
    const api = await use.api();
    const signal = { signal: use.signal };
    const found =
      ids.length > 0
        ? await Promise.all(ids.map(async (id) => api.statements.line({ id }, signal)))
        : (await linesOf(use, 'open', 100_000)).map(({ id, money }) => ({ id, ...money }));
    const matches: string[] = [];
    for (const { id, amount } of found) {
      const booked = [{ as, amount, ...noteOf(use) }];
      const done = await api.matching.match({ request: newId(), lines: [id], tied: [], booked }, signal);
      matches.push(...done.matches);
    }
    use.output.tell({ booked: matches.length, matches }, `${matches.length} booked as ${as}.`);
  },
};

const split: Command = {
  name: 'match split',
  usage: 'match split <line> --into A --into B …',
  about: 'Splits a bank line into parts that are matched one by one; the parts come to the line.',
  options: { into: { type: 'string', multiple: true } },
  tells: { into: 'a part, with the sign of the line; several by several' },
  words: 1,
  async run(use) {
    const [id] = lineIds(use);
    if (id === undefined) throw new UsageError('Which bank line: its id is missing.');
    const parts = [...use.options('into')];
    if (parts.length < 2) throw new UsageError('A line is split into two parts or more: --into 40.00 --into 10.00.');
    const done = await (await use.api()).statements.split({ request: newId(), id, parts }, { signal: use.signal });
    use.output.tell(done, done.parts.join('\n'));
  },
};

const undo: Command = {
  name: 'match undo',
  usage: 'match undo <match>',
  about: 'Takes a match back: its lines and items are open again.',
  options: {},
  words: 1,
  async run(use) {
    const [match] = use.words;
    if (match === undefined || !isId(match))
      throw new UsageError('Which match: its id is missing. “match lines --matched” tells them.');
    await (await use.api()).matching.undo({ request: newId(), match }, { signal: use.signal });
    use.output.tell({ undone: match }, 'Line and items are open again.');
  },
};

export const matchDeeds: readonly Command[] = [lines, line, book, split, undo];
