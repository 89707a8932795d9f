import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Life } from './life';

describe('the life of a browser shell', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const seconds = (count: number) => vi.advanceTimersByTime(count * 1000);

  it('ends a minute after the last window left, counted anew by each that comes', () => {
    const onEnd = vi.fn();
    const life = new Life({ waitsForFirst: true, onEnd });
    seconds(3600);
    life.came();
    life.came();
    life.left();
    seconds(3600);
    life.left();
    seconds(59);
    life.came();
    seconds(120);
    life.left();
    seconds(59);
    expect(onEnd).not.toHaveBeenCalled();
    seconds(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
    seconds(3600);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('ends after a minute when nobody can come', () => {
    const onEnd = vi.fn();
    new Life({ waitsForFirst: false, onEnd });
    seconds(60);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('does not count the time that the computer slept', () => {
    const onEnd = vi.fn();
    const life = new Life({ waitsForFirst: false, onEnd });
    seconds(30);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    seconds(29);
    expect(onEnd).not.toHaveBeenCalled();
    life.stop();
  });
});
