/** Adjustments and reversals as drafts of events: done at once, or asked for where they take a second operator. */
import type { z } from 'zod';
import { assertKept } from '../../db/attachment';
import { knownCustomer } from '../../db/known-customer';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Book, Facts } from '../../journal/record';
import { signedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { lotOrder } from '../../ledger/credit-order';
import { type Approvable, type ApprovalRequested, attachedFiles, needsApproval } from '../approvals/events';
import { adjustInputSchema, reverseInputSchema } from './contract';
import { adjustedParts, assertAmount, counterOf, reversedParts } from './decide';
import { type AdjustmentMade, type AdjustmentReversed, adjustmentRow, leftOf } from './events';

/** Files came before: a command names them. */
const adjustCommand = adjustInputSchema
  .omit({ request: true, files: true })
  .extend({ files: attachedFiles.optional() });
export type AdjustCommand = z.infer<typeof adjustCommand>;
const reverseCommand = reverseInputSchema.omit({ request: true });
export type ReverseCommand = z.infer<typeof reverseCommand>;

type Making = Pick<Book, 'newId' | 'clock'>;

export function* adjustDrafts(
  of: Making,
  { balance, db }: Facts,
  command: AdjustCommand,
  approval?: Id,
): Generator<EventDraft> {
  const { currency, reason, expiresOn, files } = command;
  const amount = signedAmount(command.amount, currency);
  const customer = knownCustomer(db, command.customer);
  assertAmount(amount, currency);
  const parts = adjustedParts(balance, customer, amount, currency, reason, lotOrder(db));
  if (expiresOn !== undefined && parts.granted <= 0)
    throw new Failure('input-invalid', { detail: 'only granted credit expires' });
  assertKept(db, files ?? []);
  const payload: AdjustmentMade = {
    ...{ customer, currency, reason, parts, counter: counterOf(reason, command.account) },
    note: maskCardNumbers(command.note),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(files === undefined ? {} : { files }),
    ...(approval === undefined ? {} : { approval }),
  };
  yield { kind: 'adjustment.made', subject: of.newId(), occurredAt: of.clock.now(), payload };
}

function* reverseDrafts(
  of: Making,
  { balance, db }: Facts,
  command: ReverseCommand,
  approval?: Id,
): Generator<EventDraft> {
  const subject = idIn(command.id);
  const row = adjustmentRow(db, subject);
  const customer = customerOf(db, row.customer);
  const payload: AdjustmentReversed = {
    ...{ customer, currency: row.currency, counter: row.counter },
    parts: reversedParts(balance, customer, row, leftOf(row)),
    note: maskCardNumbers(command.note),
    ...(approval === undefined ? {} : { approval }),
  };
  yield { kind: 'adjustment.reversed', subject, occurredAt: of.clock.now(), payload };
}

/** At once where one operator is enough, else as a request. */
export function* adjustOrAsk(of: Making, facts: Facts, command: AdjustCommand): Generator<EventDraft> {
  const amount = signedAmount(command.amount, command.currency);
  assertAmount(amount, command.currency);
  // Also for a request: what could not be done is not asked for.
  const drafts = [...adjustDrafts(of, facts, command)];
  if (!needsApproval(facts.db, 'adjustment', amount, command.currency)) yield* drafts;
  else {
    const payload: ApprovalRequested = {
      ...{ act: 'adjustment', customer: knownCustomer(facts.db, command.customer), amount },
      ...{ currency: command.currency, note: maskCardNumbers(command.note) },
      ...(command.files === undefined ? {} : { files: command.files }),
      command: JSON.stringify({ ...command, note: maskCardNumbers(command.note) }),
    };
    yield { kind: 'approval.requested', subject: of.newId(), occurredAt: of.clock.now(), payload };
  }
}

export function* reverseOrAsk(of: Making, facts: Facts, command: ReverseCommand): Generator<EventDraft> {
  const row = adjustmentRow(facts.db, idIn(command.id));
  const amount = -leftOf(row);
  const { currency } = row;
  if (!needsApproval(facts.db, 'reversal', amount, currency)) yield* reverseDrafts(of, facts, command);
  else {
    const payload: ApprovalRequested = {
      ...{ act: 'reversal', customer: customerOf(facts.db, row.customer), amount, currency },
      note: maskCardNumbers(command.note),
      command: JSON.stringify({ ...command, note: maskCardNumbers(command.note) }),
    };
    yield { kind: 'approval.requested', subject: of.newId(), occurredAt: of.clock.now(), payload };
  }
}

/** How they are done once a second operator has approved. */
export function creditApprovables(of: Making): { adjustment: Approvable; reversal: Approvable } {
  return {
    adjustment: {
      drafts: (facts, command, approval) => adjustDrafts(of, facts, adjustCommand.parse(command), approval),
      facts(command) {
        const { reason, account, expiresOn } = adjustCommand.parse(command);
        return { reason, ...(account ? { account } : {}), ...(expiresOn ? { expires: expiresOn } : {}) };
      },
    },
    reversal: {
      drafts: (facts, command, approval) => reverseDrafts(of, facts, reverseCommand.parse(command), approval),
      facts: (command) => ({ adjustment: reverseCommand.parse(command).id }),
    },
  };
}

function customerOf(db: Db, key: number): Id {
  const found = one<{ uuid: Buffer }>(db, 'SELECT uuid FROM customer WHERE id = ?', key);
  if (!found) throw new Failure('customer-unknown', { id: String(key) });
  return idFromBytes(found.uuid);
}

function idIn(text: string): Id {
  if (!isId(text)) throw new Failure('adjustment-unknown', { id: text });
  return text;
}

/** The limit as people read it. */
export const limitText = (limit: number | null, currency: string) =>
  limit === null ? null : toDecimal(limit, currency);
