import { describe, expect, it } from 'vitest';
import { InTurn } from './in-turn.ts';

function heard() {
  const told: string[] = [];
  const turns = new InTurn((text) => told.push(String(text)));
  return { told, turns };
}

describe('sections that are read one after the other', () => {
  it('lets the first one through at once, and the next one when that has ended', () => {
    const { told, turns } = heard();
    const first = turns.take();
    const second = turns.take();
    second.say('b1');
    first.say('a1');
    expect(told).toEqual(['a1']);
    first.end();
    second.say('b2');
    expect(told).toEqual(['a1', 'b1', 'b2']);
  });
  it('keeps one that ended before its turn', () => {
    const { told, turns } = heard();
    const first = turns.take();
    const second = turns.take();
    const third = turns.take();
    second.say('b');
    second.end();
    third.say('c');
    first.say('a');
    expect(told).toEqual(['a']);
    first.end();
    expect(told).toEqual(['a', 'b', 'c']);
  });
  it('tells all of it, once, when it is stopped', () => {
    const { told, turns } = heard();
    const first = turns.take();
    const second = turns.take();
    second.say('b');
    first.say('a');
    turns.tellAll();
    first.end();
    expect(told).toEqual(['a', 'b']);
  });
});
