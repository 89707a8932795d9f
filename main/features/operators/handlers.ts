/** Signing in, and looking after operators. What an operator is stands in the journal, how one proves it beside it. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { writeSetting } from '../../db/setting';
import { all, one, run } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { DEMO_PASSPHRASE, type Role } from '../../kernel/operator';
import { type Operator, operatorsContract, type SessionState } from './contract';
import { activeOperator, hasOperators, type KnownOperator, operatorNamed } from './events';
import { hashSecret, keepPassphrase, keepPin, proveSecret, replacePassphrase } from './secret';
import { IDLE_SETTING, idleMinutes, type Session, type Sessions } from './sessions';

export interface OperatorsContext extends Context {
  session: Session;
  sessions: Sessions;
  /** The procedures that a role may call; null: where there are no operators. */
  allowed(role: Role | null | 'locked'): string[];
}
const os = implement(operatorsContract).$context<OperatorsContext>();

export const operatorsHandlers = os.router({
  session: os.session.handler(({ context }) => sessionState(context)),
  signIn: os.signIn.handler(async ({ input, context }) => ({ token: await signIn(context, input) })),
  resume: os.resume.handler(({ input, context }) => ({ resumed: context.session.resume(input.token) })),
  lock: os.lock.handler(({ context }) => {
    context.session.end(true);
    return {};
  }),
  signOut: os.signOut.handler(({ context }) => {
    context.session.end(false);
    return {};
  }),
  stay: os.stay.handler(({ context }) => {
    context.session.see();
    return {};
  }),
  list: os.list.handler(({ context }) =>
    all<KnownOperator>(context.book.db, 'SELECT * FROM operator ORDER BY retired_at IS NOT NULL, name').map((row) =>
      operatorOf(context, row),
    ),
  ),
  add: os.add.handler(({ input, context }) => add(context, input)),
  changeRole: os.changeRole.handler(({ input, context }) =>
    happen(context, 'change-role', input, 'operator.role-changed', { role: input.role }),
  ),
  retire: os.retire.handler(({ input, context }) => happen(context, 'retire', input, 'operator.retired', {})),
  resetPassphrase: os.resetPassphrase.handler(async ({ input, context }) => {
    const { passphrase, ...more } = input;
    const hashed = await hashSecret(passphrase);
    await happen(context, 'reset-passphrase', more, 'operator.passphrase-reset', {}, () =>
      keepPassphrase(context.book.db, idOf(input.id), hashed),
    );
    context.sessions.endOf(idOf(input.id));
    return {};
  }),
  changePassphrase: os.changePassphrase.handler(async ({ input, context }) => {
    const own = await proven(context, input.passphrase);
    replacePassphrase(context.book.db, own, await hashSecret(input.to));
    return {};
  }),
  setPin: os.setPin.handler(async ({ input, context }) => {
    const own = await proven(context, input.passphrase);
    keepPin(context.book.db, own, input.pin === null ? null : await hashSecret(input.pin));
    context.changed(['operators']);
    return {};
  }),
  setLanguage: os.setLanguage.handler(({ input, context }) => {
    const actor = context.session.actor();
    if (!actor) throw new Failure('operator-none');
    run(context.book.db, 'UPDATE operator_secret SET language = ? WHERE uuid = ?', input.language, idToBytes(actor.id));
    context.changed(['operators']);
    return {};
  }),
  setIdle: os.setIdle.handler(({ input, context }) => {
    writeSetting(context.book.db, IDLE_SETTING, String(input.minutes));
    context.changed(['operators']);
    return {};
  }),
});

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

function sessionState(context: OperatorsContext): SessionState {
  const { db } = context.book;
  const book = one<{ name: string; demo: number }>(db, 'SELECT name, demo FROM book');
  const known = hasOperators(db);
  const actor = actorOrNull(context);
  const locked = known && actor === null;
  const active = 'SELECT name, role FROM operator WHERE retired_at IS NULL ORDER BY name';
  return {
    book: book?.name ?? '',
    hasOperators: known,
    locked,
    operator: actor ? operatorOf(context, activeOperator(db, actor.id)) : null,
    last: context.session.last,
    names: all<{ name: string; role: Role }>(db, active),
    allowed: context.allowed(locked ? 'locked' : (actor?.role ?? null)),
    idleMinutes: idleMinutes(db),
    demoPassphrase: book?.demo === 1 && known ? DEMO_PASSPHRASE : null,
  };
}

