/** Razorpay's settlement reconciliation for download. Rupees with decimals; its fee is without the tax on it, unlike the API's. */
import { Failure } from '../../kernel/failure';
import { addMinor, minor } from '../../kernel/money';
import type { ReportCells, ReportFormat, ReportRow } from '../report';

function read(row: ReportCells): ReportRow | null {
  const currency = row.currency('currency');
  const [debit, credit] = [row.sum(currency, 'debit'), row.sum(currency, 'credit')];
  const sum = row.sum(currency, 'amount');
  if (debit < 0 || credit < 0 || sum < 0) throw new Failure('report-row-unsound');
  if (debit > 0 && credit > 0) throw new Failure('report-row-unsound');
  const net = addMinor(credit, -debit);
  const gross = debit > 0 ? minor(-sum) : sum;
  // A merchant that pays its fees by invoice is credited the whole sum: then nothing was kept here.
  const fee =
    net === gross ? minor(0) : addMinor(row.sum(currency, 'feeexclusivetax', 'fee'), row.sum(currency, 'tax'));
  if (addMinor(gross, -fee) !== net) throw new Failure('report-row-unsound');
  const word = row.text('transactionentity');
  return {
    ...{ kind: 'movement', externalId: row.text('entityid'), word, gross, fee, net, currency },
    of: word === 'payment' ? row.text('entityid') : row.text('paymentid') || null,
    when: row.text('settledat') || row.text('entitycreatedat'),
    ...{ payout: row.text('settlementid') || null, balance: null },
  };
}

export const razorpayReports: readonly ReportFormat[] = [
  {
    name: 'razorpay-settlements',
    needed: [
      ...[['transactionentity'], ['entityid'], ['amount'], ['currency'], ['fee', 'feeexclusivetax'], ['tax']],
      ...[['debit'], ['credit'], ['settlementid'], ['settledat']],
    ],
    numbers: ['amount', 'fee', 'feeexclusivetax', 'tax', 'debit', 'credit'],
    days: ['settledat', 'entitycreatedat'],
    ...{ isUtc: false, isByPayout: true, read },
  },
];
