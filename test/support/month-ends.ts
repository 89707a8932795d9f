/** Everything that can happen to matches, exceptions, claims, receipts without an owner, and closed months: for books that are kept. */
import { one } from '../../main/db/sql';
import { type MatchWish, matchDrafts } from '../../main/features/matching/making';
import { unmatchDrafts } from '../../main/features/matching/unmatching';
import { ingest } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { firstRules } from '../../main/kernel/matching';
import { act } from './book';
import { addCustomer } from './invoices';
import { payoutOf, pendingTransfer } from './matching';
import { bankAccount, statementOf } from './statements';
import { page, payment } from './told';

const JANUARY = Date.UTC(2026, 0, 20, 12);

function happens(book: Book, kind: string, subject: Id, payload: object, operator = 'ada'): void {
  record(book, { ...act(book), operator }, () => [{ kind, subject, occurredAt: book.clock.now(), payload }]);
}

function matched(book: Book, wish: Partial<MatchWish> & Pick<MatchWish, 'lines'>): Id {
  const use = { newId: book.newId, nowMs: book.clock.now() };
  const whole = {
    tied: [],
    booked: [],
    rule: 'reference',
    evidence: [{ fact: 'amount-equal' }],
    automatic: true,
    ...wish,
  };
  const done = record(book, act(book), (facts) =>
    matchDrafts(facts, { ...whole, evidence: [{ fact: 'amount-equal' }] }, use),
  );
  const made = done.subjects.find((id) => one(book.db, 'SELECT 1 FROM match WHERE uuid = ?', idToBytes(id)));
  if (!made) throw new Error('no match was made');
  return made;
}

/** The receipt that a match booked. */
function receiptOf(book: Book, match: Id): Id {
  const text = `SELECT i.item FROM match_item i JOIN match m ON m.id = i.match WHERE m.uuid = ? AND i.kind = 'receipt'`;
  return idFromBytes(one<{ item: Buffer }>(book.db, text, idToBytes(match))?.item ?? Buffer.alloc(16));
}

/** A bank of its own: payouts, transfers whole and in part, another currency, receipts given and returned; taken back and refused. */
export function matchesInEveryState(book: Book): void {
  const bank = bankAccount(book, { key: 'matched', name: 'Matched account' });
  const customer = addCustomer(book, 'Ida Rhodes');
  const payout = payoutOf(book, 10_000, 'po_1MATCHED00001');
  const dollars = payoutOf(book, 5_000, 'po_1MATCHED00002', 'USD');
  const whole = pendingTransfer(book, 3_000, 'RF18539007547034', customer);
  const parted = pendingTransfer(book, 9_000, 'RF45000000000001', customer);
  const amounts = [10_000, 4_600, 2_990, 4_000, -150, 7_000, 800, -800, 60, 11];
  const { lines } = statementOf(
    book,
    bank,
    amounts.map((amount, n) => ({ amount, text: `line ${n}` })),
  );
  const [first, exchanged, short, part, fee, unknown, other, back, again, refused] = lines.map((line) => [line]);
  if (!first || !exchanged || !short || !part || !fee || !unknown || !other || !back || !again || !refused)
    throw new Error('ten lines');
  matched(book, { lines: first, tied: [{ kind: 'payout', id: payout }] });
  matched(book, { lines: exchanged, tied: [{ kind: 'payout', id: dollars, amount: 4_600 }] });
  matched(book, {
    lines: short,
    tied: [{ kind: 'payment', id: whole }],
    booked: [{ as: 'fee', amount: -10, note: 'kept' }],
  });
  matched(book, { lines: part, tied: [{ kind: 'payment', id: parted, amount: 4_000 }], automatic: false });
  matched(book, { lines: fee, booked: [{ as: 'fee', amount: -150 }] });
  const given = receiptOf(book, matched(book, { lines: unknown, booked: [{ as: 'receipt', amount: 7_000 }] }));
  const returned = receiptOf(book, matched(book, { lines: other, booked: [{ as: 'receipt', amount: 800 }] }));
  matched(book, { lines: back, tied: [{ kind: 'return', id: returned, note: 'asked for it' }] });
  const undone = matched(book, { lines: again, booked: [{ as: 'interest', amount: 60 }] });
  record(book, act(book), (facts) => unmatchDrafts(facts, undone));
  assigned(book, given, customer);
  const pair = `${refused[0]}|payout ${payout}`;
  for (const kind of ['match.refused', 'match.allowed', 'match.refused'])
    happens(book, kind, refused[0] ?? given, { pair });
  const rules = firstRules.map((rule) => ({ ...rule, automatic: rule.id === 'fees' }));
  happens(book, 'match.rules-changed', book.replica, { rules });
  const exception = `missing-at-bank ${payout}`;
  happens(book, 'exception.said', book.replica, { exception, owner: 'Ada', note: 'asked', ignored: 'an old one' });
  claimed(book, customer, whole);
}

function assigned(book: Book, receipt: Id, customer: Id): void {
  const [subject, at] = [book.newId(), book.clock.now()];
  const payload = {
    ...{ gateway: 'bank-transfer', customer, amount: 7_000, currency: 'EUR', status: 'Completed', providerStatus: '' },
    ...{ completedAt: at, createdAt: at, method: 'bank-transfer', description: '', reference: '' },
  };
  record(book, act(book), () => [
    { kind: 'payment.recorded', subject, occurredAt: at, payload },
    {
      kind: 'receipt.assigned',
      subject: receipt,
      occurredAt: at,
      payload: { payment: subject, amount: 7_000, currency: 'EUR' },
    },
  ]);
}

function claimed(book: Book, customer: Id, tied: Id): void {
  const claim = { customer, amount: 3_000, currency: 'EUR', day: '2026-02-20', ticket: 'T-1' };
  const [one = customer, two = customer, three = customer] = [1, 2, 3].map(() => book.newId());
  for (const subject of [one, two, three]) happens(book, 'claim.made', subject, claim);
  happens(book, 'claim.tied', one, { payment: tied });
  happens(book, 'claim.answered', two, { answer: 'It came back to you' });
}

/** January is closed, February was opened again; of what came late for January one is accepted and one open. Ada and Bo are operators of the book. */
export function closesInEveryState(book: Book): void {
  const asked = (deed: string, key: string, note: string) => {
    const subject = book.newId();
    happens(book, 'period.requested', subject, { deed, key, note, open: {} }, 'Ada');
    return subject;
  };
  const refused = asked('close', '2026-01', 'too early');
  happens(book, 'period.refused', refused, { why: 'the bank’s file is missing' }, 'Bo');
  const closed = (key: string) =>
    happens(
      book,
      'period.closed',
      book.newId(),
      { key, note: 'All done', request: asked('close', key, 'All done') },
      'Bo',
    );
  closed('2026-01');
  closed('2026-02');
  const reason = 'a statement was wrong';
  const request = asked('reopen', '2026-02', reason);
  happens(book, 'period.reopened', book.newId(), { key: '2026-02', reason, request }, 'Bo');
  for (const name of ['pay_late_1', 'pay_late_2'])
    ingest(
      book,
      { operator: 'ada', source: 'gateway:stripe' },
      'stripe',
      [page({ payments: [payment(name, { createdAt: JANUARY, customer: null })] })],
      null,
    );
  const late = one<{ event: number }>(book.db, 'SELECT min(event) AS event FROM late')?.event ?? 0;
  happens(book, 'period.late-answered', book.newId(), { event: late, answer: 'accepted', note: 'known' }, 'Ada');
  happens(book, 'period.key-made', book.newId(), { publicKey: Buffer.alloc(32, 7).toString('base64') }, 'Ada');
}
