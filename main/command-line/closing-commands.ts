/** Closing a month and opening it again: asked for by one operator, approved by another. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Checklist, Late, Period } from '../features/closing/contract';
import { Failure } from '../kernel/failure';
import { idMaker } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { checkBundle } from './bundle-check';
import { type Command, follow, languageOf, needed, type Use } from './command';
import type { Api } from './engine';
import { Findings, UsageError } from './exit';
import { causesOf } from './late-causes';
import { facts, table } from './output';
import { unreadFile } from './unread-file';

const newId = idMaker(systemClock);

function periodOf({ words }: Use, command: string): string {
  const [period] = words;
  if (period === undefined) throw new UsageError(`Say which month, as in “${command} 2026-10”.`);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) throw new UsageError(`“${period}” is not a month: write 2026-10.`);
  return period;
}

const waysOf = (use: Use) =>
  (['preview', 'approve', 'refuse'] as const).filter((way) => use.flag(way) || use.option(way) !== undefined);

/** Approves or refuses what waits for the month. Throws Failure period-request-unknown. */
async function answer(use: Use, api: Api, period: string, deed: 'close' | 'reopen'): Promise<Period> {
  const found = (await api.closing.periods(undefined, { signal: use.signal })).find(({ key }) => key === period);
  const waiting = found?.waiting;
  if (!waiting || waiting.deed !== deed) throw new Failure('period-request-unknown', { id: period });
  const of = { request: newId(), id: waiting.id };
  const why = use.option('refuse');
  if (why !== undefined) return api.closing.refuse({ ...of, why });
  const pin = process.env.COUNTERFOIL_PIN;
  return api.closing.approve({ ...of, ...(pin ? { pin } : {}) });
}

function tell({ output }: Use, state: 'done' | 'requested', period: Period): void {
  const { key, waiting, closedBy, approvedBy, to } = period;
  const by = approvedBy === null ? (closedBy ?? '') : `${closedBy}, approved by ${approvedBy}`;
  const text =
    state === 'requested' && waiting
      ? `${key} waits for a second operator; ${waiting.requestedBy} asked to ${waiting.deed} it.`
      : period.state === 'closed'
        ? `${key} is closed up to ${to} by ${by}.`
        : `${key} is open.`;
  output.tell({ state, period }, text);
}

function checklistText({ checks, gateways, clearing, makers }: Checklist): string {
  const lines = checks.map(({ check, state, count, what }) => [
    check,
    state,
    count === 0 ? '' : String(count),
    what.slice(0, 3).join('; '),
  ]);
  const covers = gateways.map((of) => [
    of.gateway,
    of.fetched ? 'whole' : 'not whole',
    of.proof === 'none' ? '–' : of.proof === 'missing' ? 'nothing yet' : of.proof,
    ...[of.day ?? '', of.report ?? ''],
  ]);
  const held = clearing.map((row) => [row.account, row.balance, row.currency, row.explained, row.difference]);
  return [
    table(['check', 'state', '', 'what'], lines, [2]),
    ...(covers.length === 0 ? [] : ['', table(['gateway', 'fetched', 'proven by', 'until', 'report'], covers, [])]),
    ...(held.length === 0
      ? []
      : ['', table(['account', 'balance', '', 'explained', 'not explained'], held, [1, 3, 4])]),
    ...(makers.length === 0
      ? []
      : ['', facts(makers.map(({ operator, count }) => [`booked by ${operator}`, String(count)] as const))]),
  ].join('\n');
}

async function writeBundle(use: Use, api: Api, period: string): Promise<void> {
  const file = resolve(needed(use, 'bundle'));
  const passphrase = process.env.COUNTERFOIL_PASSPHRASE;
  if (passphrase && (await api.sync.secrets()).state === 'locked') await api.sync.unlock({ passphrase });
  const wish = { request: newId(), period, file, language: languageOf(use) };
  const receipt = await follow(use, api.closing.bundle(wish, { signal: use.signal }));
  const { file: written, rows, bytes, sha256 } = receipt;
  use.output.tell(
    receipt,
    facts([
      ['file', written],
      ['rows', String(rows)],
      ['bytes', String(bytes)],
      ['sha256', sha256],
    ]),
  );
}

