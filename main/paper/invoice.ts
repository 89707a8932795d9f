/** The paper of an invoice: lines, tax by code and rate, what was paid, what is due, and the slip to pay it by. */
import { emptyPaper, known, printed, type Say, sayIn, slipOf } from './builder';
import type { BankDetails, LabelledValue, Mark, PaperDocument, PaperSetting, Party, Row, Table } from './document';
import { dayText, moneyText, plainFigure } from './figures';

export interface InvoiceLineFacts {
  description: string;
  /** Exact decimal text. */
  quantity: string;
  unitPrice: string;
  net: string;
  /** Empty: no tax on this line. */
  taxRate: string;
  /** The service period, days as `YYYY-MM-DD`, or null. */
  period: { from: string; to: string } | null;
}

export interface InvoiceTaxFacts {
  code: string;
  rate: string;
  net: string;
  tax: string;
}

/** Amounts are decimal text in `currency`; days are `YYYY-MM-DD`. Sums are the caller's: nothing is added up here. */
export interface InvoiceFacts {
  kind: 'service' | 'add-funds';
  state: 'Draft' | 'Unpaid' | 'Overdue' | 'Paid' | 'Void';
  /** Empty for a draft. */
  number: string;
  currency: string;
  issuedOn: string | null;
  dueOn: string | null;
  recipient: Party;
  lines: readonly InvoiceLineFacts[];
  taxes: readonly InvoiceTaxFacts[];
  net: string;
  tax: string;
  total: string;
  credited: string;
  paid: string;
  due: string;
  reference: string;
  note: string;
  bank: BankDetails | null;
  link: string | null;
}

export function invoicePaper(facts: InvoiceFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const { language } = setting;
  const { currency } = facts;
  const open = facts.state === 'Unpaid' || facts.state === 'Overdue';
  return {
    ...emptyPaper(setting, say(facts.kind === 'service' ? 'invoice' : 'addFundsInvoice')),
    number: facts.number,
    mark: markOf(facts.state, say),
    recipient: { caption: say('billTo'), party: facts.recipient },
    headline: open
      ? { caption: say('amountDue'), money: { amount: facts.due, currency } }
      : { caption: say('total'), money: { amount: facts.total, currency } },
    facts: known(
      [say('issued'), facts.issuedOn && dayText(facts.issuedOn, language)],
      [say('dueDate'), facts.dueOn && dayText(facts.dueOn, language)],
      [say('paymentReference'), facts.reference && printed(facts.reference)],
    ),
    tables: [linesTable(facts, setting, say)],
    totals: totalsOf(facts, setting, say),
    notes: facts.note === '' ? [] : [facts.note],
    slip: open
      ? slipOf(setting, {
          amount: { amount: facts.due, currency },
          reference: facts.reference,
          bank: facts.bank,
          link: facts.link,
        })
      : null,
  };
}

function markOf(state: InvoiceFacts['state'], say: Say): Mark | null {
  switch (state) {
    case 'Draft':
      return { text: say('draft'), tone: 'off' };
    case 'Void':
      return { text: say('void'), tone: 'off' };
    case 'Paid':
      return { text: say('paid'), tone: 'good' };
    case 'Overdue':
      return { text: say('overdue'), tone: 'waiting' };
    case 'Unpaid':
      return null;
  }
}

/** Also for a credit note, whose lines are the same. */
export function linesTable(
  { lines, currency }: Pick<InvoiceFacts, 'lines' | 'currency'>,
  { language }: PaperSetting,
  say: Say,
): Table {
  const taxed = lines.some(({ taxRate }) => taxRate !== '');
  const rows: Row[] = lines.map(({ description, quantity, unitPrice, net, taxRate, period }) => ({
    cells: [
      period ? `${description}\n${dayText(period.from, language)} – ${dayText(period.to, language)}` : description,
      plainFigure(quantity, language),
      { amount: unitPrice, currency },
      ...(taxed ? [taxRate === '' ? '' : `${plainFigure(taxRate, language)} %`] : []),
      { amount: net, currency },
    ],
  }));
  return {
    caption: say('description'),
    captionShown: false,
    currency,
    columns: [
      { header: say('description'), kind: 'text' },
      { header: say('quantity'), kind: 'figure' },
      { header: say('unitPrice'), kind: 'money' },
      ...(taxed ? [{ header: say('tax'), kind: 'figure' } as const] : []),
      { header: say('amount'), kind: 'money', carry: 'sum' },
    ],
    rows,
  };
}

/** Net, then each tax; nothing is said of tax where there is none. */
export function taxTotals(
  { net, taxes, currency }: Pick<InvoiceFacts, 'net' | 'taxes' | 'currency'>,
  { language }: PaperSetting,
  say: Say,
): LabelledValue[] {
  if (taxes.length === 0) return [];
  return [
    { label: say('net'), value: { amount: net, currency } },
    ...taxes.map((tax) => ({
      label: say('taxOn', {
        code: tax.code,
        rate: plainFigure(tax.rate, language),
        net: moneyText({ amount: tax.net, currency }, language),
      }),
      value: { amount: tax.tax, currency },
    })),
  ];
}

function totalsOf(facts: InvoiceFacts, setting: PaperSetting, say: Say): LabelledValue[] {
  const { currency } = facts;
  const taken = (label: string, amount: string): LabelledValue[] =>
    /[1-9]/.test(amount) ? [{ label, value: { amount: `-${amount}`, currency } }] : [];
  const after = [...taken(say('credited'), facts.credited), ...taken(say('paid'), facts.paid)];
  const total: LabelledValue = { label: say('total'), value: { amount: facts.total, currency }, tone: 'strong' };
  if (after.length === 0) return [...taxTotals(facts, setting, say), total];
  return [
    ...taxTotals(facts, setting, say),
    total,
    ...after,
    { label: say('amountDue'), value: { amount: facts.due, currency }, tone: 'strong' },
  ];
}
