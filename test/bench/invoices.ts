/** Issuing an invoice and paying it from credit, one act each, on the disk before the next, beside recording one payment so. */
import { all } from '../../main/db/sql';
import { adjustDrafts } from '../../main/features/credits/adjusting';
import { applyCredit } from '../../main/features/invoices/applying-events';
import { invoiceFacts } from '../../main/features/invoices/facts';
import { contentFrom, issue } from '../../main/features/invoices/issuing-events';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { addDays } from '../../main/kernel/time';
import { act } from '../support/book';
import { copyOfBigBook, recordEvents } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread, timed } from './measure';
import { madeEvents } from './rows';

const A_ROUND = 200;
const CUSTOMERS = 50;
const CURRENCY = 'EUR';

const tax = { code: 'VAT', rate: '21' };
const lines = [
  { description: 'Hosting, large', product: 'hosting', quantity: '1', price: '49.00', tax },
  { description: 'Traffic', product: 'traffic', quantity: '12.5', price: '0.80', tax },
];

function issueOne(book: Book, customer: Id): Id {
  const id = book.newId();
  const at = book.clock.now();
  const day = book.dayOf(at);
  record(book, act(book), function* (read) {
    const content = contentFrom({
      ...{ kind: 'service', customer, currency: CURRENCY, note: '', dueDay: addDays(day, 14), lines },
    });
    yield { kind: 'invoice.drafted', subject: id, occurredAt: at, payload: content };
    yield* issue(read, id, day, at);
  });
  return id;
}

const payOne = (book: Book, customer: Id, id: Id) =>
  record(book, act(book), (read) =>
    applyCredit(read, customer, CURRENCY, [invoiceFacts(read.db, id)], null, book.clock.now()),
  );

export const invoices: Figure = {
  name: 'invoices',
  title: 'Issue invoices and pay them from credit',
  async run(setting: Setting): Promise<Line[]> {
    const book = copyOfBigBook(setting, 'invoices');
    const customers = all<{ uuid: Buffer }>(book.db, `SELECT uuid FROM customer LIMIT ${CUSTOMERS}`).map(({ uuid }) =>
      idFromBytes(uuid),
    );
    const owner = (n: number) => customers[n % customers.length] ?? ('' as Id);
    for (const customer of customers)
      record(book, act(book), (read) =>
        adjustDrafts(book, read, {
          ...{ customer, amount: '500000.00', currency: CURRENCY, reason: 'goodwill', note: 'To pay with' },
        }),
      );
    const perSecond = (ms: number) => A_ROUND / (ms / 1_000);
    const numbers = Array.from({ length: A_ROUND }, (_, n) => n);
    let issued: Id[] = [];
    const rates = await inTurn({
      issued() {
        issued = [];
        return perSecond(timed(() => numbers.forEach((n) => void issued.push(issueOne(book, owner(n))))));
      },
      paid: () => perSecond(timed(() => issued.forEach((id, n) => void payOne(book, owner(n), id)))),
      payment(round) {
        const first = setting.rows + round * A_ROUND;
        const each = numbers.map((n) => [...madeEvents(first + n, first + n + 1, setting.rows)]);
        return perSecond(timed(() => each.forEach((events) => void recordEvents(book, () => events))));
      },
    });
    book.db.close();
    const reference = { name: 'one payment, durable', spread: spread(rates.payment) };
    return [
      { work: 'Issue an invoice of two lines, durable', unit: '/s', ours: spread(rates.issued), reference },
      { work: 'Pay one from credit, durable', unit: '/s', ours: spread(rates.paid), reference },
    ];
  },
};
