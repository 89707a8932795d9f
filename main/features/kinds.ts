/** Every kind of event that a book can hold, one line per feature. */

import type { EventKinds } from '../journal/event';
import { customerDeskKinds } from './customers/desk-events';
import { customerKinds } from './customers/events';
import { methodKinds } from './methods/events';
import { attemptEvents } from './outbox/events';
import { paymentKinds } from './payments/events';
import { identityKinds } from './payments/identity-events';
import { reversalKinds } from './payments/reversal-events';
import { payoutKinds } from './payouts/events';
import { syncKinds } from './sync/events';
import { voucherEvents } from './vouchers/events';

export const eventKinds: EventKinds = new Map([
  ...customerKinds,
  ...customerDeskKinds,
  ...paymentKinds,
  ...identityKinds,
  ...reversalKinds,
  ...payoutKinds,
  ...syncKinds,
  ...attemptEvents,
  ...methodKinds,
  ...voucherEvents,
]);
