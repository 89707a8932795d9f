/** An engine's context around a book in memory, for tests that call the whole API as an operator would. */
import { createRouterClient, type RouterClient } from '@orpc/server';
import { shownInPast } from '../../main/engine/past-access';
import { allowedTo } from '../../main/engine/rights';
import { type EngineContext, router } from '../../main/engine/router';
import { approvablesOf } from '../../main/features/bulk';
import { keepPassphrase } from '../../main/features/operators/secret';
import { type Session, Sessions } from '../../main/features/operators/sessions';
import { type Book, record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import type { Id } from '../../main/kernel/id';
import type { Role } from '../../main/kernel/operator';
import type { TestClock } from './book';
import { act } from './book';
import { writerOn } from './writer';

/** Whatever is asked of it is refused, with a reason that is not about rights. */
export function nothing<Part>(): Part {
  const refuse = () => {
    throw new Failure('engine-stopped');
  };
  const made: unknown = new Proxy(refuse, { get: (_, name) => (name === 'then' ? undefined : refuse) });
  return made as Part; // from outside: a stand-in that does nothing of what the type says
}

export interface EngineWorld {
  book: Book;
  sessions: Sessions;
  told: string[];
  context(session: Session): EngineContext;
  client(session: Session): RouterClient<typeof router>;
}

export function engineWorld(book: Book, clock: TestClock): EngineWorld {
  const told: string[] = [];
  const sessions = new Sessions(
    () => book.db,
    clock,
    () => told.push('operators'),
  );
  const readers = { ...nothing<EngineContext['readers']>(), ...readersOf(book) };
  const parts = { readers, writer: writerOn(book), clock };
  const context = (session: Session): EngineContext => ({
    ...nothing<EngineContext>(),
    ...{
      syncing: nothing(),
      sending: nothing(),
      outbox: nothing(),
      savedMethods: nothing(),
      notices: nothing(),
      mailing: nothing(),
    },
    ...{ book, ...parts, sessions, session, allowed: allowedTo, approvables: approvablesOf(book) },
    ...{ shell: { kind: 'browser', ask: nothing() }, log: { info() {}, error: () => 'incident' }, home: '/nowhere' },
    ...{ operator: 'ada', source: 'screen', healthy: Promise.resolve() },
    changed: (topics) => void told.push(...topics),
    ...{ pastBooks: nothing(), shownInPast, pastHeader: null },
    watch: async function* () {},
  });
  return {
    book,
    sessions,
    told,
    context,
    client: (session) => createRouterClient(router, { context: context(session) }),
  };
}

function readersOf(book: Book): Pick<EngineContext['readers'], 'ask' | 'chart' | 'job'> {
  return {
    async *job(job, input) {
      return yield* job.run(book.db, input);
    },
    ask: async (query, input) => query.run(book.db, input),
    chart: async (query, input) => query.run(book.db, input),
  };
}

/** An operator without a passphrase that anybody knows. */
export function addOperator(book: Book, name: string, role: Role, passphrase = 'no hash'): Id {
  const id = book.newId();
  record(book, act(book), function* ({ db }) {
    yield { kind: 'operator.added', subject: id, occurredAt: book.clock.now(), payload: { name, role } };
    keepPassphrase(db, id, passphrase);
  });
  return id;
}
