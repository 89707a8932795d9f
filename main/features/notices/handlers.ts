/** The inbox of notices, its read marks of each operator, and the system's own notifications. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { noticesContract } from './contract';
import { noticesPage } from './query';

const os = implement(noticesContract).$context<Context>();

export const noticesHandlers = os.router({
  list: os.list.handler(({ input, context }) =>
    context.readers.ask(noticesPage, { ...input, operator: context.operator }),
  ),
  markRead: os.markRead.handler(async ({ input, context }) => {
    await context.healthy;
    const { changes } = run(
      context.book.db,
      `INSERT INTO notice_read (notice, operator, at) SELECT id, ?, ? FROM notice WHERE ? IS NULL OR id = ?
       ON CONFLICT (notice, operator) DO NOTHING`,
      context.operator,
      context.clock.now(),
      input.id,
      input.id,
    );
    if (changes > 0) context.changed(['notices']);
    return { marked: changes };
  }),
  show: os.show.handler(async ({ input, context }) => {
    await context.healthy;
    const text = 'UPDATE notice SET told_at = ? WHERE id = ? AND told_at IS NULL';
    if (run(context.book.db, text, context.clock.now(), input.id).changes === 0) return { shown: false };
    try {
      const answer = await context.shell.ask({ kind: 'notify', title: input.title, body: input.body });
      return { shown: answer.kind === 'done' };
    } catch (error) {
      // Where nothing can be shown, the inbox has it all the same.
      if (error instanceof Failure) return { shown: false };
      throw error;
    }
  }),
});
