/** Answers to disputes in every state, notices of every kind, and mail to customers in every state, for a kept book. */
import { all, one, run } from '../../main/db/sql';
import type { AnswerPrepared } from '../../main/features/disputes/events';
import { keepWritten, sha256 } from '../../main/features/disputes/written';
import { setMailSettings } from '../../main/features/mail/settings';
import { setMailTemplate } from '../../main/features/mail/templates';
import { noticeKinds } from '../../main/features/notices/contract';
import { type Book, record } from '../../main/journal/record';
import { answerStates } from '../../main/kernel/evidence';
import { idFromBytes, idToBytes } from '../../main/kernel/id';
import { mailStates } from '../../main/kernel/mail';
import { act } from './book';

interface Row {
  dispute: Buffer;
  payment: Buffer;
}

/** Of the first four disputes that the book holds, each gets an answer in another state. Gives how many. */
export function answersInEveryState(book: Book): number {
  const disputes = all<Row>(
    book.db,
    'SELECT d.uuid AS dispute, p.uuid AS payment FROM dispute d JOIN payment p ON p.id = d.payment ORDER BY d.id LIMIT 4',
  );
  for (const [n, { dispute, payment }] of disputes.entries()) {
    const answer = book.newId();
    const subject = idFromBytes(payment);
    const state = answerStates[n] ?? 'sent';
    const at = book.clock.now();
    const bytes = new TextEncoder().encode('%PDF-1.7');
    const files = [{ part: 'receipt', name: 'receipt.pdf', type: 'application/pdf', bytes } as const];
    const hash = sha256(`answer ${n}`);
    const payload: AnswerPrepared = {
      ...{ gateway: 'stripe', dispute: idFromBytes(dispute), answer, hash },
      files: [{ part: 'receipt', sha256: sha256(bytes), bytes: bytes.length }],
    };
    record(book, act(book), function* (read) {
      keepWritten(read.db, answer, { text: 'They used it.', files, hash });
      yield { kind: 'dispute.answer-prepared', subject, occurredAt: at, payload };
      if (state === 'unknown')
        yield { kind: 'dispute.answer-unknown', subject, occurredAt: at, payload: { answer, why: 'gateway-timeout' } };
      if (state === 'sent' || state === 'refused')
        yield { kind: 'dispute.answer-ended', subject, occurredAt: at, payload: { answer, state } };
    });
  }
  return disputes.length;
}

export function noticesOfEveryKind(book: Book): void {
  for (const [n, kind] of noticeKinds.entries())
    run(book.db, 'INSERT INTO notice (key, kind, at) VALUES (?, ?, ?)', `kept ${n}`, kind, book.clock.now());
  run(book.db, "INSERT INTO notice_read (notice, operator, at) SELECT min(id), 'ada', 1 FROM notice");
}

/** Mail turned on, a text of one's own, and a notice to a customer in every state. The book must hold a customer. */
export function mailInEveryState(book: Book): void {
  const at = book.clock.now();
  const customer = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id')?.uuid;
  setMailSettings(
    book.db,
    {
      ...{ on: true, host: 'smtp.example.com', port: 587, tls: 'starttls', anyCertificate: false, user: '' },
      ...{ fromName: 'Test', fromAddress: 'billing@example.com', notices: ['receipt'], dueInDays: 7, language: 'es' },
    },
    at,
  );
  setMailTemplate(book.db, 'receipt', 'en', { subject: 'Got {amount}', body: 'Thank you, {customer}' });
  for (const [n, state] of mailStates.entries())
    run(
      book.db,
      `INSERT INTO mail (uuid, key, kind, customer, at, state, why, address, subject, tries, next_at)
       VALUES (?, ?, 'receipt', ?, ?, ?, 'mail-later', 'nova@customer.example', 'Kept', ?, ?)`,
      ...[idToBytes(book.newId()), `kept ${n}`, customer, at, state, n, at],
    );
}
