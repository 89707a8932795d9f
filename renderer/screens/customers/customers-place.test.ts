import { describe, expect, it } from 'vitest';
import { byName, readCustomerFilter, readCustomerSort, readWhy, writeCustomerQuery, writeWhy } from './customers-place';

describe('the customers screen in the address', () => {
  it('reads what it writes', () => {
    const filter = { text: 'Rhein & Söhne', owing: true };
    const sort = { column: 'lastPayment', direction: 'desc' } as const;
    const query = writeCustomerQuery(filter, sort);
    expect(readCustomerFilter(query)).toEqual(filter);
    expect(readCustomerSort(query)).toEqual(sort);
    expect(writeCustomerQuery({}, byName)).toEqual({});
  });

  it('leaves out what is not understood', () => {
    expect(readCustomerFilter({ text: '  ', owing: 'perhaps' })).toEqual({});
    for (const sort of ['balance.asc', 'name.up', 'nothing.asc', '', 'toString.asc']) {
      expect(readCustomerSort({ sort })).toEqual(byName);
    }
  });

  it('keeps which balance is explained, and as of when', () => {
    const why = { currency: 'EUR', asOf: '2026-05-31' };
    expect(readWhy(writeWhy(why))).toEqual(why);
    expect(readWhy(writeWhy({ currency: 'JPY', asOf: null }))).toEqual({ currency: 'JPY', asOf: null });
    expect(readWhy({ why: 'EUR', asOf: '2026-02-30' })).toEqual({ currency: 'EUR', asOf: null });
    expect(readWhy({ why: 'euro' })).toBeNull();
    expect(writeWhy(null)).toEqual({});
  });
});
