/** Which lines a proposal brings along: all that it explains, and never one of another bank. */
import { expect, test } from 'vitest';
import { type ProposalRow, proposalSchema } from '../../../../main/features/matching/contract';
import { moreOf } from './chosen';

const open = '01a2072a-4054-7000-925f-fd3a623fb2e7';
const other = '01a2072a-4054-7001-95cd-dbdd49ee1f05';

function proposal(account: string): ProposalRow {
  const booked = {
    ...{ kind: 'book', id: null, label: '', who: '', account, money: { amount: '400.00', currency: 'EUR' } },
    ...{ seen: null, day: null, pending: false, note: '' },
  };
  return proposalSchema.parse({
    ...{ key: 'k', rule: 'r', ruleKind: 'words', exact: true, lines: [open, other], evidence: [], difference: '0.00' },
    items: [booked],
  });
}

test('all of its lines but the open one; of a transfer between banks only the open one', () => {
  expect(moreOf(proposal('fees:bank'), open)).toEqual([other]);
  expect(moreOf(proposal('transit:own-banks'), open)).toEqual([]);
});
