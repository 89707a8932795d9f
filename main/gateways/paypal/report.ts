/** PayPal's activity for download. Fees stand in it as negative sums; a conversion is two rows that name the one whose sum it turned. */
import { Failure } from '../../kernel/failure';
import { addMinor, minor } from '../../kernel/money';
import type { ReportCells, ReportFormat, ReportRow, ReportRowKind } from '../report';

/** Holds and the like are told for information: the balance stays. */
const isTold = (row: ReportCells) => row.text('balanceimpact').toLowerCase() === 'memo';

/** Of English and Spanish downloads. */
const conversion = /currency conversion|conversi[oó]n de (?:divisa|moneda)/i;
const withdrawal = /withdrawal|auto-sweep|retirada|retiro/i;
const completed = /^(?:completed|completado|cleared|partially refunded|refunded|reversed)$/i;

function kindOf(word: string): ReportRowKind {
  if (conversion.test(word)) return 'conversion';
  return withdrawal.test(word) ? 'payout' : 'movement';
}

function read(row: ReportCells): ReportRow | null {
  if (isTold(row)) return null;
  const status = row.text('status');
  // Without a word on the balance only what is completed is known to have moved it.
  if (row.text('balanceimpact') === '' && status !== '' && !completed.test(status)) return null;
  const currency = row.currency('currency');
  const gross = row.sum(currency, 'gross');
  const fee = minor(-row.sum(currency, 'fee'));
  const net = row.sum(currency, 'net');
  if (addMinor(gross, -fee) !== net) throw new Failure('report-row-unsound');
  if (gross === 0 && fee === 0) return null;
  const word = row.text('type');
  const kind = kindOf(word);
  return {
    ...{ kind, externalId: row.text('transactionid'), isStem: true, of: row.text('referencetxnid') || null },
    ...{ when: row.text('date'), word, gross, fee, net, currency, payout: null },
    balance: row.text('balance') === '' ? null : row.sum(currency, 'balance'),
  };
}

export const paypalReports: readonly ReportFormat[] = [
  {
    name: 'paypal-activity',
    needed: [
      ...[['date'], ['time'], ['timezone'], ['type'], ['status'], ['currency'], ['gross'], ['fee'], ['net']],
      ['transactionid'],
    ],
    numbers: ['gross', 'fee', 'net', 'balance'],
    days: ['date'],
    ...{ isUtc: false, isByPayout: false, read },
  },
];
