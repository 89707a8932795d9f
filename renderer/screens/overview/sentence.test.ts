import { describe, expect, it } from 'vitest';
import { type Day, sentenceOf } from './sentence';

const quiet: Day = { pending: 0, pendingOld: 0, toLookAt: 0, disputesOpen: 0, disputesLate: 0, answerBy: null };
const stripe = { label: 'Stripe', state: 'idle', lastAt: 5 } as const;

describe('the sentence of the day', () => {
  it('tells of a gateway that was not fetched before anything else', () => {
    const busy = { ...quiet, disputesOpen: 2, answerBy: 9, pendingOld: 4 };
    expect(sentenceOf([stripe, { label: 'PayPal', state: 'offline', lastAt: 7 }], busy)).toEqual({
      say: 'offline',
      gateway: 'PayPal',
      at: 7,
    });
    expect(sentenceOf([{ ...stripe, state: 'error' }], busy)).toMatchObject({ say: 'failing' });
    expect(sentenceOf([{ ...stripe, state: 'locked', lastAt: null }], busy)).toMatchObject({ say: 'never' });
    expect(sentenceOf([{ ...stripe, state: 'running', lastAt: null }], quiet)).toMatchObject({ say: 'never' });
    expect(sentenceOf([], busy)).toEqual({ say: 'none' });
    expect(sentenceOf([stripe, { ...stripe, state: 'paused', lastAt: null }], quiet)).toEqual({ say: 'quiet' });
  });

  it('goes on with what is most pressing', () => {
    const all = { pending: 9, pendingOld: 4, toLookAt: 3, disputesOpen: 2, disputesLate: 0, answerBy: 9 };
    expect(sentenceOf([stripe], { ...all, disputesLate: 1 })).toEqual({ say: 'late', count: 1 });
    expect(sentenceOf([stripe], all)).toEqual({ say: 'dispute', count: 2, by: 9 });
    expect(sentenceOf([stripe], { ...all, answerBy: null })).toEqual({ say: 'look', count: 3 });
    expect(sentenceOf([stripe], { ...all, disputesOpen: 0, toLookAt: 0 })).toEqual({ say: 'old', count: 4 });
    expect(sentenceOf([stripe], { ...quiet, pending: 9 })).toEqual({ say: 'waiting', count: 9 });
    expect(sentenceOf([stripe], quiet)).toEqual({ say: 'quiet' });
  });
});
