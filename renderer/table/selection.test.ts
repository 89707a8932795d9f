import { describe, expect, it } from 'vitest';
import { everythingSelected, isSelected, nothingSelected, selectedCount, toggled, withRows } from './selection';

describe('selection', () => {
  it('chooses row by row', () => {
    const one = toggled(nothingSelected, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(selectedCount(one, 10)).toBe(1);
    expect(selectedCount(toggled(one, 'a'), 10)).toBe(0);
  });

  it('chooses all of a filter but some', () => {
    const all = toggled(everythingSelected, 'b');
    expect(isSelected(all, 'a')).toBe(true);
    expect(isSelected(all, 'b')).toBe(false);
    expect(selectedCount(all, 1_000_000)).toBe(999_999);
    expect(isSelected(toggled(all, 'b'), 'b')).toBe(true);
  });

  it('chooses ranges in both kinds', () => {
    const range = withRows(nothingSelected, ['a', 'b', 'c'], true);
    expect(selectedCount(range, 10)).toBe(3);
    expect(selectedCount(withRows(range, ['b'], false), 10)).toBe(2);
    const all = withRows(everythingSelected, ['a', 'b'], false);
    expect(selectedCount(all, 10)).toBe(8);
    expect(selectedCount(withRows(all, ['a'], true), 10)).toBe(9);
  });
});
