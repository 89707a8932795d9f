/** What is not known is never told as done or as failed. */
import { expect, it } from 'vitest';
import { standingOf } from './standing';

const pending = { status: 'Pending', state: null, link: null } as const;

it.each([
  ['a transfer', {}, 'pending'],
  ['a page', { state: 'done', link: 'https://pay.example/1' }, 'page'],
  ['one without an answer', { state: 'unknown' }, 'unknown'],
  ['one on its way', { state: 'sending' }, 'unknown'],
  ['one that the provider has nothing of', { state: 'not-found' }, 'not-found'],
  ['a draft', { state: 'drafted' }, 'drafted'],
  ['one that waits for the network', { state: 'waiting' }, 'waiting'],
  ['one that was paid', { status: 'Completed', state: 'done' }, 'completed'],
  ['one that was declined', { status: 'Cancelled', state: 'done' }, 'cancelled'],
] as const)('%s', (_name, more, standing) => {
  expect(standingOf({ ...pending, ...more })).toBe(standing);
});
