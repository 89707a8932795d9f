import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitColumns, type WidthColumn } from './widths';

const column = (id: string, width: number, least: number, priority: number, grows = false): WidthColumn => ({
  id,
  width,
  least,
  priority,
  grows,
});
const some = [
  column('date', 110, 90, 1),
  column('customer', 170, 120, 1),
  column('description', 220, 100, 2, true),
  column('gateway', 116, 80, 3),
];

describe('fitColumns', () => {
  it('gives what is left over to the growing column', () => {
    const { widths, hidden } = fitColumns(some, 1000);
    expect(hidden).toEqual([]);
    expect(widths.get('date')).toBe(110);
    expect(widths.get('description')).toBe(1000 - 110 - 170 - 116);
  });

  it('shrinks the growing column first, then the others', () => {
    expect(fitColumns(some, 516).widths.get('description')).toBe(120);
    const tight = fitColumns(some, 460).widths;
    expect(tight.get('description')).toBe(100);
    expect([...tight.values()].reduce((a, b) => a + b)).toBe(460);
  });

  it('hides the least important column when nothing more can shrink', () => {
    expect(fitColumns(some, 380).hidden).toEqual(['gateway']);
    expect(fitColumns(some, 250).hidden).toEqual(['description', 'gateway']);
  });

  it('never goes over the room while more than one column is left', () => {
    const columns = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        width: fc.integer({ min: 60, max: 400 }),
        least: fc.integer({ min: 40, max: 60 }),
        priority: fc.integer({ min: 1, max: 5 }),
        grows: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20, selector: (column) => column.id },
    );
    fc.assert(
      fc.property(columns, fc.integer({ min: 60, max: 3000 }), (list, room) => {
        const { widths, hidden } = fitColumns(list, room);
        expect(widths.size + hidden.length).toBe(list.length);
        const total = [...widths.values()].reduce((a, b) => a + b, 0);
        const grows = list.some(({ id, grows }) => grows && widths.has(id));
        const wished = list.reduce((sum, { id, width }) => sum + (widths.has(id) ? width : 0), 0);
        expect(total).toBe(grows ? room : Math.min(room, wished));
        for (const { id, least } of list) expect(widths.get(id) ?? least).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
