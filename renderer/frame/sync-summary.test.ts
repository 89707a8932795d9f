import { describe, expect, it } from 'vitest';
import type { GatewayState } from '../../main/features/sync/contract';
import { gravest } from './sync-summary';

const gateway = (change: Partial<GatewayState>): GatewayState => ({
  key: 'stripe',
  provider: 'stripe',
  label: 'Stripe',
  environment: 'sandbox',
  account: 'acct_1',
  state: 'idle',
  lastAt: 1000,
  nextAt: 61_000,
  progress: null,
  failure: null,
  clockMinutes: null,
  coverage: [],
  parked: 0,
  provenAt: null,
  ...change,
});

describe('the bar’s line', () => {
  it('says the gravest thing first', () => {
    const running = gateway({ state: 'running' });
    const failed = gateway({ state: 'error', label: 'PayPal' });
    expect(gravest([running, failed], true)).toEqual({ kind: 'error', label: 'PayPal' });
    expect(gravest([gateway({ state: 'offline' }), running], true).kind).toBe('running');
    expect(gravest([gateway({ state: 'locked' }), running], true).kind).toBe('locked');
    expect(gravest([failed], false).kind).toBe('away');
    expect(gravest([], true).kind).toBe('none');
  });

  it('does not wait for what a person paused', () => {
    const paused = gateway({ state: 'paused', lastAt: null, nextAt: null });
    expect(gravest([paused, gateway({})], true)).toEqual({ kind: 'idle', lastAt: 1000, nextAt: 61_000 });
    expect(gravest([paused], true).kind).toBe('paused');
  });

  it('never claims to be fresher than the oldest gateway', () => {
    const both = [gateway({ lastAt: 5000, nextAt: null }), gateway({ lastAt: 2000, nextAt: 9000 })];
    expect(gravest(both, true)).toEqual({ kind: 'idle', lastAt: 2000, nextAt: 9000 });
    expect(gravest([gateway({}), gateway({ lastAt: null })], true)).toMatchObject({ lastAt: null });
  });
});
