/** The paper of a credit note: what it takes back of an invoice, line by line, with its tax. */
import { emptyPaper, known, sayIn } from './builder';
import type { PaperDocument, PaperSetting } from './document';
import { dayText } from './figures';
import { type InvoiceFacts, linesTable, taxTotals } from './invoice';

/** Amounts are what is credited, as positive decimal text in `currency`. */
export interface CreditNoteFacts
  extends Pick<InvoiceFacts, 'number' | 'currency' | 'recipient' | 'lines' | 'taxes' | 'net' | 'total'> {
  issuedOn: string;
  invoiceNumber: string;
  reason: string;
}

export function creditNotePaper(facts: CreditNoteFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const total = { amount: facts.total, currency: facts.currency };
  return {
    ...emptyPaper(setting, say('creditNote')),
    number: facts.number,
    recipient: { caption: say('billTo'), party: facts.recipient },
    headline: { caption: say('totalCredited'), money: total },
    facts: known(
      [say('issued'), dayText(facts.issuedOn, setting.language)],
      [say('correctsInvoice'), facts.invoiceNumber],
      [say('reason'), facts.reason],
      [say('currency'), facts.currency],
    ),
    tables: facts.lines.length === 0 ? [] : [linesTable(facts, setting, say)],
    totals: [...taxTotals(facts, setting, say), { label: say('totalCredited'), value: total, tone: 'strong' }],
  };
}
