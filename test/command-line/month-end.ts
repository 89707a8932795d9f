/** The manual's script, run as it stands, and what every command about matches, exceptions and closed months answers afterwards. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Home } from './counterfoil';

const root = path.resolve(import.meta.dirname, '../..');
const LONGEST_MS = 200_000;

/** Its last month, from statements to the sealed bundle. Gives the month. */
export async function closedMonth(home: Home): Promise<{ key: string; bundle: string }> {
  const env = {
    ...process.env,
    COUNTERFOIL_HOME: home.folder,
    COUNTERFOIL: `${process.execPath} ${path.join(root, 'out/main/cli.js')}`,
  };
  const told = await new Promise<string>((resolve, reject) => {
    const options = { cwd: root, env, timeout: LONGEST_MS, maxBuffer: 16 * 1024 * 1024 };
    execFile('bash', [path.join(root, 'docs/month-end.sh')], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${stdout.slice(-2_000)}\n${stderr}`)) : resolve(stdout),
    );
  });
  expect(told).toMatch(/^\d+ matched, 6 open\.$/m);
  expect(told).toContain('6 booked as receipt.');
  expect(told).toContain('No exceptions.');
  const key = /^(\d{4}-\d{2}) waits for a second operator; Marta Olsen asked to close it\.$/m.exec(told)?.[1] ?? '';
  expect(told).toContain('by Marta Olsen, approved by Tomás Rey.');
  expect(told).toMatch(/^Whole: \d+ files are as they were sealed\.$/m);
  return { key, bundle: path.join(home.folder, key, `${key}.zip`) };
}

/** One byte of a file in it: named, and the command ends with 4. */
export async function expectTampered(home: Home, { bundle }: { bundle: string }): Promise<void> {
  const bytes = readFileSync(bundle);
  const at = bytes.indexOf(Buffer.from('journal.csv')) + 400;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const tampered = path.join(path.dirname(bundle), 'tampered.zip');
  writeFileSync(tampered, bytes);
  const ended = await home.counterfoil(['verify-bundle', tampered]);
  expect(ended.code).toBe(4);
  expect(ended.stdout).toContain('journal.csv');
  expect((await home.counterfoil(['verify-bundle', path.join(root, 'package.json')])).code).toBe(1);
}

interface Line {
  id: string;
  money: { amount: string };
  match: string;
}

/** What is matched is proven, taken back and matched again; a closed month stays closed. */
export async function expectAnswers(home: Home, { key }: { key: string }): Promise<void> {
  const code = async (...words: string[]) => (await home.counterfoil(words)).code;
  const matched = await home.json<Line[]>(['match', 'lines', '--matched', '--bank', 'main', '--text', 'Stripe']);
  const [line] = matched;
  if (!line) throw new Error('nothing is matched');
  const paper = path.join(home.folder, 'proof.pdf');
  const proof = await home.json<{ holds: boolean }>(['prove', line.id, '--out', paper]);
  expect([proof.holds, existsSync(paper)]).toEqual([true, true]);
  expect(await code('prove', 'po_nobody_knows')).toBe(1);

  // A receipt of the closed month is taken back and booked anew: it counts today, and is told as late.
  const [receipt] = await home.json<Line[]>(['match', 'lines', '--matched', '--bank', 'main', '--text', 'J. DOE']);
  await home.json(['match', 'undo', receipt?.match ?? '']);
  const [open] = await home.json<Line[]>(['match', 'lines']);
  expect(open?.money).toEqual(receipt?.money);
  const candidates = await home.json<{ proposals: unknown[] }>(['match', 'line', open?.id ?? '']);
  expect(candidates.proposals).toEqual([]);
  const parts = await home.json<{ parts: string[] }>([
    ...['match', 'split', open?.id ?? '', '--into', '70.00', '--into', '5.00'],
  ]);
  expect(await home.json(['match', 'book', ...parts.parts, '--as', 'receipt'])).toMatchObject({ booked: 2 });
  expect(await code('match', 'book', '--as', 'gift', '--text', 'DOE')).toBe(2);
  expect(await code('match', 'undo', receipt?.match ?? '')).toBe(1);
  expect((await home.json<unknown[]>(['late', key])).length).toBeGreaterThan(1);
  expect(await code('exceptions', '--type', 'late')).toBe(4);
  expect(await code('exceptions', 'answer', 'late 1', '--ignore', 'no')).toBe(2);

  const rules = await home.json<{ id: string; automatic: boolean }[]>(['match', 'rules', '--automatic', 'fees']);
  expect(rules.filter(({ automatic }) => automatic).map(({ id }) => id)).toEqual(['fees']);
  expect(await home.json(['match', 'try', 'fees'])).toMatchObject({ contradicts: 0 });
  expect(await home.json(['match', '--auto'])).toMatchObject({ matched: 0, open: 0 });
  expect(await code('match', 'try', 'no-such-rule')).toBe(2);

  expect(await code('close', key)).toBe(1);
  expect(await home.json(['reopen', key, '--reason', 'a line was forgotten'])).toMatchObject({ state: 'requested' });
  expect(await code('reopen', key, '--approve')).toBe(1);
  expect(await code('reopen', key, '--refuse', 'nothing was forgotten')).toBe(0);
}
