/** Every procedure of the API times every role, through the API itself: none untested. */
import { isContractProcedure } from '@orpc/contract';
import { call } from '@orpc/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { addOperator, type EngineWorld, engineWorld } from '../../test/support/engine-context';
import { contract } from '../contract';
import { one } from '../db/sql';
import type { Session } from '../features/operators/sessions';
import { roles } from '../kernel/operator';
import { rights, rightTo } from './rights';
import { router } from './router';

function proceduresOf(node: unknown, path: readonly string[] = []): string[] {
  if (isContractProcedure(node)) return [path.join('.')];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => proceduresOf(child, [...path, name]));
}
const procedures = proceduresOf(contract);

function world(): EngineWorld {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  return engineWorld(book, clock);
}

/** How a call ended: the failure's code, another error's, or `done`. */
async function ended(of: EngineWorld, session: Session, path: string): Promise<string> {
  let target: unknown = router;
  for (const name of path.split('.')) target = Reflect.get(Object(target), name);
  try {
    // Nothing is given: who may not call it is refused before anything is looked at.
    const answer: unknown = await call(target as typeof router.books.info, undefined as never, {
      context: of.context(session),
      path: path.split('.'),
    });
    if (typeof answer === 'object' && answer !== null && 'next' in answer && typeof answer.next === 'function')
      await answer.next();
    return 'done';
  } catch (error) {
    const data: unknown = error instanceof Error && 'data' in error ? error.data : null;
    return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : 'refused';
  }
}

const changes = ({ book }: EngineWorld) => one<{ n: number }>(book.db, 'SELECT total_changes() AS n')?.n;

test('every procedure has its row, and no row is about nothing', () => {
  expect(Object.keys(rights).sort()).toEqual([...procedures].sort());
  expect(rightTo('books.erase')).toEqual([]);
  expect(rightTo('constructor')).toEqual([]);
});

test('an administrator may do everything', () => {
  for (const path of procedures) {
    const right = rightTo(path);
    expect(right === 'anyone' || right.includes('administrator'), path).toBe(true);
  }
});

describe.each(roles)('%s', (role) => {
  test(`is refused what the table does not give, with nothing changed (${procedures.length} procedures)`, async () => {
    const of = world();
    const admin = addOperator(of.book, 'Ada', 'administrator');
    const id = role === 'administrator' ? admin : addOperator(of.book, 'Someone', role);
    for (const path of procedures) {
      const session = of.sessions.connect('screen');
      session.begin(id, 'Someone');
      const before = changes(of);
      const code = await ended(of, session, path);
      const right = rightTo(path);
      if (right === 'anyone' || right.includes(role)) {
        expect(code, path).not.toMatch(/not-allowed-role|operator-locked/);
        continue;
      }
      expect(code, path).toBe('not-allowed-role');
      expect(changes(of), path).toBe(before);
    }
  });
});

test('a window where nobody is signed in may only sign in', async () => {
  const of = world();
  addOperator(of.book, 'Ada', 'administrator');
  for (const path of procedures) {
    const before = changes(of);
    const code = await ended(of, of.sessions.connect('screen'), path);
    if (rightTo(path) === 'anyone') expect(code, path).not.toBe('operator-locked');
    else {
      expect(code, path).toBe('operator-locked');
      expect(changes(of), path).toBe(before);
    }
  }
});

test('where a book has no operators, whoever opened it may do everything', async () => {
  const of = world();
  for (const path of procedures)
    expect(await ended(of, of.sessions.connect('screen'), path), path).not.toMatch(/not-allowed-role|operator-locked/);
});
