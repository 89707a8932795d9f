/** What a person said of an exception: whose it is, a note, and that it is let be. The exception itself is found in the book. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';

const saidSchema = z.strictObject({
  /** Its type and what it is about, as one text. */
  exception: z.string().min(1).max(300),
  /** An operator's name; left out: nobody's. */
  owner: z.string().min(1).max(100).optional(),
  note: z.string().min(1).max(1_000).optional(),
  /** Why it is let be; left out: it is looked into. */
  ignored: z.string().min(1).max(500).optional(),
});
/** All that stands of it from now on. Subject: the book. */
export type ExceptionSaid = z.infer<typeof saidSchema>;

const said = eventKind<ExceptionSaid>({
  schema: saidSchema,
  project({ exception, owner, note, ignored }, { operator, occurredAt }, projector) {
    projector.run('DELETE FROM exception_deed WHERE exception = ?', exception);
    projector.run(
      'INSERT INTO exception_deed (exception, owner, note, ignored, operator, at) VALUES (?, ?, ?, ?, ?, ?)',
      ...[exception, owner ?? null, note ?? null, ignored ?? null, operator, occurredAt],
    );
  },
});

export const exceptionKinds: readonly (readonly [string, EventKind])[] = [['exception.said', said]];
