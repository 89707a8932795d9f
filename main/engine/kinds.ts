/** Every kind of event that a book can hold, one line per feature. */
import { customerKinds } from '../features/customers/events';
import { paymentKinds } from '../features/payments/events';
import { reversalKinds } from '../features/payments/reversal-events';
import { payoutKinds } from '../features/payouts/events';
import { syncKinds } from '../features/sync/events';
import type { EventKinds } from '../journal/event';

export const eventKinds: EventKinds = new Map([
  ...customerKinds,
  ...paymentKinds,
  ...reversalKinds,
  ...payoutKinds,
  ...syncKinds,
]);
