/** What a person prefers to see, kept in the book: read once, shown at once when changed, saved a moment later. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from './client';
import { Unsaved } from './unsaved';

const SAVE_AFTER_MS = 400;
const saves = new Map<string, ReturnType<typeof setTimeout>>();
const unsaved = new Unsaved();

export interface Preference {
  /** JSON text; null when nothing was chosen, undefined while it is being read. */
  value: string | null | undefined;
  /** 100 kB at most. A save that fails is tried with the next change; nothing of the business depends on it. */
  set(value: string): void;
}

/** `key`: lower case letters, digits, dots and dashes. */
export function usePreference(key: string): Preference {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['preference', key],
    queryFn: async ({ signal }) => unsaved.over(key, (await api.books.preference({ key }, { signal })).value),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (value: string) => {
      unsaved.choose(key, value);
      queries.setQueryData(['preference', key], value);
      clearTimeout(saves.get(key));
      const save = () => {
        saves.delete(key);
        api.books.setPreference({ key, value }).then(
          () => unsaved.saved(key, value),
          () => {},
        );
      };
      saves.set(key, setTimeout(save, SAVE_AFTER_MS));
    },
    [queries, key],
  );
  return { value: data, set };
}
