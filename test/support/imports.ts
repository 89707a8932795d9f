/** Everything that a file can bring into a book: new, tied, taken back, brought again; and a mapping that is kept. */
import type { Book } from '../../main/journal/record';
import { undone } from './changing';
import { importContext, imported, importing } from './importing';

export async function importsInEveryState(book: Book): Promise<void> {
  const context = importContext(book, book.clock);
  const undo = (id: string | null) => undone(context, id ?? '');
  const gone = await imported(context, 'customers', 'id,name\nF-9,Gone\n');
  await undo(gone.id);
  await imported(context, 'customers', 'id,name,email\nF-1,From a file,f1@example.com\nF-2,Another,\n');
  const numbered = 'customer,number,date,description,net,currency,vat rate\nF-1,B-1,2026-02-02,Server,12.50,EUR,21\n';
  const invoices = await imported(context, 'invoices', numbered);
  await undo(invoices.id);
  await imported(context, 'invoices', numbered);
  await imported(context, 'invoices', 'customer,renewal id,description,net,currency\nF-2,R-1,Renewal,8.00,USD\n');
  const purchases = 'customer;date;description;amount\nF-1;03/02/2026;Order;1.200\nF-2;04/02/2026;Order;2.400\n';
  const file = await importing(context, 'purchases', purchases);
  const look = await file.look({ decimal: ',', dayOrder: 'dmy', currency: 'EUR' });
  const bought = await file.store(look, { saveAs: 'Shop' });
  await undo(bought.id);
  const history = `Date / Time,Total,Status,Description,Customer,Currency,Method
2026-02-05 10:30:00,50.00,Completed,Top-up,F-1,EUR,Visa
2026-02-06 11:00:00,-12.50,Completed,Server,F-1,EUR,
2026-02-07 11:00:00,9.00,sideways,Top-up,F-2,USD,Carrier pigeon
`;
  const payments = await imported(context, 'payments', history);
  await undo(payments.id);
  await imported(context, 'payments', history);
}
