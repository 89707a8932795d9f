/** Answers to disputes in every state, and notices of every kind, for a kept book. */
import { all, run } from '../../main/db/sql';
import type { AnswerPrepared } from '../../main/features/disputes/events';
import { keepWritten, sha256 } from '../../main/features/disputes/written';
import { noticeKinds } from '../../main/features/notices/contract';
import { type Book, record } from '../../main/journal/record';
import { answerStates } from '../../main/kernel/evidence';
import { idFromBytes } from '../../main/kernel/id';
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
