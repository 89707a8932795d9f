/** Takes this window to the book as it was, and back. Nothing that was asked of the other stays on screen. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { PastView } from '../../main/features/books/contract';
import { api } from './client';
import { pastPoint } from './past-point';
import { defineJob } from './use-job';

export interface LookBackDays {
  asOf?: string;
  knownOn?: string;
}

/** Goes on while the person does something else; the window goes there only when it is asked to. */
export const lookBackJob = defineJob<LookBackDays, PastView>((days, signal) => api.books.lookBack(days, { signal }));

/** About the window and who is at it, whatever it looks at. */
const kept: readonly unknown[] = ['preference', 'operators'];

function go(queries: QueryClient, to: PastView | null): void {
  void queries.cancelQueries();
  pastPoint.set(to);
  queries.removeQueries({ predicate: ({ queryKey }) => !kept.includes(queryKey[0]) && queryKey[0] !== 'book' });
  void queries.resetQueries({ queryKey: ['book'] });
}

/** Null: back to now. */
export function useLookFrom(): (to: PastView | null) => void {
  const queries = useQueryClient();
  return (to) => go(queries, to);
}
