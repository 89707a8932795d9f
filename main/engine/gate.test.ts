import { expect, it } from 'vitest';
import { Failure } from '../kernel/failure';
import { Gate } from './gate';

it('lets through at once when nothing is written, and only after the end when a long act is', async () => {
  const gate = new Gate(Promise.resolve());
  await gate;
  const told: string[] = [];
  const open = gate.shut();
  expect(gate.isShut).toBe(true);
  const waiting = (async () => {
    await gate;
    told.push('wrote');
  })();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told).toEqual([]);
  open();
  await waiting;
  expect(told).toEqual(['wrote']);
  expect(gate.isShut).toBe(false);
});

it('is shut for who comes again, even when it was opened and shut between', async () => {
  const gate = new Gate(Promise.resolve());
  const open = gate.shut();
  const waiting = gate.then(() => gate.isShut);
  open();
  const second = gate.shut();
  setTimeout(second, 5);
  expect(await waiting).toBe(false);
});

it('never opens for a damaged book', async () => {
  const gate = new Gate(Promise.reject(new Failure('book-damaged', { file: 'x', detail: 'y' })));
  await expect(gate).rejects.toThrow('book-damaged');
  expect(await gate.catch(() => 'caught')).toBe('caught');
  await expect(gate.finally()).rejects.toThrow('book-damaged');
});
