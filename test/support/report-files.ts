/** One report of each gateway's own kinds, as their documentation lays them out. */

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;
const quoted = (...cells: string[]) => cells.map((cell) => `"${cell}"`).join(',');

const stripeHead =
  'balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,source_id,description,automatic_payout_id,automatic_payout_effective_at_utc,customer_id,charge_id,payment_intent_id';
const stripeRow = (id: string, at: string, sums: string, word: string, source: string, more: string) =>
  `${id},${at},${at},2026-03-05 00:00:00,eur,${sums},${word},${source},"Top-up, March",${more}`;
const stripeRows = [
  stripeRow(
    'txn_pi_1',
    '2026-03-01 12:00:00',
    '100.00,1.50,98.50',
    'charge',
    'ch_1',
    'po_1,2026-03-04 00:00:00,cus_1,ch_1,pi_1',
  ),
  stripeRow(
    'txn_pi_2',
    '2026-03-02 12:00:00',
    '50.00,0.85,49.15',
    'charge',
    'ch_2',
    'po_1,2026-03-04 00:00:00,cus_1,ch_2,pi_2',
  ),
  stripeRow(
    'txn_re_1',
    '2026-03-03 08:00:00',
    '-20.00,0.00,-20.00',
    'refund',
    're_1',
    'po_1,2026-03-04 00:00:00,cus_1,ch_1,pi_1',
  ),
];
const stripePayout =
  'txn_po_1,2026-03-04 00:10:00,2026-03-04 00:10:00,2026-03-04 00:00:00,eur,-127.65,0.00,-127.65,payout,po_1,STRIPE PAYOUT,,,,,';

const paypalHead = quoted(
  ...['Date', 'Time', 'TimeZone', 'Name', 'Type', 'Status', 'Currency', 'Gross', 'Fee', 'Net', 'From Email Address'],
  ...['Transaction ID', 'Reference Txn ID', 'Invoice Number', 'Balance', 'Balance Impact'],
);
const paypalRow = (at: string, type: string, sums: string[], ids: string[], balance: string, impact = 'Credit') =>
  quoted(
    at,
    '10:00:00',
    'PST',
    'Ada Lovelace',
    type,
    'Completed',
    'EUR',
    ...sums,
    'ada@customer.example',
    ...ids,
    '',
    balance,
    impact,
  );

/** By kind, all of them in EUR or INR; the book of `fetchReported` has the same. */
export const reportSamples = {
  'stripe-activity': { name: 'balance.csv', text: lines(stripeHead, ...stripeRows, stripePayout) },
  'stripe-payouts': {
    name: 'payouts.csv',
    text: lines(
      `automatic_payout_id,${stripeHead.replace('automatic_payout_id,', '')}`,
      ...stripeRows.map((row) => `po_1,${row.replace(',po_1,', ',')}`),
    ),
  },
  'paypal-activity': {
    name: 'Download.CSV',
    text: `\ufeff${lines(
      paypalHead,
      paypalRow('03/01/2026', 'Express Checkout Payment', ['1,200.00', '-30.00', '1,170.00'], ['CAP1', ''], '1,270.00'),
      paypalRow('03/14/2026', 'Payment Refund', ['-200.00', '0.00', '-200.00'], ['REF1', 'CAP1'], '1,070.00', 'Debit'),
      paypalRow(
        '03/15/2026',
        'Account Hold for Open Authorization',
        ['-9.00', '0.00', '-9.00'],
        ['HOLD1', ''],
        '',
        'Memo',
      ),
      paypalRow('03/20/2026', 'General Withdrawal', ['-1,000.00', '0.00', '-1,000.00'], ['WD1', ''], '70.00', 'Debit'),
    )}`,
  },
  'razorpay-settlements': {
    name: 'settlement-recon.csv',
    text: lines(
      'transaction_entity,entity_id,amount,currency,fee (exclusive tax),tax,debit,credit,payment_method,entity_created_at,settlement_id,settled_at,settlement_utr',
      'payment,pay_1,1000.00,INR,24.58,4.42,0,971.00,card,01/03/2026 10:11:12,setl_1,13/03/2026 09:00:00,UTR1',
      'refund,rfnd_1,100.00,INR,0,0,100.00,0,,02/03/2026 10:11:12,setl_1,13/03/2026 09:00:00,UTR1',
    ),
  },
  'paystack-payouts': {
    name: 'payout.csv',
    text: lines(
      'Reference number,Transaction date,Customer email,Amount paid,Paystack fee,Amount due to merchant,Settlement date,Gateway response,Transaction ID,Currency',
      'ref1,2026-03-01T12:00:00.000Z,ada@customer.example,5000.00,175.00,4825.00,2026-03-02,Successful,4099,NGN',
    ),
  },
} as const;
