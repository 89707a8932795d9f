import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterScroll,
  atRest,
  DRAWN_CAP,
  drawnFromTrue,
  drawnHeight,
  type Extent,
  isScaled,
  ranOut,
  rowsSeen,
  topToShow,
  trueFromDrawn,
  trueHeight,
} from './scroll-scale';

const extents = fc.record({
  count: fc.integer({ min: 0, max: 20_000_000 }),
  rowHeight: fc.constantFrom(32, 46),
  view: fc.integer({ min: 100, max: 2000 }),
});
const small: Extent = { count: 2000, rowHeight: 32, view: 700 };
const large: Extent = { count: 5_000_000, rowHeight: 32, view: 700 };

describe('heights', () => {
  it('never draws more than the cap, and draws short lists as they are', () => {
    fc.assert(
      fc.property(extents, (extent) => {
        expect(drawnHeight(extent)).toBeLessThanOrEqual(DRAWN_CAP);
        if (!isScaled(extent)) expect(drawnHeight(extent)).toBe(trueHeight(extent));
      }),
    );
  });

  it('reaches the first and the last row with the scrollbar', () => {
    fc.assert(
      fc.property(extents, (extent) => {
        expect(trueFromDrawn(0, extent)).toBe(0);
        const end = trueFromDrawn(drawnHeight(extent) - extent.view, extent);
        expect(rowsSeen(end, extent, 0).last).toBe(extent.count - 1);
      }),
    );
  });

  it('turns a true top into a drawn one and back', () => {
    fc.assert(
      fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, share) => {
        const top = Math.floor(share * Math.max(0, trueHeight(extent) - extent.view));
        expect(trueFromDrawn(drawnFromTrue(top, extent), extent)).toBeCloseTo(top, 3);
      }),
    );
  });
});

describe('scrolling', () => {
  it('moves small steps by the same pixels, also in a scaled list', () => {
    const before = { drawn: 4_000_000, true: 77_000_000 };
    expect(afterScroll(before, 4_000_120, large)).toEqual({ drawn: 4_000_120, true: 77_000_120 });
    expect(afterScroll(before, 3_999_900, large).true).toBe(76_999_900);
  });

  it('moves a jump in proportion', () => {
    const half = (drawnHeight(large) - large.view) / 2;
    expect(afterScroll({ drawn: 0, true: 0 }, half, large).true).toBeCloseTo((trueHeight(large) - large.view) / 2, 3);
  });

  it('follows a short list exactly', () => {
    expect(afterScroll({ drawn: 0, true: 0 }, 40_000, small)).toEqual({ drawn: 40_000, true: 40_000 });
  });

  it('comes to rest at the same rows', () => {
    const rest = atRest({ drawn: 100, true: 9_000_000 }, large);
    expect(rest.true).toBe(9_000_000);
    expect(trueFromDrawn(rest.drawn, large)).toBeCloseTo(9_000_000, 3);
  });

  it('lets steps reach both ends however often they drift', () => {
    for (const direction of [1, -1]) {
      let tops = { drawn: DRAWN_CAP / 2, true: trueFromDrawn(DRAWN_CAP / 2, large) };
      tops = atRest({ ...tops, true: direction > 0 ? trueHeight(large) - 60_000 : 60_000 }, large);
      for (let i = 0; i < 1000; i++) {
        const limit = drawnHeight(large) - large.view;
        tops = afterScroll(tops, Math.min(limit, Math.max(0, tops.drawn + direction * 100)), large);
        if (ranOut(tops, large)) tops = atRest(tops, large);
      }
      expect(tops.true).toBeCloseTo(direction > 0 ? trueHeight(large) - large.view : 0, 3);
    }
  });
});

describe('rows', () => {
  it('covers the view', () => {
    fc.assert(
      fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, share) => {
        const top = share * Math.max(0, trueHeight(extent) - extent.view);
        const { first, last } = rowsSeen(top, extent, 5);
        if (extent.count === 0) {
          expect(last).toBe(-1);
          return;
        }
        expect(first * extent.rowHeight).toBeLessThanOrEqual(top);
        const end = (last + 1) * extent.rowHeight;
        expect(end >= Math.min(top + extent.view, trueHeight(extent)) - 0.001).toBe(true);
        expect(last - first).toBeLessThanOrEqual(Math.ceil(extent.view / extent.rowHeight) + 12);
      }),
    );
  });

  it('shows a row with the least movement', () => {
    expect(topToShow(3, 0, small)).toBe(0);
    expect(topToShow(0, 500, small)).toBe(0);
    expect(topToShow(100, 0, small)).toBe(101 * 32 - 700);
    expect(topToShow(1999, 0, small)).toBe(2000 * 32 - 700);
  });
});
