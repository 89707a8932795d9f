/** The open book: its name, what it holds, and whether it is the demo company's. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';

export function useBookInfo() {
  return useQuery({ queryKey: ['book', 'info'], queryFn: ({ signal }) => api.books.info(undefined, { signal }) });
}
