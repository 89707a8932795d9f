/** Asking for a close or a reopening, answering it, and answering what came late. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { all } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { Month } from '../../kernel/time';
import { destinationOf, exportTo } from '../export/outgoing';
import { hasOperators } from '../operators/events';
import { writeBundle } from './bundle';
import { bundleKey, type KeySecrets } from './bundle-key';
import { checklist } from './checklist';
import { clearingItems } from './clearing';
import { type Checklist, closingContract, type Period } from './contract';
import {
  assertCloses,
  assertReopens,
  type PeriodClosed,
  type PeriodReopened,
  type PeriodRequested,
  requestRow,
  waitingFor,
} from './events';
import { lateItems } from './late';
import { monthIn, periods } from './periods';

export interface ClosingContext extends Context {
  /** What seals the key that signs bundles. */
  secrets: KeySecrets;
  session: {
    /** Throws Failure pin-needed, pin-wrong, sign-in-wait where this operator has a PIN. */
    provePin(pin: string | undefined): Promise<void>;
  };
}

const os = implement(closingContract).$context<ClosingContext>();

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

export const closingHandlers = os.router({
  periods: os.periods.handler(({ context }) => periodsOf(context)),
  checklist: os.checklist.handler(({ input, context }) =>
    context.readers.chart(checklist, { ...input, now: context.clock.now() }),
  ),
  clearing: os.clearing.handler(({ input, context }) => context.readers.chart(clearingItems, input)),
  close: os.close.handler(async ({ input, context }) => {
    const key = monthIn(input.period);
    await context.healthy;
    const open = openOf(await context.readers.chart(checklist, { period: key, now: context.clock.now() }));
    return asked(context, 'close', input.request, { key, note: input.note, open });
  }),
  reopen: os.reopen.handler(async ({ input, context }) => {
    const key = monthIn(input.period);
    await context.healthy;
    return asked(context, 'reopen', input.request, { key, note: input.reason });
  }),
  approve: os.approve.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, id, pin } = input;
    await context.session.provePin(pin);
    const { key } = requestRow(context.book.db, idOf(id));
    record(context.book, actOf(context, 'approve', request, { id }), ({ db }) => {
      const { deed, note } = requestRow(db, idOf(id));
      return [
        deed === 'close'
          ? closed(context, { key, note, request: idOf(id) })
          : reopened(context, { key, reason: note, request: idOf(id) }),
      ];
    });
    return changed(context, key);
  }),
  refuse: os.refuse.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, id, why } = input;
    const { key } = requestRow(context.book.db, idOf(id));
    record(context.book, actOf(context, 'refuse', request, { id, why }), () => [
      { kind: 'period.refused', subject: idOf(id), occurredAt: context.clock.now(), payload: { why } },
    ]);
    return changed(context, key);
  }),
  bundle: os.bundle.handler(async function* ({ input, context, signal }) {
    const { request, period } = input;
    monthIn(period);
    await context.healthy;
    const to = destinationOf(context, input, `close ${period}`, 'zip');
    const key = bundleKey(context.book, context.secrets, actOf(context, 'bundle-key', request, {}));
    context.changed(['closing']);
    const of = { period, key, language: input.language, atMs: context.clock.now() };
    return yield* exportTo(
      context,
      to,
      { kind: 'period-bundle', filter: { period }, job: writeBundle, input: of },
      signal,
    );
  }),
  keys: os.keys.handler(({ context }) =>
    all<{ publicKey: string; madeBy: string; madeAt: number }>(
      context.book.db,
      'SELECT public_key AS publicKey, made_by AS madeBy, made_at AS madeAt FROM bundle_key ORDER BY id DESC',
    ),
  ),
  late: os.late.handler(({ input, context }) => context.readers.chart(lateItems, input)),
  answerLate: os.answerLate.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, events, answer, note } = input;
    const occurredAt = context.clock.now();
    record(context.book, actOf(context, 'answer-late', request, { events, answer, note }), () =>
      [...new Set(events)].map((event) => ({
        ...{ kind: 'period.late-answered', subject: context.book.newId(), occurredAt },
        payload: { event, answer, note },
      })),
    );
    context.changed(['closing', 'payments']);
    return { answered: new Set(events).size };
  }),
});

const today = ({ book, clock }: Context) => book.dayOf(clock.now());

const openOf = ({ checks }: Checklist): Record<string, number> =>
  Object.fromEntries(checks.filter(({ state }) => state === 'open').map(({ check, count }) => [check, count]));

interface Asking {
  key: Month;
  note: string;
  open?: Record<string, number>;
}

/** A book with operators waits for a second one; another has nobody else. */
async function asked(context: ClosingContext, deed: 'close' | 'reopen', request: string, of: Asking) {
  const { key, note } = of;
  const act = actOf(context, deed, request, { key, note });
  record(context.book, act, ({ db }) => {
    assertPossible(context, deed, of);
    const payload: PeriodRequested = { deed, ...of };
    if (hasOperators(db))
      return [{ kind: 'period.requested', subject: context.book.newId(), occurredAt: context.clock.now(), payload }];
    return [deed === 'close' ? closed(context, of) : reopened(context, { key, reason: note })];
  });
  const period = await changed(context, key);
  return { state: waitingFor(context.book.db, key) ? ('requested' as const) : ('done' as const), period };
}

/** Throws Failure period-*. */
function assertPossible(context: Context, deed: 'close' | 'reopen', { key, note, open = {} }: Asking): void {
  const { db } = context.book;
  if (deed === 'reopen') {
    assertReopens(db, key);
    return;
  }
  assertCloses(db, key, today(context));
  if (Object.keys(open).length > 0 && note === '')
    throw new Failure('period-open-checks', { period: key, open: Object.keys(open).join(', ') });
}

function closed({ book, clock }: Context, payload: PeriodClosed) {
  return { kind: 'period.closed', subject: book.newId(), occurredAt: clock.now(), payload };
}

function reopened({ book, clock }: Context, payload: PeriodReopened) {
  return { kind: 'period.reopened', subject: book.newId(), occurredAt: clock.now(), payload };
}

async function changed(context: ClosingContext, key: Month): Promise<Period> {
  context.changed(['closing', 'book']);
  const found = (await periodsOf(context)).find((period) => period.key === key);
  if (!found) throw new Failure('period-unknown', { text: key });
  return found;
}

function periodsOf(context: Context): Promise<Period[]> {
  return context.readers.ask(periods, { today: today(context), operator: context.operator });
}

/** A PIN is no part of what is kept of the request. */
function actOf({ operator, source }: Context, what: string, request: string, input: object): Act {
  return { request: idOf(request), operator, source, input: { what, ...input } };
}
