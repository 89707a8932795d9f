/** The sample company's operators, one of each role: made once, with a passphrase that its sign-in screen shows. */
import { createHash } from 'node:crypto';
import { one } from '../../db/sql';
import type { ApprovalLimitSet } from '../../features/approvals/events';
import { hasOperators } from '../../features/operators/events';
import { type Cost, hashSecret, keepPassphrase } from '../../features/operators/secret';
import { record } from '../../journal/record';
import { type Id, idFromBytes } from '../../kernel/id';
import { DEMO_PASSPHRASE, type Role } from '../../kernel/operator';
import type { DemoOptions } from './company-book';

const people: readonly (readonly [name: string, role: Role])[] = [
  ['Marta Olsen', 'administrator'],
  ['Tomás Rey', 'billing'],
  ['Aiko Tanaka', 'support'],
  ['Ruth Adler', 'auditor'],
];

/** Above these, in minor units, an act of the sample company takes two. */
const limits: readonly ApprovalLimitSet[] = ['EUR', 'USD', 'GBP']
  .flatMap((currency): ApprovalLimitSet[] => [
    { act: 'adjustment', currency, amount: 100_00 },
    { act: 'receipt', currency, amount: 10_000_00 },
    { act: 'refund', currency, amount: 50_00 },
  ])
  .concat([
    { act: 'refund', currency: 'JPY', amount: 7_500 },
    { act: 'refund', currency: 'KWD', amount: 15_000 },
  ]);

/** A passphrase that everybody can read needs no slow hash. */
const COST: Cost = { N: 2 ** 12, r: 8, p: 1 };

/** Gives the administrator, as whom the sample company opens. */
export async function demoOperators(options: Omit<DemoOptions, 'syncing'>): Promise<Id | null> {
  const { book, changed, operator, createdAt } = options;
  if (!hasOperators(book.db)) {
    await options.healthy;
    const hashes = await Promise.all(people.map(() => hashSecret(DEMO_PASSPHRASE, COST)));
    const digest = createHash('sha256').update(`operators of ${book.replica}`).digest().subarray(0, 16);
    const act = { request: idFromBytes(digest), operator, source: 'demo', input: { people, limits } };
    record(book, act, function* ({ db }) {
      for (const [n, [name, role]] of people.entries()) {
        const subject = book.newId();
        yield { kind: 'operator.added', subject, occurredAt: createdAt, payload: { name, role } };
        keepPassphrase(db, subject, hashes[n] ?? '');
      }
      for (const payload of limits)
        yield { kind: 'approval.limit-set', subject: book.newId(), occurredAt: createdAt, payload };
    });
    changed(['operators', 'book']);
  }
  const text = "SELECT uuid FROM operator WHERE role = 'administrator' AND retired_at IS NULL ORDER BY id LIMIT 1";
  const first = one<{ uuid: Buffer }>(book.db, text);
  return first ? idFromBytes(first.uuid) : null;
}
