/** Stripe's reports for download: balance change from activity, and payout reconciliation, both itemized. Decimal sums in major units. */
import { Failure } from '../../kernel/failure';
import { addMinor } from '../../kernel/money';
import type { ReportCells, ReportFormat, ReportRow } from '../report';

// https://docs.stripe.com/reports/report-types/balance and /payout-reconciliation
const numbers = ['gross', 'fee', 'net'];
const days = ['createdutc', 'created', 'availableonutc', 'availableon', 'automaticpayouteffectiveatutc'];
const movement = [['balancetransactionid'], ['reportingcategory'], ['gross'], ['fee'], ['net'], ['currency']];

function read(row: ReportCells): ReportRow | null {
  const currency = row.currency('currency');
  const [gross, fee, net] = [row.sum(currency, 'gross'), row.sum(currency, 'fee'), row.sum(currency, 'net')];
  if (addMinor(gross, -fee) !== net) throw new Failure('report-row-unsound');
  const word = row.text('reportingcategory');
  const source = row.text('sourceid');
  // A payout that came back is told by the payout's own state.
  if (word === 'payout_reversal' || (gross === 0 && fee === 0)) return null;
  const isPayout = word === 'payout';
  return {
    ...{ kind: isPayout ? 'payout' : 'movement', externalId: isPayout ? source : row.text('balancetransactionid') },
    of: row.text('paymentintentid') || row.text('chargeid') || null,
    when: row.text('createdutc') || row.text('created') || row.text('automaticpayouteffectiveatutc'),
    ...{ word, gross, fee, net, currency, balance: null },
    payout: row.text('automaticpayoutid') || null,
  };
}

const shared = { numbers, days, isUtc: true, read };

export const stripeReports: readonly ReportFormat[] = [
  {
    name: 'stripe-payouts',
    ...{ ...shared, isByPayout: true },
    // The other one has this column too, further behind.
    first: 'automaticpayoutid',
    needed: [...movement, ['automaticpayouteffectiveatutc', 'automaticpayouteffectiveat']],
  },
  { name: 'stripe-activity', ...{ ...shared, isByPayout: false }, needed: [...movement, ['createdutc', 'created']] },
];
