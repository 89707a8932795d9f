/** Which role may do what with bank accounts, statements and their lines. */
import type { ProcedurePath } from '../contract';
import { type Role, roles } from '../kernel/operator';

const all = roles;
const admin: readonly Role[] = ['administrator'];
const billing: readonly Role[] = ['administrator', 'billing'];

export const bankRights: Readonly<
  Record<Extract<ProcedurePath, `statements.${string}` | `gatewayReports.${string}`>, readonly Role[]>
> = {
  'statements.accounts': all,
  'statements.addAccount': admin,
  'statements.changeAccount': admin,
  'statements.upload': billing,
  'statements.look': billing,
  'statements.store': billing,
  'statements.profiles': all,
  'statements.forgetProfile': billing,
  'statements.demoFiles': all,
  'statements.list': all,
  'statements.reverse': billing,
  'statements.lines': all,
  'statements.totals': all,
  'statements.line': all,
  'statements.split': billing,
  'statements.join': billing,
  'gatewayReports.look': billing,
  'gatewayReports.store': billing,
  'gatewayReports.list': all,
  'gatewayReports.findings': all,
  'gatewayReports.reverse': billing,
};
