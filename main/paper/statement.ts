/** The paper of a statement of account: per currency the opening balance, what was booked, the balance after each, the closing one. */
import { emptyPaper, known, type Say, sayIn } from './builder';
import type { PaperDocument, PaperSetting, Party, Row, Table } from './document';
import { dayText } from './figures';

export interface StatementRowFacts {
  /** `YYYY-MM-DD`: the business day it counts in. */
  day: string;
  description: string;
  /** Decimal text: more for the customer is positive. */
  amount: string;
  /** The balance after it. */
  balance: string;
}

export interface StatementCurrencyFacts {
  currency: string;
  opening: string;
  /** Asked after the last row was read. */
  closing: () => string;
  /** Read once, in order. */
  rows: Iterable<StatementRowFacts>;
}

export interface StatementFacts {
  customer: Party;
  from: string;
  to: string;
  currencies: readonly StatementCurrencyFacts[];
}

export function statementPaper(facts: StatementFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const { language } = setting;
  return {
    ...emptyPaper(setting, say('statement')),
    recipient: { caption: say('preparedFor'), party: facts.customer },
    facts: known([say('period'), `${dayText(facts.from, language)} – ${dayText(facts.to, language)}`]),
    tables: facts.currencies.map((one) => currencyTable(one, facts, setting, say)),
    notes: facts.currencies.length === 0 ? [say('nothingMoved')] : [say('statementMeaning')],
  };
}

function currencyTable(
  one: StatementCurrencyFacts,
  { from, to }: StatementFacts,
  { language }: PaperSetting,
  say: Say,
): Table {
  const { currency } = one;
  function* rows(): Generator<Row> {
    const opening = { amount: one.opening, currency };
    yield { cells: [dayText(from, language), say('openingBalance'), '', opening], tone: 'strong' };
    for (const { day, description, amount, balance } of one.rows)
      yield { cells: [dayText(day, language), description, { amount, currency }, { amount: balance, currency }] };
    const closing = { amount: one.closing(), currency };
    yield { cells: [dayText(to, language), say('closingBalance'), '', closing], tone: 'strong' };
  }
  return {
    caption: `${say('account')} ${currency}`,
    captionShown: true,
    currency,
    columns: [
      { header: say('date'), kind: 'label' },
      { header: say('description'), kind: 'text' },
      { header: say('amount'), kind: 'money' },
      { header: say('balance'), kind: 'money', carry: 'latest' },
    ],
    rows: { [Symbol.iterator]: rows },
  };
}
