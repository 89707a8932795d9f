/** Bank accounts, statements and lines: looked at by a reader, stored by the write connection. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { signedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, isId } from '../../kernel/id';
import { type BankAccountAdded, type BankAccountChanged, bankAccountOf, normalizedNumber } from './account-events';
import { statementsContract } from './contract';
import { demoStatements } from './demo-files';
import { assertFree } from './events';
import { assertSplittable, assertWhole, type BankLineSplit, bankLineOf } from './line-events';
import { bankLine, bankLinePage, bankLineTotals } from './lines-query';
import { lookAtStatements } from './look-job';
import { forgetProfile, savedProfiles } from './profiles';
import { bankAccounts, statements } from './query';
import { keepLook, orderOf, storeFiles, uploadsOf } from './storing';

const os = implement(statementsContract).$context<Context>();

const topics = ['statements', 'changes', 'book'] as const;

export const statementsHandlers = os.router({
  accounts: os.accounts.handler(({ context }) => bankAccounts(context.book.db)),
  addAccount: os.addAccount.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, key, name, currency, number } = input;
    const { book, clock } = context;
    const payload: BankAccountAdded = { key, currency, ...accountWords(name, number) };
    const recorded = record(book, actOf(context, request, { addBankAccount: payload }), function* ({ db }) {
      if (one(db, 'SELECT 1 FROM bank_account WHERE key = ?', key)) throw new Failure('bank-account-exists', { key });
      yield { kind: 'bank-account.added', subject: book.newId(), occurredAt: clock.now(), payload };
    });
    context.changed(topics);
    return { id: subjectOf(recorded.subjects) };
  }),
  changeAccount: os.changeAccount.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, id, name, number, closed } = input;
    const payload: BankAccountChanged = { ...accountWords(name, number), closed };
    record(context.book, actOf(context, request, { changeBankAccount: id, ...payload }), function* ({ db }) {
      const { id: subject } = bankAccountOf(db, id);
      yield { kind: 'bank-account.changed', subject, occurredAt: context.clock.now(), payload };
    });
    context.changed(topics);
    return {};
  }),
  upload: os.upload.handler(({ input, context }) => ({
    bytes: uploadsOf(context).take(input.upload, input.piece, Buffer.from(input.content, 'base64')),
  })),
  look: os.look.handler(async function* ({ input, context, signal }) {
    const looked = yield* context.readers.job(lookAtStatements, orderOf(context, input.files), signal);
    keepLook(context, input.files, looked);
    return looked.look;
  }),
  store: os.store.handler(({ input, context, signal }) => storeFiles(context, input, signal)),
  profiles: os.profiles.handler(({ input, context }) => {
    const { db } = context.book;
    return savedProfiles(db, bankAccountOf(db, input.bank).key);
  }),
  forgetProfile: os.forgetProfile.handler(async ({ input, context }) => {
    await context.healthy;
    const { db } = context.book;
    forgetProfile(db, bankAccountOf(db, input.bank).key, input.name);
    return {};
  }),
  list: os.list.handler(({ input, context }) => statements(context.book.db, input)),
  reverse: os.reverse.handler(async ({ input, context }) => {
    await context.healthy;
    const { book, clock } = context;
    const subject = idOf(input.id);
    record(book, actOf(context, input.request, { reverseStatement: subject }), function* ({ db }) {
      assertFree(db, subject);
      yield { kind: 'statement.reversed', subject, occurredAt: clock.now(), payload: {} };
    });
    context.changed(topics);
    return {};
  }),
  lines: os.lines.handler(({ input, context }) => context.readers.ask(bankLinePage, input)),
  totals: os.totals.handler(({ input, context }) => context.readers.ask(bankLineTotals, input)),
  demoFiles: os.demoFiles.handler(({ context: { book, clock } }) => demoStatements(book.db, book.dayOf(clock.now()))),
  line: os.line.handler(({ input, context }) => bankLine(context.book.db, input.id)),
  split: os.split.handler(async ({ input, context }) => {
    await context.healthy;
    const { book, clock } = context;
    const subject = idOf(input.id);
    const { currency } = bankLineOf(book.db, subject);
    const amounts = input.parts.map((part) => signedAmount(part, currency));
    const parts = amounts.map((amount): BankLineSplit['parts'][number] => ({ id: book.newId(), amount }));
    const recorded = record(
      book,
      actOf(context, input.request, { splitLine: subject, parts: input.parts }),
      function* ({ db }) {
        assertSplittable(db, subject, amounts);
        yield { kind: 'bank-line.split', subject, occurredAt: clock.now(), payload: { parts } };
      },
    );
    context.changed(topics);
    return { parts: recorded.repeated ? [] : parts.map(({ id }) => id) };
  }),
  join: os.join.handler(async ({ input, context }) => {
    await context.healthy;
    const subject = idOf(input.id);
    record(context.book, actOf(context, input.request, { joinLine: subject }), function* ({ db }) {
      assertWhole(db, subject);
      yield { kind: 'bank-line.joined', subject, occurredAt: context.clock.now(), payload: {} };
    });
    context.changed(topics);
    return {};
  }),
});

/** A number that looks like a card's is masked: it is our own account, not a card. */
function accountWords(name: string, number: string): { name: string; number?: string } {
  const plain = normalizedNumber(maskCardNumbers(number));
  return { name, ...(plain === '' ? {} : { number: plain.slice(0, 40) }) };
}

function subjectOf(subjects: readonly Id[]): Id {
  const [subject] = subjects;
  if (!subject) throw new Error('an act without an event');
  return subject;
}

/** The contract has checked it; this says so to the compiler. */
function idOf(id: string): Id {
  if (!isId(id)) throw new Failure('input-invalid', { detail: 'no id' });
  return id;
}

function actOf({ operator, source }: Context, request: string, input: object): Act {
  return { request: idOf(request), operator, source, input };
}
