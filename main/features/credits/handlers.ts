/** Adjustments as operators ask for them: shown first, done once. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { attachedFiles, attachmentOf, keepAttachments, readAttachments } from '../../db/attachment';
import { knownCustomer } from '../../db/known-customer';
import { all, type Db } from '../../db/sql';
import { projectorOn } from '../../journal/project';
import { type Act, record } from '../../journal/record';
import { signedAmount } from '../../kernel/amount';
import { attachmentEndings } from '../../kernel/attachment';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit, type ReadBalance } from '../../ledger/balance';
import { accounts } from '../../ledger/chart';
import { creditOrder, lotOrder, setCreditOrder } from '../../ledger/credit-order';
import { limitOf, needsApproval } from '../approvals/events';
import { destinationOf, exportTo } from '../export/outgoing';
import { adjustOrAsk, limitText, reverseOrAsk } from './adjusting';
import { attachmentFile } from './attachment-file';
import { type Adjusted, type AdjustmentEffect, type AdjustmentWish, creditsContract } from './contract';
import { adjustedParts, assertAmount, counterOf } from './decide';
import { type AdjustedParts, adjustmentEntry } from './events';
import { adjustmentsOf } from './query';

const os = implement(creditsContract).$context<Context>();

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

export const creditsHandlers = os.router({
  preview: os.preview.handler(({ input, context }) => preview(context.book.db, input)),
  adjust: os.adjust.handler(({ input, context }) => {
    const { request, files: given = [], ...wish } = input;
    const today = context.book.dayOf(context.clock.now());
    if (wish.expiresOn !== undefined && wish.expiresOn < today) throw new Failure('day-over', { day: wish.expiresOn });
    const kept = readAttachments(given.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') })));
    const command = { ...wish, ...(kept.length === 0 ? {} : { files: attachedFiles(kept) }) };
    return done(context, actOf(context, 'adjust', { request, ...command }), (facts) => {
      keepAttachments(facts.db, kept);
      return adjustOrAsk(context.book, facts, command);
    });
  }),
  reverse: os.reverse.handler(({ input, context }) => {
    const { request: _request, ...command } = input;
    return done(context, actOf(context, 'reverse', input), (facts) => reverseOrAsk(context.book, facts, command));
  }),
  file: os.file.handler(({ input, context }) => {
    const { name, type, content } = attachmentOf(context.book.db, idOf(input.of), input.sha256);
    return { name, type, content: Buffer.from(content).toString('base64') };
  }),
  saveFile: os.saveFile.handler(({ input, context, signal }) => {
    const { of, sha256 } = input;
    const { type } = attachmentOf(context.book.db, idOf(of), sha256);
    const work = { kind: 'attachment', filter: { of, sha256 }, job: attachmentFile, input: { of, sha256 } } as const;
    return exportTo(context, destinationOf(context, input, 'attachment', attachmentEndings[type]), work, signal);
  }),
  list: os.list.handler(({ input, context }) => adjustmentsOf(context.book.db, idOf(input.customer))),
  order: os.order.handler(({ context }) => ({ order: creditOrder(context.book.db) })),
  setOrder: os.setOrder.handler(async ({ input, context }) => {
    await context.healthy;
    setCreditOrder(context.book.db, input.order);
    context.changed(['customers', 'invoices']);
    return { order: creditOrder(context.book.db) };
  }),
});

async function done(context: Context, act: Act, decide: Parameters<typeof record>[2]): Promise<Adjusted> {
  await context.healthy;
  const { book } = context;
  const recorded = record(book, act, decide);
  const id = recorded.subjects[0];
  if (!id) throw new Error('an adjustment without an event');
  context.changed(['customers', 'approvals']);
  const isRequest = all(book.db, 'SELECT 1 FROM approval WHERE uuid = ?', idToBytes(id)).length > 0;
  return { state: isRequest ? 'requested' : 'done', id };
}

function actOf(context: Context, what: string, input: { request: string; [name: string]: unknown }): Act {
  const { operator, source } = context;
  const { request, ...more } = input;
  return { request: idOf(request), operator, source, input: { what, ...more } };
}

function preview(db: Db, wish: AdjustmentWish): AdjustmentEffect {
  const { currency, reason } = wish;
  const customer = knownCustomer(db, wish.customer);
  const amount = signedAmount(wish.amount, currency);
  assertAmount(amount, currency);
  const read = projectorOn(db).balance;
  const parts = adjustedParts(read, customer, amount, currency, reason, lotOrder(db));
  const counter = counterOf(reason, wish.account);
  const before = held(read, customer, currency);
  const limit = limitText(limitOf(db, 'adjustment', currency), currency);
  return {
    counter,
    lines: adjustmentEntry({ customer, currency, counter, parts }).map(({ from, to, minor }) => ({
      ...{ from, to },
      money: { amount: toDecimal(minor, currency), currency },
    })),
    before: texts(before, currency),
    after: texts(sum(before, parts), currency),
    ...{ limit, needsApproval: needsApproval(db, 'adjustment', amount, currency) },
  };
}

function held(read: ReadBalance, customer: Id, currency: string): AdjustedParts {
  const lot = (name: 'granted' | 'voucher' | 'paid') => heldCredit(read, customer, name, currency);
  const receivable = read(accounts.receivable(customer), currency);
  return { granted: lot('granted'), voucher: lot('voucher'), paid: lot('paid'), receivable };
}

const sum = (a: AdjustedParts, b: AdjustedParts): AdjustedParts => ({
  granted: a.granted + b.granted,
  voucher: a.voucher + b.voucher,
  paid: a.paid + b.paid,
  receivable: a.receivable + b.receivable,
});

const texts = (parts: AdjustedParts, currency: string) => ({
  granted: toDecimal(parts.granted, currency),
  voucher: toDecimal(parts.voucher, currency),
  paid: toDecimal(parts.paid, currency),
  receivable: toDecimal(parts.receivable, currency),
});
