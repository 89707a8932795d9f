import { describe, expect, it } from 'vitest';
import type { PaymentFilter } from '../../../main/features/payments/contract';
import { idMaker } from '../../../main/kernel/id';
import { isFiltered, newestFirst, readFilter, readSort, writeQuery } from './filter-query';

const newId = idMaker({ now: () => 1_790_000_000_000 });
const full: PaymentFilter = {
  status: 'Pending',
  text: 'pi_3 & co',
  from: '2026-01-01',
  to: '2026-02-28',
  gateways: ['stripe', 'account'],
  methods: ['card', 'direct-debit'],
  currencies: ['EUR', 'JPY'],
  purposes: ['top-up'],
  minAmount: '-10.50',
  maxAmount: '15000',
  customer: newId(),
  payout: newId(),
  flagged: true,
  reversedBy: 'dispute',
  reversedFrom: '2026-01-01',
  reversedTo: '2026-01-31',
  reversedIn: 'USD',
};

describe('the filter in the address', () => {
  it('comes back as it was', () => {
    expect(readFilter(writeQuery(full, newestFirst))).toEqual(full);
    expect(readFilter(writeQuery({}, newestFirst))).toEqual({});
  });

  it('leaves out what is not understood', () => {
    const query = {
      status: 'Paid',
      from: '2026-02-30',
      to: 'tomorrow',
      method: 'card,cash',
      currency: 'usd,EUR,XXX',
      min: '1e3',
      customer: '../../x',
      flagged: 'maybe',
      gateway: 'a b,stripe',
      surprise: '1',
      reversed: 'chargeback',
      reversedFrom: '2026-01-01',
    };
    expect(readFilter(query)).toEqual({ methods: ['card'], currencies: ['EUR'], gateways: ['stripe'] });
  });

  it('keeps the sorting', () => {
    expect(readSort(writeQuery({}, { column: 'amount', direction: 'asc' }))).toEqual({
      column: 'amount',
      direction: 'asc',
    });
    expect(writeQuery({}, newestFirst)).toEqual({});
    expect(readSort({ sort: 'amount.sideways' })).toEqual(newestFirst);
    expect(readSort({ sort: 'nothing.asc' })).toEqual(newestFirst);
  });

  it('tells a filter from a tab', () => {
    expect(isFiltered({ status: 'Pending' })).toBe(false);
    expect(isFiltered({ status: 'Pending', text: 'a' })).toBe(true);
  });
});
