/** A choice made while the kept one is still being read. */
import { describe, expect, it } from 'vitest';
import { Unsaved } from './unsaved';

describe('a choice that is not saved yet', () => {
  it('is not taken back by a read that began before it', () => {
    const unsaved = new Unsaved();
    unsaved.choose('table.payments', 'new');
    expect(unsaved.over('table.payments', null)).toBe('new');
    expect(unsaved.over('table.payments', 'old')).toBe('new');
    expect(unsaved.over('theme', 'dark')).toBe('dark');
  });

  it('gives way to the book once it is saved, unless another was made meanwhile', () => {
    const unsaved = new Unsaved();
    unsaved.choose('theme', 'dark');
    unsaved.choose('theme', 'light');
    unsaved.saved('theme', 'dark');
    expect(unsaved.over('theme', 'dark')).toBe('light');
    unsaved.saved('theme', 'light');
    expect(unsaved.over('theme', 'auto')).toBe('auto');
  });
});