const close: Command = {
  name: 'close',
  usage:
    'close <month> [--note N] | close <month> --preview | --approve | --refuse WHY | --bundle <file> [--language en|es]',
  about: 'Closes a month and everything before it: the checklist first, then one operator asks and another approves.',
  options: {
    note: { type: 'string' },
    preview: { type: 'boolean' },
    approve: { type: 'boolean' },
    refuse: { type: 'string' },
    bundle: { type: 'string' },
    language: { type: 'string' },
  },
  tells: {
    bundle: 'writes the sealed bundle of the closed month to that file; also after --approve',
    language: 'of the bundle’s summary: en (usual) or es',
    note: 'what there is to say; needed while something of the checklist is open',
    preview: 'only tells the checklist; exit code 4 while something is open',
    approve: 'approves what another operator asked for (a PIN is read from COUNTERFOIL_PIN)',
    refuse: 'refuses it, or takes it back, and says why',
  },
  words: 1,
  async run(use) {
    const period = periodOf(use, 'close');
    if (waysOf(use).length > 1) throw new UsageError('One of --preview, --approve and --refuse.');
    const api = await use.api();
    if (use.flag('preview')) {
      const found = await api.closing.checklist({ period }, { signal: use.signal });
      use.output.tell(found, checklistText(found));
      if (found.checks.some(({ state }) => state === 'open')) throw new Findings('something is open');
      return;
    }
    if (use.flag('approve') || use.option('refuse') !== undefined) {
      tell(use, 'done', await answer(use, api, period, 'close'));
      if (use.flag('approve') && use.option('bundle') !== undefined) await writeBundle(use, api, period);
      return;
    }
    if (use.option('bundle') !== undefined) {
      await writeBundle(use, api, period);
      return;
    }
    const { state, period: after } = await api.closing.close({
      request: newId(),
      period,
      note: use.option('note') ?? '',
    });
    tell(use, state, after);
  },
};

const reopen: Command = {
  name: 'reopen',
  usage: 'reopen <month> --reason R | reopen <month> --approve | --refuse WHY',
  about: 'Opens the month that was closed last again: with a reason, and by two operators.',
  options: { reason: { type: 'string' }, approve: { type: 'boolean' }, refuse: { type: 'string' } },
  tells: {
    reason: 'why; it stands in the book',
    approve: 'approves what another operator asked for (a PIN is read from COUNTERFOIL_PIN)',
    refuse: 'refuses it, or takes it back, and says why',
  },
  words: 1,
  async run(use) {
    const period = periodOf(use, 'reopen');
    if (waysOf(use).length > 1) throw new UsageError('One of --approve and --refuse.');
    if (waysOf(use).length === 1) {
      tell(use, 'done', await answer(use, await use.api(), period, 'reopen'));
      return;
    }
    const reason = needed(use, 'reason');
    const { state, period: after } = await (await use.api()).closing.reopen({ request: newId(), period, reason });
    tell(use, state, after);
  },
};

const late: Command = {
  name: 'late',
  usage: 'late [<month>] [--all]',
  about: 'What came late for a closed month, and counts later: open ones, or all.',
  options: { all: { type: 'boolean' } },
  tells: { all: 'with those that a person accepted or corrected' },
  words: 1,
  async run(use) {
    const period = use.words.length === 0 ? undefined : periodOf(use, 'late');
    const api = await use.api();
    const open = !use.flag('all');
    const found = await api.closing.late({ ...(period === undefined ? {} : { period }), open }, { signal: use.signal });
    const lines = found.map((row: Late) => [
      ...[row.day, row.bookedOn, row.kind, row.customer?.name ?? ''],
      row.transfers.map(({ from, to, money }) => `${from} → ${to} ${money.amount} ${money.currency}`).join('; '),
      row.state,
    ]);
    const causes = await causesOf(use, found);
    use.output.tell(found, `${table(['day', 'counts on', 'what', 'customer', 'moved', 'state'], lines, [])}${causes}`);
  },
};

const verifyBundle: Command = {
  name: 'verify-bundle',
  usage: 'verify-bundle <file> [--key K]',
  about:
    'Checks the sealed bundle of a closed month, without a book: its signature, each file, each byte between them.',
  options: { key: { type: 'string' } },
  tells: { key: 'the public key that it must be signed by, as the book shows it' },
  words: 1,
  async run(use) {
    const [file] = use.words;
    if (file === undefined) throw new UsageError('Say which file.');
    const { manifest, publicKey, findings } = checkBundle(readBundle(file), file);
    const wanted = use.option('key');
    if (wanted !== undefined && wanted !== publicKey)
      findings.push({ file: 'manifest.sig', problem: 'signature', expected: wanted, found: publicKey });
    const { period, closed, journal, book } = manifest;
    const about = facts([
      ['book', book.name],
      ['month', `${period.key}, everything up to ${period.to}`],
      ['closed', `${closed.by}, approved by ${closed.approvedBy ?? 'nobody'}, ${closed.at}`],
      ['journal head', `event ${journal.event} ${journal.head}`],
      ['public key', publicKey],
    ]);
    const told = findings.map((of) => [of.file, of.problem, of.expected, of.found]);
    const end =
      told.length === 0
        ? `Whole: ${manifest.files.length} files are as they were sealed.`
        : table(['file', 'what', 'expected', 'found'], told);
    use.output.tell({ whole: findings.length === 0, findings, manifest }, `${about}\n\n${end}`);
    if (findings.length > 0) throw new Findings('it was changed');
  },
};

/** Larger ones than a zip without its 64-bit extension can be are none of ours. */
const LARGEST_BYTES = 0xffff_ffff;

function readBundle(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > LARGEST_BYTES) throw new Failure('bundle-unreadable', { file, detail: 'it is too large' });
    return readFileSync(file);
  } catch (error) {
    throw unreadFile(file, error);
  }
}

export const closingCommands: readonly Command[] = [close, reopen, late, verifyBundle];
