/** Who is offered first where an operator signs in: two who share a window take turns. */
import type { SessionState } from '../../main/features/operators/contract';
import { roles } from '../../main/kernel/operator';

/**
 * Of those who can sign in, without who is there: who had the window before, else the one whose role may do most. `''` where there is nobody
 * else.
 */
export function offeredOperator(names: SessionState['names'], present: string | null, before: string | null): string {
  const others = names.filter(({ name }) => name !== present);
  const byRights = roles.flatMap((role) => others.filter((each) => each.role === role));
  return (others.find(({ name }) => name === before) ?? byRights[0])?.name ?? '';
}
