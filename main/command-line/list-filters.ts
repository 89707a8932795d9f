/** The filters of the lists that can be exported, as options of a command. The list itself says what it takes. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { ListName } from '../features/export/contract';
import type { Use } from './command';
import { filterOf, filterOptions, filterTells } from './filter';

interface ListFilter {
  /** What the rows are called in a sentence. */
  rows: string;
  options: ParseArgsOptionsConfig;
  tells: Readonly<Record<string, string>>;
  read(use: Use): Record<string, string | boolean | string[]>;
}

type Field = readonly [option: string, field: string, kind: 'text' | 'texts' | 'flag', tells: string];

const days = (of: string): Field[] => [
  ['from', 'from', 'text', `the first day, YYYY-MM-DD, ${of}`],
  ['to', 'to', 'text', 'the last day'],
];
const currency: Field = ['currency', 'currencies', 'texts', 'such as EUR; several with commas'];

export const listFilters: Readonly<Record<ListName, ListFilter>> = {
  payments: { rows: 'payment', options: filterOptions, tells: filterTells, read: (use) => ({ ...filterOf(use) }) },
  customers: ofFields('customer', [
    ['text', 'text', 'text', 'words of the name or e-mail, a tag, or a gateway’s id'],
    ['owing', 'owing', 'flag', 'only those with something due'],
    ['archived', 'archived', 'flag', 'those that were archived'],
  ]),
  invoices: ofFields('invoice', [
    ['status', 'status', 'text', 'Draft, Unpaid, Overdue, Paid or Void'],
    ['kind', 'kind', 'text', 'service or add-funds'],
    ['text', 'text', 'text', 'words of the number, reference, note, a line or the customer'],
    ...days('of the due day'),
    currency,
    ['customer', 'customer', 'text', 'id of a customer'],
  ]),
  vouchers: ofFields('voucher, without its code,', [
    ['batch', 'batch', 'text', 'id of a batch'],
    ['state', 'state', 'text', 'open, used-up, voided or expired'],
  ]),
  outbox: ofFields('request to a provider', [
    ['open', 'open', 'flag', 'only those of which it is not known what came'],
  ]),
  changes: ofFields('set of changes', []),
  'bank-accounts': ofFields('bank account', []),
  'bank-lines': ofFields('line of a bank statement', [
    ['bank', 'bank', 'text', 'the key of one of your bank accounts'],
    ['state', 'state', 'text', 'open, matched or split'],
    ...days('of the statement'),
    currency,
    ['text', 'text', 'text', 'words of the name, text, account or reference, or a sum'],
    ['direction', 'direction', 'text', 'in or out'],
  ]),
  'bank-statements': ofFields('bank statement', [['bank', 'bank', 'text', 'the key of one of your bank accounts']]),
  'gateway-reports': ofFields('currency of a gateway’s own report', []),
  'report-findings': ofFields('difference between a gateway’s own report and the book', [
    ['report', 'report', 'text', 'id of a report'],
  ]),
  'matching-rules': ofFields('rule of matching', []),
  matches: ofFields('thing that explains bank lines', [
    ['bank', 'bank', 'text', 'the key of one of your bank accounts'],
    ...days('on which the match counts'),
  ]),
  exceptions: ofFields('exception', [
    ['state', 'state', 'text', 'open or ignored'],
    ['type', 'type', 'text', 'such as missing-at-bank or duplicate'],
    ['from', 'since', 'text', 'the first day, YYYY-MM-DD, since which it is one'],
    ['to', 'until', 'text', 'the last day'],
  ]),
  claims: ofFields('claim', [['state', 'state', 'text', 'open or settled']]),
  'unknown-receipts': ofFields('unknown receipt', [['state', 'state', 'text', 'open or settled']]),
  requests: ofFields('request', [['state', 'state', 'text', 'waiting, approved, refused or dropped']]),
  'parked-items': ofFields('item put aside', [['gateway', 'gateway', 'text', 'the key of a gateway account']]),
  operators: ofFields('operator', []),
  notices: ofFields('notice by e-mail', [
    ['state', 'state', 'text', 'queued, sending, sent, maybe, refused or dropped'],
  ]),
  'failed-charges': ofFields('failed charge', [['state', 'view', 'text', 'person, planned or stopped']]),
  'voucher-batches': ofFields('batch of vouchers', []),
  adjustments: ofFields('adjustment', [['customer', 'customer', 'text', 'id of a customer']]),
  'late-items': ofFields('posting of what came late for a closed month', [
    ['month', 'period', 'text', 'the closed month that it was for, YYYY-MM'],
    ['state', 'state', 'text', 'open, accepted or corrected'],
  ]),
  'export-log': ofFields('export', []),
};

function ofFields(rows: string, fields: readonly Field[]): ListFilter {
  return {
    rows,
    options: Object.fromEntries(
      fields.map(([option, , kind]) => [option, { type: kind === 'flag' ? 'boolean' : 'string' }] as const),
    ),
    tells: Object.fromEntries(fields.map(([option, , , tells]) => [option, tells])),
    read(use) {
      const filter: Record<string, string | boolean | string[]> = {};
      for (const [option, field, kind] of fields) {
        const text = use.option(option);
        if (kind === 'flag') {
          if (use.flag(option)) filter[field] = true;
        } else if (text !== undefined) filter[field] = kind === 'texts' ? text.split(',') : text;
      }
      return filter;
    },
  };
}
