import { expect, onTestFinished, test } from 'vitest';
import { answersInEveryState, noticesOfEveryKind } from '../../../test/support/answers';
import { memoryBook, type TestClock, testClock } from '../../../test/support/book';
import { expectSound } from '../../../test/support/entry-book';
import { customer, dispute, page, payment } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import { type EvidenceAsk, OutcomeUnknown } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import { Answering } from './answering';
import { answerSchema } from './contract';
import { disputeAnswers } from './query';

const PDF = Buffer.from('%PDF-1.7 a receipt').toString('base64');

interface World {
  book: Book;
  clock: TestClock;
  payment: Id;
  sent: EvidenceAsk[];
  /** What becomes of the next one that is sent, and what is found of it. */
  next: { fail: Error | null; found: boolean; open: Promise<void> | null };
  answering: Answering;
  restart(): Answering;
  answer(request?: Id, more?: object): ReturnType<Answering['answer']>;
}

function world(provider = 'stripe'): World {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const told = page({
    customers: [customer('cus_1')],
    payments: [payment('pi_1'), payment('pi_2')],
    disputes: [dispute('dp_1', 'pi_1', 10_000), dispute('dp_2', 'pi_2', 10_000, { state: 'won' })],
  });
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  const row = one<{ uuid: Buffer }>(book.db, "SELECT uuid FROM payment WHERE external_id = 'pi_1'");
  const of = idFromBytes(row?.uuid ?? Buffer.alloc(16));
  const sent: EvidenceAsk[] = [];
  const next: World['next'] = { fail: null, found: false, open: null };
  const asks: Pick<Gateway, 'provider' | 'sendEvidence' | 'hasEvidence'> = {
    provider,
    async sendEvidence(ask) {
      sent.push(ask);
      await next.open;
      if (next.fail) throw next.fail;
      return { ...page({}), clockSkewMs: null };
    },
    hasEvidence: () => Promise.resolve(next.found),
  };
  const start = () =>
    new Answering({
      ...{ book, healthy: Promise.resolve(), operator: 'ada', changed: () => {} },
      gateways: { gateway: () => asks as Gateway, checkPayment: () => Promise.resolve() }, // from outside: only these two are asked
      unexpected: () => {},
    });
  const made: World = {
    ...{ book, clock, payment: of, sent, next, answering: start() },
    restart: () => {
      made.answering = start();
      return made.answering;
    },
    answer: (request = book.newId(), more = {}) =>
      made.answering.answer(
        { operator: 'ada', source: 'screen' },
        {
          ...{ request, payment: of, dispute: 'dp_1', text: 'They used it: 4242 4242 4242 4242.' },
          files: [{ part: 'receipt', name: 'r.pdf', type: 'application/pdf', content: PDF }],
          ...more,
        },
      ),
  };
  return made;
}

test('what the gateway would refuse is not sent: a text that is too long for it, an answer without the file that it wants', async () => {
  const { book, answer, sent } = world('razorpay');
  await expect(answer(book.newId(), { text: 'x'.repeat(1_001) })).rejects.toMatchObject({
    code: 'evidence-too-long',
    params: { gateway: 'Razorpay', most: 1_000 },
  });
  await expect(answer(book.newId(), { files: [] })).rejects.toMatchObject({ code: 'evidence-file-needed' });
  expect(sent).toEqual([]);
  expect(one(book.db, 'SELECT 1 FROM dispute_answer')).toBeUndefined();
  expect(await answer(book.newId(), { text: 'x'.repeat(1_000) })).toMatchObject({ state: 'sent' });
});

test('an answer is kept before it is sent, goes once, and a second one is refused', async () => {
  const { book, answer, sent, payment: of } = world();
  const request = book.newId();
  const first = await answer(request);
  expect(first).toMatchObject({ state: 'sent', files: [{ part: 'receipt', name: 'r.pdf' }] });
  expect(answerSchema.parse(first)).toEqual(first);
  expect(await answer(request)).toEqual(first);
  await expect(answer()).rejects.toMatchObject({ code: 'dispute-answered' });
  await expect(answer(request, { text: 'Something else' })).rejects.toMatchObject({ code: 'request-reused' });
  expect(sent).toMatchObject([{ key: request, dispute: 'dp_1', text: 'They used it: ···· 4242.' }]);
  expect(disputeAnswers.run(book.db, of)).toEqual([{ dispute: 'dp_1', answer: first }]);
  // The journal has its hash and no word of it.
  const events = all<{ payload: unknown }>(book.db, "SELECT payload FROM event WHERE kind LIKE 'dispute.answer%'");
  expect(JSON.stringify(events)).not.toContain('They used it');
});

