/** The archive holds everything: as many rows as each table of the book, every event, and what its manifest says of each file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../../test/support/book';
import { keptBook } from '../../../test/support/kept-book';
import { projectionTables } from '../../db/classes';
import { all, one } from '../../db/sql';
import { dayIn } from '../../kernel/time';
import { archivedLocalTables, exportArchive } from './archive';

const manifestSchema = z.object({
  journal: z.object({ position: z.number(), hash: z.string() }),
  files: z.array(z.object({ name: z.string(), rows: z.number(), bytes: z.number(), sha256: z.string() })),
});

it('holds as many rows as the book, every event, and no secret', () => {
  const { book } = keptBook();
  const { db } = book;
  const file = path.join(temporaryFolder(), 'everything.zip');
  const atMs = Date.UTC(2026, 10, 21, 12);
  for (const step of exportArchive.run(db, { part: file, target: file, today: dayIn('UTC')(atMs), atMs })) void step;
  const parts = new Map(
    Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, Buffer.from(bytes)]),
  );
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const count = (table: string) => one<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`)?.n;
  const rows = (name: string) => Papa.parse<string[]>(text(name), { newline: '\r\n', delimiter: ',' }).data.length - 2;
  for (const table of [...projectionTables, ...archivedLocalTables])
    expect([table, rows(`tables/${table}.csv`)]).toEqual([table, count(table)]);
  const events = text('journal.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) =>
      z.object({ seq: z.number(), hash: z.string(), postings: z.array(z.unknown()) }).parse(JSON.parse(line)),
    );
  expect(events.map(({ seq }) => seq)).toEqual(
    all<{ seq: number }>(db, 'SELECT seq FROM event ORDER BY seq').map(({ seq }) => seq),
  );
  expect(events.reduce((sum, { postings }) => sum + postings.length, 0)).toBe(count('posting'));
  const { files, journal } = manifestSchema.parse(JSON.parse(text('manifest.json')));
  expect(journal).toEqual({ position: events.at(-1)?.seq, hash: events.at(-1)?.hash });
  expect([...parts.keys()].sort()).toEqual([...files.map(({ name }) => name), 'README.txt', 'manifest.json'].sort());
  for (const { name, sha256, bytes } of files) {
    const part = parts.get(name) ?? Buffer.alloc(0);
    expect([name, createHash('sha256').update(part).digest('hex'), part.length]).toEqual([name, sha256, bytes]);
    if (!name.startsWith('attachments/')) expect(text('README.txt')).toContain(name);
  }
  const secrets = all<{ code: string }>(
    db,
    'SELECT code FROM voucher_code UNION ALL SELECT sealed FROM gateway_account WHERE sealed IS NOT NULL',
  );
  expect(secrets.length).toBeGreaterThan(0);
  const whole = [...parts.values()].map((part) => part.toString('utf8')).join('\n');
  expect(secrets.filter(({ code }) => whole.includes(code))).toEqual([]);
});
