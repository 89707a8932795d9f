/** Which role may do what with what leaves the book as a file. */
import type { ProcedurePath } from '../contract';
import { type Role, roles } from '../kernel/operator';

const all = roles;
const admin: readonly Role[] = ['administrator'];

export const exportRights: Readonly<Record<Extract<ProcedurePath, `exports.${string}`>, readonly Role[]>> = {
  'exports.count': all,
  'exports.rows': all,
  'exports.again': all,
  'exports.archive': admin,
  'exports.journal': all,
  'exports.gl': all,
  'exports.glAccounts': all,
  'exports.setGlAccounts': admin,
  'exports.list': all,
  'exports.download': all,
};
