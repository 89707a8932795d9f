import { describe, expect, it } from 'vitest';
import { linkTo, readPlace, writePlace } from './navigation';

describe('addresses', () => {
  it('reads what it writes', () => {
    const place = { screen: 'payments', id: '0191-ab', query: { status: 'Pending', text: 'Café & Söhne = 50%?#/' } };
    expect(readPlace(writePlace(place))).toEqual(place);
  });

  it('reads a bare screen', () => {
    expect(readPlace('#/exports')).toEqual({ screen: 'exports', id: null, query: {} });
    expect(linkTo('payments', 'x', { text: '' })).toBe('#/payments/x');
  });

  it('takes nothing that is not a place', () => {
    for (const hash of ['', '#', '#c=abcdef', '#/Payments', '#//evil', '#/payments/a/b', 'javascript:alert(1)']) {
      expect(readPlace(hash)).toBeNull();
    }
  });

  it('keeps names that mean something to JavaScript as plain text', () => {
    const place = readPlace('#/payments?__proto__=x&constructor=y');
    expect(Object.keys(place?.query ?? {}).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
