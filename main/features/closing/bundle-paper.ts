/** The summary of a bundle on paper: which month, who closed it, and the control totals, in the language of who wrote the bundle. */
import { emptyPaper, known } from '../../paper/builder';
import type { PaperDocument, PaperLanguage, PaperSetting, Table } from '../../paper/document';
import type { Manifest } from './contract';

const en = {
  title: 'Closed month',
  book: 'Book',
  upTo: 'Everything up to',
  from: 'From',
  beginning: 'the beginning',
  closedBy: 'Closed by',
  approvedBy: 'Approved by',
  nobody: 'nobody: the book has no operators',
  closedAt: 'Closed at',
  note: 'Note',
  head: 'Journal head',
  event: 'event',
  key: 'Public key',
  payments: 'Payments in',
  gateway: 'Gateway',
  status: 'Status',
  count: 'Count',
  amount: 'Amount',
  ledger: 'Ledger: debited and credited',
  check: 'Check this bundle with verify.html in it, or with: counterfoil verify-bundle <file>',
  statuses: { Pending: 'Pending', Completed: 'Completed', Cancelled: 'Cancelled' },
};

const words: Readonly<Record<PaperLanguage, typeof en>> = {
  en,
  es: {
    title: 'Mes cerrado',
    book: 'Libro',
    upTo: 'Todo hasta el',
    from: 'Desde el',
    beginning: 'principio',
    closedBy: 'Cerrado por',
    approvedBy: 'Aprobado por',
    nobody: 'nadie: el libro no tiene operadores',
    closedAt: 'Cerrado',
    note: 'Nota',
    head: 'Fin del diario',
    event: 'suceso',
    key: 'Clave pública',
    payments: 'Pagos en',
    gateway: 'Pasarela',
    status: 'Estado',
    count: 'Número',
    amount: 'Importe',
    ledger: 'Libro mayor: debe y haber',
    check: 'Comprueba este paquete con el verify.html que lleva dentro, o con: counterfoil verify-bundle <archivo>',
    statuses: { Pending: 'Pendiente', Completed: 'Completado', Cancelled: 'Cancelado' },
  },
};

export function summaryPaper(manifest: Manifest, setting: PaperSetting): PaperDocument {
  const say = words[setting.language];
  const { period, closed, journal, book, publicKey, ledger } = manifest;
  return {
    ...emptyPaper(setting, say.title),
    number: period.key,
    facts: known(
      [say.book, book.name],
      [say.upTo, period.to],
      [say.from, period.from ?? say.beginning],
      [say.closedBy, closed.by],
      [say.approvedBy, closed.approvedBy ?? say.nobody],
      [say.closedAt, closed.at],
      [say.note, closed.note],
      [say.head, `${say.event} ${journal.event}`],
      ['SHA-256', journal.head],
      [say.key, publicKey],
    ),
    tables: ledger.map(({ currency }) => paymentsTable(manifest, currency, say)),
    notes: [say.check],
  };
}

function paymentsTable({ payments, ledger }: Manifest, currency: string, say: typeof en): Table {
  const own = payments.filter((of) => of.currency === currency);
  const moved = ledger.find((of) => of.currency === currency);
  const statuses: Readonly<Record<string, string>> = say.statuses;
  return {
    caption: `${say.payments} ${currency}`,
    captionShown: true,
    currency,
    columns: [
      { header: say.gateway, kind: 'text' },
      { header: say.status, kind: 'label' },
      { header: say.count, kind: 'figure' },
      { header: say.amount, kind: 'money' },
    ],
    rows: [
      ...own.map(({ gateway, status, count, amount }) => ({
        cells: [gateway, statuses[status] ?? status, String(count), { amount, currency }],
      })),
      {
        cells: [say.ledger, '', String(moved?.entries ?? 0), { amount: moved?.debited ?? '0', currency }],
        tone: 'strong' as const,
      },
    ],
  };
}
