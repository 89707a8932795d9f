/**
 * Who is signed in at this window, and what they may do. The engine decides; this only shows it. A token, which is worth
 * nothing once the engine ends or the window is locked, brings the same operator back when the page is loaded again.
 */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProcedurePath } from '../../main/contract';
import type { SessionState } from '../../main/features/operators/contract';
import { useWords } from '../locales/words';
import type { Api } from './api';
import { api } from './client';
import { usePast } from './past-point';

const TOKEN_KEY = 'counterfoil.operator';
const BEFORE_KEY = 'counterfoil.operator-before';
const QUERY = ['operators', 'session'] as const;

export function useSession(): SessionState | undefined {
  const { data } = useQuery({
    queryKey: QUERY,
    queryFn: ({ signal }) => api.operators.session(undefined, { signal }),
  });
  return data;
}

/** Before anything else is asked over a new way to the engine. */
export async function comeBack(client: Api): Promise<void> {
  const token = sessionStorage.getItem(TOKEN_KEY);
  if (token === null) return;
  const { resumed } = await client.operators.resume({ token });
  if (!resumed) sessionStorage.removeItem(TOKEN_KEY);
}

/** Who had this window before the one who is signed in now. */
export const operatorBefore = () => sessionStorage.getItem(BEFORE_KEY);

/** What one operator saw is not kept for the next. */
async function startOver(queries: QueryClient): Promise<void> {
  queries.removeQueries({ predicate: (query) => query.getObserversCount() === 0 });
  await queries.resetQueries();
}

export function useOperatorDeeds() {
  const queries = useQueryClient();
  const keep = (token: string) => sessionStorage.setItem(TOKEN_KEY, token);
  return {
    /** Also switches. Throws what the engine declares. */
    async signIn(name: string, passphrase: string): Promise<void> {
      const before = queries.getQueryData<SessionState>(QUERY)?.operator?.name;
      keep((await api.operators.signIn({ name, passphrase })).token);
      if (before !== undefined && before !== name) sessionStorage.setItem(BEFORE_KEY, before);
      await startOver(queries);
    },
    /** After the first operator of a book was added, who is signed in at once. */
    async begun(token: string): Promise<void> {
      keep(token);
      await startOver(queries);
    },
    async leave(how: 'lock' | 'signOut'): Promise<void> {
      sessionStorage.removeItem(TOKEN_KEY);
      await (how === 'lock' ? api.operators.lock() : api.operators.signOut());
      await queries.refetchQueries({ queryKey: QUERY });
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== QUERY[0] });
    },
  };
}

/** Null: it may be called. Else why not, as a sentence. While it is not known it may: the engine decides anyway. */
export function useRefusal(path: ProcedurePath): string | null {
  const session = useSession();
  const { say } = useWords();
  const past = usePast();
  const role = session?.operator?.role;
  if (past && !past.shown.includes(path)) return say('past.mayNot');
  if (!session || !role || session.allowed.includes(path)) return null;
  return say('operators.mayNot', { role: say(`role.${role}`) });
}

/** As `useRefusal`, for deeds of which there are several: whether one may be called. */
export function useIsAllowed(): (path: ProcedurePath) => boolean {
  const session = useSession();
  const past = usePast();
  return (path) => {
    const isOfRole = !session?.operator || session.allowed.includes(path);
    return isOfRole && (!past || past.shown.includes(path));
  };
}
