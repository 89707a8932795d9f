/** The paper of a receipt: that a payment was received, from whom, by which method and for what. */
import { emptyPaper, known, sayIn } from './builder';
import type { PaperDocument, PaperSetting, Party } from './document';
import { dayText } from './figures';

/** Amounts are decimal text in `currency`; days are `YYYY-MM-DD`. */
export interface ReceiptFacts {
  number: string;
  paidOn: string;
  amount: string;
  currency: string;
  payer: Party;
  /** In the paper's language, or as a brand writes it. */
  method: string;
  description: string;
  reference: string;
  /** The invoices that it paid, oldest first. */
  invoices: readonly { number: string; amount: string }[];
  /** What none of them took; null where that is nothing, or it paid none. */
  credit: string | null;
}

export function receiptPaper(facts: ReceiptFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const { currency } = facts;
  const money = { amount: facts.amount, currency };
  const line = (text: string, amount: string) => ({ cells: [text, { amount, currency }] });
  const rows = facts.invoices.map(({ number, amount }) => line(`${say('invoice')} ${number}`, amount));
  if (rows.length === 0) rows.push(line(facts.description || say('payment'), facts.amount));
  if (facts.credit !== null) rows.push(line(say('keptAsCredit'), facts.credit));
  return {
    ...emptyPaper(setting, say('receipt')),
    number: facts.number,
    recipient: { caption: say('receivedFrom'), party: facts.payer },
    headline: { caption: say('received'), money },
    facts: known(
      [say('paidOn'), dayText(facts.paidOn, setting.language)],
      [say('method'), facts.method],
      [say('reference'), facts.reference],
      [say('currency'), currency],
    ),
    tables: [
      {
        caption: say('purpose'),
        captionShown: false,
        currency,
        columns: [
          { header: say('purpose'), kind: 'text' },
          { header: say('amount'), kind: 'money', carry: 'sum' },
        ],
        rows,
      },
    ],
    totals: [{ label: say('received'), value: money, tone: 'strong' }],
  };
}
