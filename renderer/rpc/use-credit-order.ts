/** In which order this book uses up credit. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';

export function useCreditOrder() {
  return useQuery({
    queryKey: ['credits', 'order'],
    queryFn: ({ signal }) => api.credits.order(undefined, { signal }),
  });
}
