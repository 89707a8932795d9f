/** Has what is shown asked for again after something changed, so that no answer of before the change stays. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Resolves when the new answers are there. A first answer still on its way may have been read before the change: asking again alone
 * would take it for the new one (the library breaks off only what has an answer already), and nothing would ever correct it.
 */
export async function readAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await queries.cancelQueries({ queryKey, type: 'active', predicate: ({ state }) => state.data === undefined });
  await queries.invalidateQueries({ queryKey });
}
