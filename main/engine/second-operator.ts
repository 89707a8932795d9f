/** Who works with the book, put together: sessions, and what waits for a second operator. */
import { approvablesOf } from '../features/bulk';
import { Sessions } from '../features/operators/sessions';
import type { DemoOptions } from './demo/company-book';
import { allowedTo } from './rights';

export function makeOperators({ book, changed }: Pick<DemoOptions, 'book' | 'changed'>) {
  const sessions = new Sessions(
    () => book.db,
    book.clock,
    () => changed(['operators']),
  );
  return { sessions, approvables: approvablesOf(book), allowed: allowedTo };
}
