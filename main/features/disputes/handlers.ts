/** Answers to disputes: read, sent and looked up. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import type { Answering } from './answering';
import { disputesContract } from './contract';
import { disputeAnswers } from './query';

const os = implement(disputesContract).$context<Context & { answering: Answering }>();

export const disputesHandlers = os.router({
  answers: os.answers.handler(({ input, context }) => context.readers.ask(disputeAnswers, input.payment)),
  answer: os.answer.handler(({ input, context }) => {
    const { operator, source } = context;
    return context.answering.answer({ operator, source }, input);
  }),
  lookUp: os.lookUp.handler(({ input, context }) => context.answering.lookUp(input.id)),
});