test('pressed twice at once it is one', async () => {
  const { book, answer, sent } = world();
  const request = book.newId();
  const both = await Promise.all([answer(request), answer(request)]);
  expect(both.map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(sent).toHaveLength(1);
});

test('one that a gateway would not take can be sent anew', async () => {
  const { answer, next, sent } = world();
  next.fail = new Failure('gateway-offline', { gateway: 'Stripe' });
  expect(await answer()).toMatchObject({ state: 'refused', why: 'gateway-offline' });
  next.fail = null;
  expect(await answer()).toMatchObject({ state: 'sent' });
  expect(sent).toHaveLength(2);
});

test('without an answer it is unknown, is looked up, and never sent again', async () => {
  const { answer, next, sent, answering, clock } = world();
  next.fail = new OutcomeUnknown(new Failure('gateway-timeout', { gateway: 'Stripe' }));
  const { id, state } = await answer();
  expect(state).toBe('unknown');
  await expect(answer()).rejects.toMatchObject({ code: 'dispute-answered' });
  expect(await answering.lookUp(id)).toMatchObject({ state: 'unknown' });
  next.found = true;
  expect(await answering.lookUp(id)).toMatchObject({ state: 'sent' });
  expect(sent).toHaveLength(1);
  clock.at += 1;
});

test('what its gateway has nothing of for long was not sent', async () => {
  const { answer, next, answering, clock } = world();
  next.fail = new OutcomeUnknown(new Failure('gateway-timeout', { gateway: 'Stripe' }));
  const { id } = await answer();
  clock.at += 11 * 60_000;
  expect(await answering.lookUp(id)).toMatchObject({ state: 'refused', why: 'not-found' });
});

test('cut off while it was being sent, it is looked up when the engine is there again', async () => {
  const { book, answer, next, restart, payment: of } = world();
  let goOn = () => {};
  next.open = new Promise((resolve) => {
    goOn = resolve;
  });
  const lost = answer();
  await new Promise((resolve) => setImmediate(resolve));
  expect(disputeAnswers.run(book.db, of)[0]?.answer.state).toBe('sending');
  next.found = true;
  restart().tick();
  await expect.poll(() => disputeAnswers.run(book.db, of)[0]?.answer.state).toBe('sent');
  // The old engine's outcome comes too late to change anything.
  goOn();
  await expect(lost).rejects.toThrow();
});

test('a dispute that is over, another file than it says, and two of one kind are refused', async () => {
  const { answer, sent } = world();
  await expect(answer(undefined, { dispute: 'dp_2' })).rejects.toMatchObject({ code: 'dispute-not-open' });
  const file = { part: 'receipt', name: 'r.png', type: 'image/png', content: PDF };
  await expect(answer(undefined, { files: [file] })).rejects.toMatchObject({ code: 'evidence-file' });
  const pdf = { ...file, type: 'application/pdf' };
  await expect(answer(undefined, { files: [pdf, pdf] })).rejects.toMatchObject({ code: 'evidence-file' });
  expect(sent).toEqual([]);
});

test('replay rebuilds the answers in every state', () => {
  const { book } = world();
  const ids = ['pi_3', 'pi_4'];
  const told = page({
    payments: ids.map((id) => payment(id)),
    disputes: ids.map((id) => dispute(`dp_${id}`, id, 10_000)),
  });
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  expect(answersInEveryState(book)).toBe(4);
  noticesOfEveryKind(book);
  expectSound(book);
  const states = all<{ state: string }>(book.db, 'SELECT state FROM dispute_answer ORDER BY id').map(
    (row) => row.state,
  );
  expect(states).toEqual(['sending', 'unknown', 'sent', 'refused']);
});
