/** A bank transfer marked as received: at once, or above its limit as a request that a second operator approves. */
import type { z } from 'zod';
import type { Context } from '../../context';
import { knownCustomer } from '../../db/known-customer';
import { one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type Day, dayIn, startOfDay } from '../../kernel/time';
import { type Approvable, type ApprovalRequested, needsApproval } from '../approvals/events';
import { receiveInputSchema } from './contract';
import { type Receiving, receivePart } from './received-events';

const HOUR_MS = 3_600_000;
const commandSchema = receiveInputSchema.omit({ request: true });
type Making = Pick<Book, 'newId' | 'clock'>;
type ReceiveCommand = z.infer<typeof commandSchema>;

/** Throws Failure receipt-differs, payment-not-pending, payment-unknown, customer-unknown, day-to-come. */
export async function receive(
  context: Context,
  act: Act,
  { request: _request, ...command }: z.infer<typeof receiveInputSchema>,
): Promise<{ payments: string[]; approval: string | null }> {
  await context.healthy;
  const { book } = context;
  const recorded = record(book, act, (facts) => receiveOrAsk(book, facts, command));
  const subjects = [...new Set(recorded.subjects)];
  const [first] = subjects;
  const asked = first !== undefined && one(book.db, 'SELECT 1 FROM approval WHERE uuid = ?', idToBytes(first));
  context.changed(['payments', 'customers', 'invoices', 'approvals']);
  const payments = subjects.filter((id) => one(book.db, 'SELECT 1 FROM payment WHERE uuid = ?', idToBytes(id)));
  return asked ? { payments: [], approval: first } : { payments, approval: null };
}

function* receiveOrAsk(book: Book, facts: Facts, command: ReceiveCommand): Generator<EventDraft> {
  const { currency, evidence, parts } = command;
  const amount = positiveAmount(command.amount, currency);
  if (!needsApproval(facts.db, 'receipt', amount, currency)) yield* receiptDrafts(book, facts, command);
  else {
    // What could not be done is not asked for.
    for (const _draft of receiptDrafts(book, facts, command));
    const customer = customerOf(facts, parts[0]);
    const payload: ApprovalRequested = {
      ...{ act: 'receipt', amount, currency, note: evidence.note, command: JSON.stringify(command) },
      ...(customer ? { customer } : {}),
    };
    yield { kind: 'approval.requested', subject: book.newId(), occurredAt: book.clock.now(), payload };
  }
}

/** For the queue: whose money it is about. */
function customerOf({ db }: Facts, part: ReceiveCommand['parts'][number] | undefined): Id | null {
  if (part?.customer !== undefined) return knownCustomer(db, part.customer);
  if (part?.payment === undefined) return null;
  const text = 'SELECT c.uuid FROM payment p JOIN customer c ON c.id = p.customer WHERE p.uuid = ?';
  const found = one<{ uuid: Buffer }>(db, text, idToBytes(part.payment));
  return found ? idFromBytes(found.uuid) : null;
}

function* receiptDrafts(of: Making, read: Facts, command: ReceiveCommand, approval?: Id): Generator<EventDraft> {
  const { currency } = command;
  const nowMs = of.clock.now();
  const zone = one<{ time_zone: string }>(read.db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const day = command.evidence.day as Day; // from outside: checked by the contract
  if (day > dayIn(zone)(nowMs)) throw new Failure('day-to-come', { day });
  const received = positiveAmount(command.amount, currency);
  const parts = command.parts.map((part) => ({
    payment: part.payment === undefined ? null : (part.payment as Id), // from outside: checked by the contract
    customer: part.customer === undefined ? null : knownCustomer(read.db, part.customer),
    amount: positiveAmount(part.amount, currency),
    restPending: part.restPending,
  }));
  const sum = parts.reduce((total, part) => total + part.amount, 0);
  if (sum !== received)
    throw new Failure('receipt-differs', { parts: toDecimal(sum, currency), received: command.amount, currency });
  const evidence = { ...command.evidence, day, ...(approval === undefined ? {} : { approval }) };
  const receiving: Receiving = {
    ...{ newId: of.newId, currency, nowMs, evidence },
    at: Math.min(nowMs, startOfDay(day, zone) + 12 * HOUR_MS),
  };
  for (const part of parts) yield* receivePart(read, receiving, part);
}

/** How it is done once a second operator has approved. */
export function receiptApprovable(of: Making): Approvable {
  return {
    drafts: (facts, command, approval) => receiptDrafts(of, facts, commandSchema.parse(command), approval),
    facts(command) {
      const { day, bankReference } = commandSchema.parse(command).evidence;
      return { day, ...(bankReference ? { reference: bankReference } : {}) };
    },
  };
}
