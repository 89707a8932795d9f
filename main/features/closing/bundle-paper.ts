/** The summary of a bundle on paper: which month, who closed it, and the control totals. */
import { emptyPaper, known } from '../../paper/builder';
import type { PaperDocument, PaperSetting, Table } from '../../paper/document';
import type { Manifest } from './contract';

export function summaryPaper(manifest: Manifest, setting: PaperSetting): PaperDocument {
  const { period, closed, journal, book, publicKey, ledger, payments } = manifest;
  const currencies = ledger.map(({ currency }) => currency);
  return {
    ...emptyPaper(setting, 'Closed month'),
    number: period.key,
    facts: known(
      ['Book', book.name],
      ['Everything up to', period.to],
      ['From', period.from ?? 'the beginning'],
      ['Closed by', closed.by],
      ['Approved by', closed.approvedBy ?? 'nobody: the book has no operators'],
      ['Closed at', closed.at],
      ['Note', closed.note],
      ['Journal head', `event ${journal.event}`],
      ['SHA-256', journal.head],
      ['Public key', publicKey],
    ),
    tables: currencies.map((currency): Table => {
      const own = payments.filter((of) => of.currency === currency);
      const moved = ledger.find((of) => of.currency === currency);
      return {
        caption: `Payments in ${currency}`,
        captionShown: true,
        currency,
        columns: [
          { header: 'Gateway', kind: 'text' },
          { header: 'Status', kind: 'label' },
          { header: 'Count', kind: 'figure' },
          { header: 'Amount', kind: 'money' },
        ],
        rows: [
          ...own.map(({ gateway, status, count, amount }) => ({
            cells: [gateway, status, String(count), { amount, currency }],
          })),
          {
            cells: [
              'Ledger: debited and credited',
              '',
              String(moved?.entries ?? 0),
              { amount: moved?.debited ?? '0', currency },
            ],
            tone: 'strong' as const,
          },
        ],
      };
    }),
    notes: ['Check this bundle with verify.html in it, or with: counterfoil verify-bundle <file>'],
  };
}
