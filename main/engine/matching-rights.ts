/** Which role may do what with matches, rules, exceptions, claims and deposits without an owner. */
import type { ProcedurePath } from '../contract';
import { type Role, roles } from '../kernel/operator';

const all = roles;
const admin: readonly Role[] = ['administrator'];
const billing: readonly Role[] = ['administrator', 'billing'];
const notes: readonly Role[] = ['administrator', 'billing', 'support'];

export const matchingRights: Readonly<Record<Extract<ProcedurePath, `matching.${string}`>, readonly Role[]>> = {
  'matching.banks': all,
  'matching.waiting': all,
  'matching.lines': all,
  'matching.proposals': all,
  'matching.fitting': all,
  'matching.candidates': all,
  'matching.exact': all,
  'matching.get': all,
  'matching.match': billing,
  'matching.accept': billing,
  'matching.run': billing,
  'matching.undo': billing,
  'matching.refuse': billing,
  'matching.proof': all,
  'matching.writeProof': all,
  'matching.exceptions': all,
  'matching.exceptionAges': all,
  'matching.say': notes,
  'matching.backTest': all,
  'matching.receipts': all,
  'matching.assign': billing,
  'matching.claims': all,
  'matching.claim': notes,
  'matching.tie': notes,
  'matching.answer': notes,
  'matching.underWay': all,
  'matching.calendar': all,
  'matching.setCalendar': admin,
  'matching.rules': all,
  'matching.setRules': admin,
};
