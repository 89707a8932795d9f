/** What is written and attached to an answer, read, checked and kept: beside the journal, for it names people. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { all, type Db, one, run } from '../../db/sql';
import type { EvidenceFile } from '../../gateways/ask';
import { maskCardNumbers } from '../../kernel/card-number';
import type { EvidencePart, EvidenceType } from '../../kernel/evidence';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { type answerInputSchema, MOST_FILE_BYTES } from './contract';

type Input = z.infer<typeof answerInputSchema>;

export interface Written {
  text: string;
  files: EvidenceFile[];
  /** SHA-256 of all of it. */
  hash: string;
}

const starts: Readonly<Record<EvidenceType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

/** A card's number never leaves by this way either. Throws Failure evidence-file for what no provider takes. */
export function readWritten(input: Pick<Input, 'text' | 'files'>): Written {
  const text = maskCardNumbers(input.text);
  const files = input.files.map((file): EvidenceFile => {
    const bytes = Buffer.from(file.content, 'base64');
    const isIt = starts[file.type].every((byte, at) => bytes[at] === byte);
    if (!isIt) throw new Failure('evidence-file', { name: file.name });
    return { part: file.part, name: maskCardNumbers(file.name), type: file.type, bytes };
  });
  const largest = files.reduce<EvidenceFile | null>(
    (most, file) => (file.bytes.length > (most?.bytes.length ?? 0) ? file : most),
    null,
  );
  const isTooMuch = files.reduce((sum, file) => sum + file.bytes.length, 0) > MOST_FILE_BYTES;
  const isTwice = new Set(files.map((file) => file.part)).size < files.length;
  if (largest && (isTooMuch || isTwice)) throw new Failure('evidence-file', { name: largest.name });
  return { text, files, hash: hashOf(text, files) };
}

function hashOf(text: string, files: readonly EvidenceFile[]): string {
  const parts = files.map(({ part, name, type, bytes }) => [part, name, type, sha256(bytes)]);
  return sha256(JSON.stringify([text, parts]));
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function keepWritten(db: Db, answer: Id, { text, files }: Written): void {
  const id = idToBytes(answer);
  run(db, 'INSERT INTO answer_text (answer, text) VALUES (?, ?)', id, text);
  for (const [n, { part, name, type, bytes }] of files.entries())
    run(
      db,
      'INSERT INTO answer_file (answer, n, part, name, type, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      ...[id, n, part, name, type, Buffer.from(bytes)],
    );
}

/** What was attached, without the files themselves; the text is null where it was erased. */
export function writtenOf(db: Db, answer: Uint8Array): { text: string | null; files: NamedFile[] } {
  return {
    text: one<{ text: string }>(db, 'SELECT text FROM answer_text WHERE answer = ?', answer)?.text ?? null,
    files: all<NamedFile>(db, 'SELECT part, name FROM answer_file WHERE answer = ? ORDER BY n', answer),
  };
}

interface NamedFile {
  part: EvidencePart;
  name: string;
}
