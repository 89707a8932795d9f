/** Which role may do what with the gateways and the secrets of a book. */
import type { ProcedurePath } from '../contract';
import { type Role, roles } from '../kernel/operator';

const all = roles;
const admin: readonly Role[] = ['administrator'];
const billing: readonly Role[] = ['administrator', 'billing'];
const notes: readonly Role[] = ['administrator', 'billing', 'support'];

export const syncRights: Readonly<Record<Extract<ProcedurePath, `sync.${string}`>, readonly Role[]>> = {
  'sync.kinds': all,
  'sync.state': all,
  'sync.names': all,
  'sync.now': notes,
  // The sample company's way to its simulators; no other book has one.
  'sync.tryOffline': notes,
  'sync.health': all,
  'sync.secrets': all,
  'sync.removal': all,
  'sync.returnPage': all,
  'sync.connect': admin,
  'sync.rename': admin,
  'sync.pause': admin,
  'sync.goOn': admin,
  'sync.remove': admin,
  'sync.lock': billing,
  'sync.changePassphrase': admin,
  'sync.keepInKeyring': admin,
  'sync.setReturnPage': admin,
  // Opening the keys changes nothing in the book, and nobody can take money without.
  'sync.unlock': billing,
  'sync.parked': all,
};
