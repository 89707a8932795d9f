/** Takes the mark off a payment that a person has seen to: a returned debit, a refund that failed. No money moves by it. */
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { ClearableFlag, Flag } from '../../kernel/payment';
import type { PaymentFlagCleared } from './flag-events';

interface Asked {
  request: string;
  id: string;
  flag: ClearableFlag;
}

/** Throws Failure payment-unknown, and flag-gone where it carries another flag now, or none. */
export async function clearFlag(context: Context, { request, id, flag }: Asked): Promise<Record<string, never>> {
  await context.healthy;
  const { book, operator, source } = context;
  const act = { request: request as Id, operator, source, input: { what: 'clear-flag', id, flag } }; // from outside: checked by the contract
  const recorded = record(book, act, function* ({ db }) {
    const row = one<{ flag: Flag | null }>(db, 'SELECT flag FROM payment WHERE uuid = ?', idToBytes(id));
    if (!row) throw new Failure('payment-unknown', { id });
    if (row.flag !== flag) throw new Failure('flag-gone');
    const payload: PaymentFlagCleared = { flag };
    yield { kind: 'payment.flag-cleared', subject: id as Id, occurredAt: book.clock.now(), payload }; // from outside: found by it
  });
  if (!recorded.repeated) context.changed(['payments']);
  return {};
}
