/** Lists sets of changes, and takes one back: what stays of it is named, with the reason. */
import type { UndoPreview } from '../features/changes/contract';
import { Failure } from '../kernel/failure';
import { idMaker, isId } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { type Command, follow, wholeNumber } from './command';
import { sentences, UsageError } from './exit';
import { facts, table } from './output';

const newId = idMaker(systemClock);

const minute = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const changes: Command = {
  name: 'changes',
  usage: 'changes [--limit N]',
  about: 'Lists what was changed at once: bulk changes and imports, the latest first.',
  options: { limit: { type: 'string' } },
  tells: { limit: 'at most so many (50)' },
  async run(use) {
    const limit = wholeNumber(use.option('limit') ?? '50', 'limit', 1, 200);
    const sets = await (await use.api()).changes.list({ limit }, { signal: use.signal });
    const rows = sets.map(({ id, deed, about, items, at, operator, undone }) => [
      ...[id, minute(at), deed, about, String(items), operator],
      undone ? `taken back ${minute(undone.at)} by ${undone.operator}, ${undone.stayed} stayed` : '',
    ]);
    use.output.tell(sets, table(['id', 'at (UTC)', 'deed', 'about', 'items', 'operator', ''], rows, [4]));
  },
};

/** What stays of a set, each by the name that people know it by. */
function staying({ items }: UndoPreview): { item: string; code: string; reason: string }[] {
  return items.flatMap(({ label, problem }) =>
    problem
      ? [{ item: label, code: problem.code, reason: sentences(new Failure(problem.code, problem.params)).what }]
      : [],
  );
}

const undo: Command = {
  name: 'undo',
  usage: 'undo <change set> [--dry-run]',
  about: 'Takes a set of changes back whole by new entries; items on which something was built stay, and say why.',
  options: { 'dry-run': { type: 'boolean' }, request: { type: 'string' } },
  tells: {
    'dry-run': 'only tells what would go back, and what would stay',
    request: 'an id (UUIDv7): sent again, it is the same deed and not a second one',
  },
  words: 1,
  async run(use) {
    const id = use.words[0] ?? '';
    if (!isId(id)) throw new UsageError('Which change set: give its id, as “counterfoil changes” lists it.');
    const request = use.option('request') ?? newId();
    if (!isId(request)) throw new UsageError(`--request takes an id, not “${request}”.`);
    const { changes: sets } = await use.api();
    // Asked again under its own id, a deed that is done tells what it told.
    const isAgain = use.option('request') !== undefined && !use.flag('dry-run');
    const look = (): Promise<UndoPreview> => follow(use, sets.undoable({ id }, { signal: use.signal }));
    const shown = isAgain ? null : await look();
    const stays = shown ? staying(shown) : [];
    // Nothing of it can: which, and why, is told all the same, and then that nothing was done.
    const none = shown?.fits === 0 ? shown.items[0]?.problem : undefined;
    const dry = use.flag('dry-run');
    const ended =
      shown && (dry || none)
        ? { undone: shown.fits, stayed: shown.refused }
        : await follow(use, sets.undo({ request, id }, { signal: use.signal }));
    const lines = facts([
      [dry ? 'would go back' : 'went back', String(ended.undone)],
      [dry ? 'would stay' : 'stayed', String(ended.stayed)],
    ]);
    const reasons = [...new Map(stays.map(({ code, reason }) => [code, { code, reason }])).values()];
    const told = { id, dryRun: dry, ...ended, reasons, stays };
    use.output.tell(
      told,
      [lines, ...stays.map(({ item, reason }) => [item, reason].filter(Boolean).join(': '))].join('\n'),
    );
    if (none && !dry) throw new Failure(none.code, none.params);
  },
};

export const changeCommands: readonly Command[] = [changes, undo];
