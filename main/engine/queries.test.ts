/** A reading that no reader thread knows answers nothing: the screen that asks stays silent, and only the log says why. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readings } from './queries';

const main = path.resolve(import.meta.dirname, '..');
/** `query('invoices.page', …)`, and what is made of a job. */
const made = /\b(?:query|job|paperJob|zipJob)(?:<[^()]*>)?\(\s*'([a-z]+\.[A-Za-z-]+)'/g;

test('every reading that a feature makes is known to the reader threads, under a name of its own', () => {
  const files = readdirSync(main, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(path.join(main, file), 'utf8').matchAll(made)].map(([, name]) => name ?? ''),
  );
  expect(names.length).toBeGreaterThan(80);
  expect(readings.map(({ name }) => name).sort()).toEqual(names.sort());
});