function actorOrNull({ session }: OperatorsContext) {
  try {
    return session.actor();
  } catch (error) {
    if (error instanceof Failure && error.code === 'operator-locked') return null;
    throw error;
  }
}

function operatorOf({ book }: Context, row: KnownOperator): Operator {
  const text = 'SELECT pin IS NOT NULL AS pin, language FROM operator_secret WHERE uuid = ?';
  const kept = one<{ pin: number; language: string | null }>(book.db, text, row.uuid);
  const { name, role, added_at: addedAt, retired_at: retiredAt } = row;
  const hasPin = kept?.pin === 1;
  return { id: idFromBytes(row.uuid), name, role, addedAt, retiredAt, hasPin, language: kept?.language ?? null };
}

/** An unknown name takes as long as a wrong passphrase, and says the same. */
async function signIn(context: OperatorsContext, input: { name: string; passphrase: string }): Promise<string> {
  const { book, clock, session } = context;
  const wrong = new Failure('sign-in-wrong', { name: input.name });
  let known: KnownOperator;
  try {
    known = operatorNamed(book.db, input.name);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'operator-unknown') throw error;
    await hashSecret(input.passphrase);
    throw wrong;
  }
  const id = idFromBytes(known.uuid);
  await proveSecret(
    () => book.db,
    id,
    'passphrase',
    input.passphrase,
    () => clock.now(),
    wrong,
  );
  context.changed(['operators']);
  return session.begin(id, known.name);
}

/** Who is signed in types their passphrase once more. Throws Failure sign-in-wrong, sign-in-wait, operator-none. */
async function proven({ session, book, clock }: OperatorsContext, passphrase: string): Promise<Id> {
  const actor = session.actor();
  if (!actor) throw new Failure('operator-none');
  const wrong = new Failure('sign-in-wrong', { name: actor.name });
  await proveSecret(
    () => book.db,
    actor.id,
    'passphrase',
    passphrase,
    () => clock.now(),
    wrong,
  );
  return actor.id;
}

interface Added {
  request: string;
  name: string;
  role: Role;
  passphrase: string;
  language: string | null;
}

async function add(context: OperatorsContext, input: Added): Promise<{ id: Id; token: string | null }> {
  await context.healthy;
  const { book, clock } = context;
  const { request, name, role, language } = input;
  // The journal must not hold so much as a hash of the passphrase.
  const hashed = await hashSecret(input.passphrase);
  const act = actOf(context, 'add', { request, name, role });
  const first = !hasOperators(book.db);
  const recorded = record(book, act, function* ({ db }) {
    const subject = book.newId();
    yield { kind: 'operator.added', subject, occurredAt: clock.now(), payload: { name, role } };
    keepPassphrase(db, subject, hashed);
    run(db, 'UPDATE operator_secret SET language = ? WHERE uuid = ?', language, idToBytes(subject));
  });
  const id = recorded.subjects[0];
  if (!id) throw new Error('an operator without an event');
  const token = first && !recorded.repeated ? context.session.begin(id, name) : null;
  context.changed(['operators', 'book']);
  return { id, token };
}

function actOf(context: Context, what: string, input: { request: string; [name: string]: unknown }): Act {
  const { operator, source } = context;
  const { request, ...more } = input;
  return { request: idOf(request), operator, source, input: { what, ...more } };
}

async function happen(
  context: Context,
  what: string,
  input: { request: string; id: string },
  kind: string,
  payload: object,
  beside: () => void = () => {},
): Promise<Record<string, never>> {
  await context.healthy;
  const { book, clock } = context;
  record(book, actOf(context, what, input), function* () {
    yield { kind, subject: idOf(input.id), occurredAt: clock.now(), payload };
    beside();
  });
  context.changed(['operators']);
  return {};
}
