/** How a payment that was taken stands, in the one word that decides what is said and offered. Pure. */
import type { AttemptState } from '../../main/kernel/attempt';
import type { Status } from '../../main/kernel/payment';

export interface Stood {
  status: Status;
  /** Null: no gateway was asked. */
  state: AttemptState | null;
  link: string | null;
}

export type Standing =
  | 'completed'
  | 'cancelled'
  /** Sent, and no answer says what came of it. */
  | 'unknown'
  | 'not-found'
  | 'drafted'
  | 'waiting'
  /** The payer has to open a page. */
  | 'page'
  /** A transfer is waited for, or the gateway takes its time. */
  | 'pending';

export function standingOf({ status, state, link }: Stood): Standing {
  if (status === 'Completed') return 'completed';
  if (status === 'Cancelled') return 'cancelled';
  if (state === 'sending' || state === 'unknown') return 'unknown';
  if (state === 'not-found' || state === 'drafted' || state === 'waiting') return state;
  return link === null ? 'pending' : 'page';
}
