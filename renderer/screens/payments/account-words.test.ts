import { describe, expect, it } from 'vitest';
import { effectsOf, rootOf } from './account-words';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const day = '2026-11-21';

describe('effects of postings', () => {
  it('says who holds more and where it lies', () => {
    const effects = effectsOf([
      { from: 'credit:c1:paid', to: 'clearing:stripe', money: eur('500.00'), bookedOn: day, event: 1 },
      { from: 'clearing:stripe', to: 'fees:stripe', money: eur('7.25'), bookedOn: day, event: 1 },
    ]);
    expect(effects).toEqual([
      { account: 'clearing:stripe', root: 'clearing', currency: 'EUR', amount: '492.75' },
      { account: 'credit:c1:paid', root: 'credit', currency: 'EUR', amount: '500.00' },
      { account: 'fees:stripe', root: 'fees', currency: 'EUR', amount: '7.25' },
    ]);
  });

  it('leaves out what was taken back whole', () => {
    const effects = effectsOf([
      { from: 'credit:c1:paid', to: 'clearing:stripe', money: eur('500.00'), bookedOn: day, event: 1 },
      { from: 'clearing:stripe', to: 'credit:c1:paid', money: eur('500.00'), bookedOn: day, event: 2 },
    ]);
    expect(effects).toEqual([]);
  });

  it('keeps currencies apart', () => {
    const effects = effectsOf([
      {
        from: 'clearing:stripe',
        to: 'exchange:USD',
        money: { amount: '10.00', currency: 'USD' },
        bookedOn: day,
        event: 1,
      },
      { from: 'exchange:EUR', to: 'clearing:stripe', money: eur('9.00'), bookedOn: day, event: 1 },
    ]);
    expect(effects.filter(({ account }) => account === 'clearing:stripe')).toEqual([
      { account: 'clearing:stripe', root: 'clearing', currency: 'USD', amount: '-10.00' },
      { account: 'clearing:stripe', root: 'clearing', currency: 'EUR', amount: '9.00' },
    ]);
  });

  it('knows accounts by their first word', () => {
    expect(rootOf('fees:stripe:dispute')).toBe('disputeFees');
    expect(rootOf('constructor')).toBe('other');
  });
});
