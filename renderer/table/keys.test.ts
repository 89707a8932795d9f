import { describe, expect, it } from 'vitest';
import { gridAction, rowAfter } from './keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  gridAction({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('keys', () => {
  it('moves with arrows and with J and K', () => {
    expect(press('j')).toEqual({ do: 'move', step: 'down', extend: false });
    expect(press('K', { shiftKey: true })).toEqual({ do: 'move', step: 'up', extend: true });
    expect(press('PageDown')).toEqual({ do: 'move', step: 'pageDown', extend: false });
    expect(press('End', { ctrlKey: true })).toEqual({ do: 'move', step: 'last', extend: false });
  });

  it('opens, chooses, finds and closes', () => {
    expect(press('Enter')).toEqual({ do: 'open' });
    expect(press(' ')).toEqual({ do: 'toggle' });
    expect(press('/')).toEqual({ do: 'find' });
    expect(press('Escape')).toEqual({ do: 'close' });
    expect(press('a', { ctrlKey: true })).toEqual({ do: 'selectAll' });
    expect(press('a', { metaKey: true })).toEqual({ do: 'selectAll' });
  });

  it('leaves everything else to the browser', () => {
    for (const key of ['a', 'F5', 'Tab', 'constructor', 'toString']) expect(press(key)).toBeNull();
    expect(press('j', { altKey: true })).toBeNull();
    expect(press('j', { ctrlKey: true })).toBeNull();
  });
});

describe('rowAfter', () => {
  it('stays in the list, with the head above the first row', () => {
    expect(rowAfter('up', 0, 10, 5)).toBe(-1);
    expect(rowAfter('up', -1, 10, 5)).toBe(-1);
    expect(rowAfter('pageUp', 3, 10, 5)).toBe(0);
    expect(rowAfter('pageUp', -1, 10, 5)).toBe(-1);
    expect(rowAfter('pageDown', 8, 10, 5)).toBe(9);
    expect(rowAfter('first', 8, 10, 5)).toBe(0);
    expect(rowAfter('last', 0, 1_000_000, 5)).toBe(999_999);
    expect(rowAfter('down', -1, 0, 5)).toBe(-1);
    expect(rowAfter('left', 4, 10, 5)).toBe(4);
  });
});
