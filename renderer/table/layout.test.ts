import { describe, expect, it } from 'vitest';
import type { TableColumn } from './column';
import { moved, plainLayout, readLayout, withShown } from './layout';

const column = (id: string, shown = true): TableColumn<string> => ({
  id,
  kind: 'text',
  label: id,
  sortable: true,
  shown,
  width: 100,
  least: 60,
  priority: 1,
  grows: false,
  cell: () => null,
  text: () => '',
});
const columns = [column('a'), column('b'), column('c', false), column('d')];

describe('layouts', () => {
  it('reads what was kept', () => {
    const layout = { order: ['d', 'a', 'b', 'c'], shown: ['a', 'c'], widths: { a: 222 } };
    expect(readLayout(JSON.stringify(layout), columns)).toEqual(layout);
  });

  it('takes in columns that came since, and lets go of those that went', () => {
    const kept = JSON.stringify({ order: ['b', 'old', 'a'], shown: ['b', 'old'], widths: { old: 9, b: 1e9 } });
    expect(readLayout(kept, columns)).toEqual({
      order: ['b', 'a', 'c', 'd'],
      shown: ['b', 'd'],
      widths: { b: 1200 },
    });
  });

  it('gives nothing for what is no layout', () => {
    for (const text of ['', '{', '[]', 'null', '{"order":1,"shown":2}', '{"order":[],"shown":[]}']) {
      expect(readLayout(text, columns)).toBeNull();
    }
  });

  it('moves and hides, but keeps one column', () => {
    const layout = plainLayout(columns);
    expect(moved(layout, 'd', -2).order).toEqual(['a', 'd', 'b', 'c']);
    expect(moved(layout, 'a', -5).order).toEqual(['a', 'b', 'c', 'd']);
    const one = withShown(withShown(layout, 'a', false), 'b', false);
    expect(one.shown).toEqual(['d']);
    expect(withShown(one, 'd', false).shown).toEqual(['d']);
    expect(withShown(one, 'c', true).shown).toEqual(['d', 'c']);
  });
});
