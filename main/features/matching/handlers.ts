/** Matching: read by the readers; every deed is an act of a person, done once. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import type { MatchRule } from '../../kernel/matching';
import { MOST_PROPOSALS } from '../../kernel/matching';
import { destinationOf, exportTo } from '../export/outgoing';
import { backTest } from './back-test';
import { calendarOf, setCalendar } from './calendar';
import { matchingContract } from './contract';
import { accept, match, refuse, runRules, sayOf, setRules, undo } from './deeds';
import { answer, assign, claim, claims, tie, underWay, unknownReceipts } from './desk';
import { exceptionAges, exceptionList } from './exception-list';
import { fittingLines } from './fitting';
import { depositProof } from './proof-facts';
import { proofCsv, proofPdf } from './proof-files';

import { exactProposals } from './proposals';
import { banks, candidates, lineProposals, lines, shownMatch, waiting } from './query';
import { rulesOf } from './rule-events';

const os = implement(matchingContract).$context<Context>();

const shownCalendar = ({ book }: Context) => {
  const { days, holidays, ...hours } = calendarOf(book.db);
  return { ...hours, days: [...days], holidays: [...holidays] };
};

const mutable = (rules: readonly MatchRule[]) => rules.map((rule) => ({ ...rule, words: [...rule.words] }));

export const matchingHandlers = os.router({
  banks: os.banks.handler(({ context }) => context.readers.ask(banks, null)),
  waiting: os.waiting.handler(({ context }) => context.readers.ask(waiting, null)),
  lines: os.lines.handler(({ input, context }) => context.readers.ask(lines, input)),
  proposals: os.proposals.handler(({ input, context }) => context.readers.ask(lineProposals, input)),
  fitting: os.fitting.handler(({ input, context }) => context.readers.ask(fittingLines, input)),
  candidates: os.candidates.handler(({ input, context }) => context.readers.ask(candidates, input)),
  exact: os.exact.handler(({ input, context }) =>
    context.readers.ask(exactProposals, { ...input, most: MOST_PROPOSALS }),
  ),
  match: os.match.handler(({ input, context }) => match(context, input)),
  accept: os.accept.handler(({ input, context }) => accept(context, input)),
  run: os.run.handler(({ input, context }) => runRules(context, input)),
  get: os.get.handler(({ input, context }) => context.readers.ask(shownMatch, input)),
  undo: os.undo.handler(({ input, context }) => undo(context, input)),
  refuse: os.refuse.handler(({ input, context }) => refuse(context, input)),
  proof: os.proof.handler(({ input, context }) => context.readers.chart(depositProof, input)),
  writeProof: os.writeProof.handler(({ input, context, signal }) => {
    const { of, format, language } = input;
    const order = { of, language, atMs: context.clock.now() };
    const job = format === 'pdf' ? proofPdf : proofCsv;
    const kind = format === 'pdf' ? ('deposit-proof-pdf' as const) : ('deposit-proof-csv' as const);
    const work = { kind, filter: { of }, job, input: order };
    return exportTo(context, destinationOf(context, input, 'deposit proof', format), work, signal);
  }),
  exceptionAges: os.exceptionAges.handler(({ context }) =>
    context.readers.chart(exceptionAges, { now: context.clock.now() }),
  ),
  exceptions: os.exceptions.handler(({ input, context }) =>
    context.readers.chart(exceptionList, { ...input, now: context.clock.now() }),
  ),
  say: os.say.handler(({ input, context }) => sayOf(context, input)),
  backTest: os.backTest.handler(({ input, context }) => context.readers.chart(backTest, input)),
  receipts: os.receipts.handler(({ input, context }) => context.readers.ask(unknownReceipts, input)),
  assign: os.assign.handler(({ input, context }) => assign(context, input)),
  claims: os.claims.handler(({ input, context }) => context.readers.ask(claims, input)),
  claim: os.claim.handler(({ input, context }) => claim(context, input)),
  tie: os.tie.handler(({ input, context }) => tie(context, input)),
  answer: os.answer.handler(({ input, context }) => answer(context, input)),
  underWay: os.underWay.handler(({ context }) => context.readers.ask(underWay, null)),
  calendar: os.calendar.handler(({ context }) => shownCalendar(context)),
  setCalendar: os.setCalendar.handler(async ({ input, context }) => {
    await context.healthy;
    setCalendar(context.book.db, input);
    context.changed(['payments']);
    return shownCalendar(context);
  }),
  rules: os.rules.handler(({ context }) => mutable(rulesOf(context.book.db))),
  setRules: os.setRules.handler(async ({ input, context }) => mutable(await setRules(context, input))),
});
