/** Paystack's payout export: the transactions that its payouts carry. The spelling of its columns differs between its own pages. */
import { Failure } from '../../kernel/failure';
import { addMinor } from '../../kernel/money';
import type { ReportCells, ReportFormat, ReportRow } from '../report';
import { settlementId } from './map';

const fees = ['paystackfee', 'paystackfees', 'fees', 'fee'];
const due = ['amountduetomerchant', 'amountduemerchant', 'amountdue'];
const paid = ['amountpaid', 'amount'];

function read(row: ReportCells): ReportRow | null {
  const currency = row.currency('currency');
  const [gross, fee, net] = [row.sum(currency, ...paid), row.sum(currency, ...fees), row.sum(currency, ...due)];
  if (addMinor(gross, -fee) !== net) throw new Failure('report-row-unsound');
  const id = row.text('transactionid', 'id');
  if (!/^\d{1,20}$/.test(id)) throw new Failure('statement-line-unread', { text: id.slice(0, 60) });
  return {
    ...{ kind: 'movement', externalId: settlementId('transaction', id), of: id },
    ...{ when: row.text('settlementdate') || row.text('transactiondate', 'transactiondateutc') },
    ...{ word: row.text('gatewayresponse') || 'transaction', gross, fee, net, currency },
    ...{ payout: null, balance: null },
  };
}

export const paystackReports: readonly ReportFormat[] = [
  {
    name: 'paystack-payouts',
    needed: [
      ...[['referencenumber', 'reference'], ['transactionid', 'id'], paid, fees, due, ['currency']],
      ['settlementdate', 'transactiondate', 'transactiondateutc'],
    ],
    numbers: [...paid, ...fees, ...due],
    days: ['settlementdate', 'transactiondate', 'transactiondateutc'],
    ...{ isUtc: false, isByPayout: true, read },
  },
];
