/** The queue of exceptions by commands: listed by age, given an owner and a note, let be with a reason. */
import type { ExceptionRow } from '../features/matching/contract';
import { idMaker } from '../kernel/id';
import { exceptionTypes } from '../kernel/matching';
import { systemClock } from '../kernel/time';
import type { Command, Use } from './command';
import { Findings, UsageError } from './exit';
import { causesOf } from './late-causes';
import { table } from './output';

const newId = idMaker(systemClock);

/** As many as one answer tells; further ones need --type or --until. */
const MOST = 20_000;

function typeOf(use: Use) {
  const given = use.option('type');
  const type = exceptionTypes.find((known) => known === given);
  if (given !== undefined && !type) throw new UsageError(`--type is one of ${exceptionTypes.join(', ')}.`);
  return type;
}

function whichOf(use: Use) {
  const [type, until] = [typeOf(use), use.option('until')];
  return { ...(type ? { type } : {}), ...(until === undefined ? {} : { until }) };
}

const exceptions: Command = {
  name: 'exceptions',
  usage: 'exceptions [--type T] [--until DAY] [--ignored]',
  about: 'Lists what reconciliation cannot explain, the oldest first. Ends with 4 when there is any.',
  options: { type: { type: 'string' }, until: { type: 'string' }, ignored: { type: 'boolean' } },
  tells: { type: exceptionTypes.join(', '), until: 'of that day or before', ignored: 'those that were let be' },
  async run(use) {
    const ignored = use.flag('ignored');
    const wish = { ignored, ...whichOf(use), limit: MOST };
    const api = await use.api();
    const found = await api.matching.exceptions(wish, { signal: use.signal });
    const causes = await causesOf(use, found.rows);
    const lines = found.rows.map((row) => [
      ...[row.type, row.day, `${row.hours} h`, row.money.amount, row.money.currency, row.label, row.who],
      ...[row.owner ?? '', row.ignored ?? row.note ?? '', row.key],
    ]);
    const headers = ['type', 'since', 'age', 'amount', '', 'what', 'who', 'owner', 'note', 'key'];
    use.output.tell(found, lines.length === 0 ? 'No exceptions.' : `${table(headers, lines, [3])}${causes}`);
    if (found.rows.length > 0 && !ignored) throw new Findings();
  },
};

/** By their key, or all of a type. Throws UsageError: there is none of it. */
async function chosen(use: Use): Promise<ExceptionRow[]> {
  const key = use.words.join(' ');
  const type = typeOf(use);
  if ((key === '') === (type === undefined)) throw new UsageError('Which: a key as “exceptions” lists it, or --type.');
  const api = await use.api();
  const found: ExceptionRow[] = [];
  for (const ignored of [false, true]) {
    const { rows } = await api.matching.exceptions({ ignored, ...whichOf(use), limit: MOST }, { signal: use.signal });
    found.push(...rows.filter((row) => (type === undefined ? row.key === key : !ignored)));
  }
  if (found.length === 0 && type === undefined) throw new UsageError(`There is no exception “${key}”.`);
  return found;
}

/** What stays said, with what the options change of it. */
function saidOf(use: Use, { owner, note, ignored }: ExceptionRow) {
  const said = { owner: use.option('owner') ?? owner, note: use.option('note') ?? note };
  return { ...said, ignored: use.flag('again') ? null : (use.option('ignore') ?? ignored) };
}

const answer: Command = {
  name: 'exceptions answer',
  usage: 'exceptions answer <key> | --type T [--until DAY]  [--ignore WHY | --again] [--owner NAME] [--note N]',
  about:
    'Says whose an exception is, a note, or why it is let be; matching, booking or correcting takes it away by itself.',
  options: {
    type: { type: 'string' },
    until: { type: 'string' },
    ignore: { type: 'string' },
    again: { type: 'boolean' },
    owner: { type: 'string' },
    note: { type: 'string' },
  },
  tells: {
    type: `all open ones of a type: ${exceptionTypes.join(', ')}`,
    until: 'of that type, those of that day or before',
    ignore: 'why it is let be',
    again: 'it is looked into again',
    owner: 'the operator who looks into it',
    note: 'what is known of it',
  },
  words: 2,
  async run(use) {
    const ways = ['ignore', 'owner', 'note'].filter((name) => use.option(name) !== undefined);
    if (ways.length === 0 && !use.flag('again')) throw new UsageError('Say --ignore, --again, --owner or --note.');
    if (use.option('ignore') !== undefined && use.flag('again')) throw new UsageError('One of --ignore and --again.');
    const api = await use.api();
    const found = await chosen(use);
    for (const row of found)
      await api.matching.say({ request: newId(), exception: row.key, ...saidOf(use, row) }, { signal: use.signal });
    use.output.tell({ answered: found.map(({ key }) => key) }, `${found.length} answered.`);
  },
};

export const exceptionCommands: readonly Command[] = [exceptions, answer];
