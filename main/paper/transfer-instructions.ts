/** The paper that a payer takes to the bank: where to transfer how much, and the reference that makes it known. */
import { emptyPaper, known, printed, sayIn, slipOf } from './builder';
import type { BankDetails, PaperDocument, PaperSetting, Party } from './document';
import { dayText } from './figures';

export interface TransferFacts {
  payer: Party;
  amount: string;
  currency: string;
  reference: string;
  description: string;
  /** `YYYY-MM-DD`: when it was asked for. */
  askedOn: string;
  bank: BankDetails;
}

export function transferPaper(facts: TransferFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const money = { amount: facts.amount, currency: facts.currency };
  return {
    ...emptyPaper(setting, say('transferInstructions')),
    recipient: { caption: say('preparedFor'), party: facts.payer },
    headline: { caption: say('amountDue'), money },
    facts: known(
      [say('date'), dayText(facts.askedOn, setting.language)],
      [say('purpose'), facts.description],
      [say('paymentReference'), printed(facts.reference)],
    ),
    notes: [say('transferNote')],
    slip: slipOf(setting, { amount: money, reference: facts.reference, bank: facts.bank, link: null }),
  };
}
