/** What a person does at the workbench: each an act, done once, everything of it or nothing. */
import type { Context } from '../../context';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Act, type Facts, type Recorded, record } from '../../journal/record';
import { signedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { BY_HAND, type ItemKind, type MatchRule, MOST_PROPOSALS } from '../../kernel/matching';
import { addMinor } from '../../kernel/money';
import { accounts } from '../../ledger/chart';
import type { ChangesMade } from '../changes/events';
import { bankLineOf } from '../statements/line-events';
import { backTest } from './back-test';
import type { ExceptionSaid } from './exception-events';
import { exceptionIsThere } from './exception-list';
import { type BookedItem, type MatchWish, matchDrafts } from './making';
import type { Proposal } from './proposal';
import { exactProposals, proposalsByKey } from './proposals';
import { rulesOf } from './rule-events';
import type { MatchRefused } from './shapes';
import { unmatchDrafts } from './unmatching';

export const idOf = (text: string) => text as Id; // from outside: checked by the contract

/** What a deed needs of whoever acts: a window, a command, or the engine's own schedule. */
export type Acting = Pick<Context, 'book' | 'readers' | 'healthy' | 'operator' | 'source' | 'changed'>;

export function actOf(
  context: Pick<Context, 'operator' | 'source'>,
  what: string,
  { request, ...input }: { request: string },
): Act {
  const { operator, source } = context;
  return { request: idOf(request), operator, source, input: { what, ...input } };
}

const touched = ['statements', 'payments', 'customers', 'invoices', 'changes'] as const;

export interface MatchInput {
  request: string;
  lines: readonly string[];
  tied: readonly { kind: ItemKind; id: string; seen?: string | undefined; note?: string | undefined }[];
  booked: readonly { as: BookedItem['as']; amount: string; note?: string | undefined }[];
}

/** By hand. Throws Failure bank-line-*, match-*, payment-*, amount-*. */
export async function match(context: Context, input: MatchInput): Promise<{ matches: Id[] }> {
  return done(context, 'match', input, (facts) => {
    const { currency } = bankLineOf(facts.db, input.lines[0] ?? '');
    const wish: MatchWish = {
      lines: input.lines.map(idOf),
      tied: input.tied.map(({ kind, id, seen, note }) => ({
        ...{ kind, id },
        ...(note ? { note: maskCardNumbers(note) } : {}),
        ...(seen === undefined ? {} : { amount: signedAmount(seen, currency) }),
      })),
      booked: input.booked.map(({ as, amount, note }) => ({ as, amount: signedAmount(amount, currency), note })),
      ...{ rule: BY_HAND, evidence: [{ fact: 'by-hand' }], automatic: false },
    };
    return matchDrafts(facts, wish, using(context));
  });
}

const using = ({ book }: Acting) => ({ newId: book.newId, nowMs: book.clock.now() });

/** Throws Failure changed-since-preview: one of them is not proposed any more. */
export function accept(context: Context, input: { request: string; keys: readonly string[] }) {
  return acceptKeys(context, 'accept', input, input.keys, false);
}

/** One act, which leaves the rest for the next. Twice the same request: what was matched by it the first time. */
export async function runRules(context: Acting, input: { request: string; bank?: string | undefined }) {
  const wish = { bank: input.bank, automatic: true, most: MOST_PROPOSALS };
  const found = await context.readers.ask(exactProposals, wish);
  const done = await acceptKeys(
    context,
    'run',
    input,
    found.map(({ key }) => key),
    true,
  );
  const open = one<{ n: number }>(context.book.db, "SELECT count(*) AS n FROM bank_line WHERE state = 'open'")?.n ?? 0;
  return { ...done, open };
}

async function acceptKeys(
  context: Acting,
  what: string,
  input: { request: string },
  keys: readonly string[],
  automatic: boolean,
): Promise<{ matches: Id[] }> {
  await context.healthy;
  const repeated = one(context.book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(input.request));
  const found = repeated ? [] : await context.readers.ask(proposalsByKey, { keys });
  const proposals = found.flatMap((proposal) => proposal ?? []);
  if (proposals.length < found.length) throw new Failure('changed-since-preview');
  return done(context, what, input, (facts) => acceptDrafts(context, facts, proposals, automatic));
}

/** Of several: one set of changes, which can be taken back whole. */
function* acceptDrafts(
  context: Acting,
  facts: Facts,
  proposals: readonly Proposal[],
  automatic: boolean,
): Generator<EventDraft> {
  const use = using(context);
  const wishes = proposals.flatMap((proposal) => wishesOf(facts.db, proposal, automatic));
  if (wishes.length > 1) {
    const payload: ChangesMade = {
      ...{ deed: 'match', kind: 'match.made', items: wishes.length, about: '' },
      totals: totalsOf(facts.db, wishes),
    };
    yield { kind: 'changes.made', subject: use.newId(), occurredAt: use.nowMs, payload };
  }
  for (const wish of wishes) yield* matchDrafts(facts, wish, use);
}

function totalsOf(db: Db, wishes: readonly MatchWish[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { lines } of wishes)
    for (const line of lines) {
      const { amount, currency } = bankLineOf(db, line);
      totals[currency] = addMinor(totals[currency] ?? 0, amount);
    }
  return totals;
}

/** A transfer between two of our banks is a match in each of them. */
function wishesOf(db: Db, { lines, items, rule, evidence }: Proposal, automatic: boolean): MatchWish[] {
  const of = { rule, evidence, automatic };
  if (items.some(({ kind }) => kind === 'transfer'))
    return lines.map((line) => ({
      ...{ ...of, lines: [idOf(line)], tied: [] },
      booked: [{ as: 'transfer', amount: bankLineOf(db, line).amount }],
    }));
  const tied = items.flatMap(({ kind, id }) => (id === undefined ? [] : [{ kind, id }]));
  const booked = items
    .filter(({ id }) => id === undefined)
    .map(({ account, amount }) => ({
      as: account === accounts.interest() ? ('interest' as const) : ('fee' as const),
      amount,
    }));
  return [{ ...of, lines: lines.map(idOf), tied, booked }];
}

async function done(
  context: Acting,
  what: string,
  input: { request: string },
  decide: (facts: Facts) => Iterable<EventDraft>,
): Promise<{ matches: Id[] }> {
  await context.healthy;
  const { book } = context;
  const recorded = record(book, actOf(context, what, input), decide);
  context.changed(touched);
  return { matches: matchesOf(book.db, recorded) };
}

function matchesOf(db: Db, { subjects }: Recorded): Id[] {
  return [...new Set(subjects)].filter((id) => one(db, 'SELECT 1 FROM match WHERE uuid = ?', idToBytes(id)));
}

/** Throws Failure match-unknown, match-built-on, receipt-not-open. */
export async function undo(context: Context, input: { request: string; match: string }) {
  await done(context, 'undo', input, (facts) => unmatchDrafts(facts, idOf(input.match)));
  return {};
}

export async function refuse(context: Context, input: { request: string; key: string }) {
  const subject = idOf(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(input.key)?.[0] ?? '');
  await done(context, 'refuse', input, function* ({ db }) {
    bankLineOf(db, subject);
    const payload: MatchRefused = { pair: input.key };
    yield { kind: 'match.refused', subject, occurredAt: context.book.clock.now(), payload };
  });
  return {};
}

interface SayInput {
  request: string;
  exception: string;
  owner: string | null;
  note: string | null;
  ignored: string | null;
}

/** Throws Failure exception-unknown: the book has no such exception any more; input-invalid: what came late is not let be, but answered. */
export async function sayOf(context: Context, input: SayInput) {
  const { book } = context;
  const { exception, owner, note, ignored } = input;
  if (ignored !== null && exception.startsWith('late '))
    throw new Failure('input-invalid', { detail: 'what came late is accepted or corrected' });
  const now = book.clock.now();
  const isRepeated = one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(input.request)) !== undefined;
  if (!isRepeated && !(await context.readers.chart(exceptionIsThere, { now, key: exception })))
    throw new Failure('exception-unknown');
  await done(context, 'say', input, function* () {
    const payload: ExceptionSaid = {
      exception,
      ...(owner === null ? {} : { owner }),
      ...(note === null ? {} : { note: maskCardNumbers(note) }),
      ...(ignored === null ? {} : { ignored: maskCardNumbers(ignored) }),
    };
    yield { kind: 'exception.said', subject: book.replica, occurredAt: now, payload };
  });
  return {};
}

interface RulesInput {
  request: string;
  rules: readonly MatchRule[];
  despite: boolean;
}

/** Throws Failure rule-not-automatic: one that is to act by itself would have contradicted people. */
export async function setRules(context: Context, input: RulesInput) {
  const { book } = context;
  if (!input.despite) await assertAgreed(context, input);
  await done(context, 'rules', input, function* ({ db }) {
    if (JSON.stringify(rulesOf(db)) === JSON.stringify(input.rules)) return;
    const payload = { rules: input.rules };
    yield { kind: 'match.rules-changed', subject: book.replica, occurredAt: book.clock.now(), payload };
  });
  return rulesOf(book.db);
}

/** Each rule that acts by itself from now on, or otherwise than before, is tried on what people matched. */
async function assertAgreed({ book, readers }: Context, { request, rules }: RulesInput): Promise<void> {
  if (one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(request))) return;
  const acting = new Set(rulesOf(book.db).map((rule) => JSON.stringify(rule)));
  for (const rule of rules) {
    if (!rule.on || !rule.automatic || acting.has(JSON.stringify(rule))) continue;
    const { contradicts: count } = await readers.chart(backTest, { rule });
    if (count > 0) throw new Failure('rule-not-automatic', { count });
  }
}
