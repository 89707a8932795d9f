/**
 * Files attached to what operators do. They stand in the book's own file under their SHA-256, written in the transaction that names them:
 * a book is one file, so that a copy of it has all of them, and none is named that is not there.
 */
import { createHash } from 'node:crypto';
import {
  type AttachedFile,
  type AttachmentType,
  LONGEST_ATTACHED_NAME,
  MOST_ATTACHED_BYTES,
  MOST_ATTACHMENTS,
} from '../kernel/attachment';
import { maskCardNumbers } from '../kernel/card-number';
import { Failure } from '../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../kernel/id';
import { all, type Db, one, run } from './sql';

export interface Attachment extends AttachedFile {
  content: Uint8Array;
}

const starts: readonly (readonly [AttachmentType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** Throws Failure attachment-file for what is neither PDF, picture nor text, attachment-many, attachment-card. */
export function readAttachments(given: readonly { name: string; content: Uint8Array }[]): Attachment[] {
  const together = given.reduce((sum, { content }) => sum + content.byteLength, 0);
  if (given.length > MOST_ATTACHMENTS || together > MOST_ATTACHED_BYTES)
    throw new Failure('attachment-many', { most: MOST_ATTACHMENTS });
  const files = given.map(({ name: path, content }) => {
    const name = plainName(path);
    const type = typeOf(content);
    if (type === null) throw new Failure('attachment-file', { name });
    if (type === 'text/plain' && holdsCard(content)) throw new Failure('attachment-card', { name });
    return { name, type, content, bytes: content.byteLength, sha256: sha256(content) };
  });
  // The same file twice is one.
  return files.filter((file, n) => files.findIndex((other) => other.sha256 === file.sha256) === n);
}

/** The last part of a path, without signs that would forge another one or turn its direction. */
function plainName(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return maskCardNumbers(plain === '' ? 'file' : plain.slice(0, LONGEST_ATTACHED_NAME));
}

function typeOf(content: Uint8Array): AttachmentType | null {
  const found = starts.find(([, bytes]) => bytes.every((byte, at) => content[at] === byte));
  if (found) return found[0];
  return content.byteLength > 0 && textOf(content) !== null ? 'text/plain' : null;
}

/** Null for what is no text in UTF-8. */
function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a text from a program
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function holdsCard(content: Uint8Array): boolean {
  const text = textOf(content) ?? '';
  return maskCardNumbers(text) !== text;
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What an event says of them. */
export function attachedFiles(files: readonly Attachment[]): AttachedFile[] {
  return files.map(({ sha256: hash, name, type, bytes }) => ({ sha256: hash, name, type, bytes }));
}

/** In the transaction of the event that names them. One that is there but was damaged is whole again. */
export function keepAttachments(db: Db, files: readonly Attachment[]): void {
  for (const file of files)
    run(
      db,
      'INSERT INTO attachment (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes',
      ...[file.sha256, Buffer.from(file.content)],
    );
}

/** For the projection of an event that names files. */
export const insertAttached = 'INSERT INTO attached (subject, n, sha256, name, type, bytes) VALUES (?, ?, ?, ?, ?, ?)';

/** What an adjustment, or a request for one, names, in its order. */
export function attachedTo(db: Db, subject: Uint8Array): AttachedFile[] {
  const text = 'SELECT sha256, name, type, bytes FROM attached WHERE subject = ? ORDER BY n';
  return all<AttachedFile>(db, text, subject);
}

/** Without looking into them. Throws Failure attachment-gone for one that is not there any more. */
export function assertKept(db: Db, files: readonly AttachedFile[]): void {
  for (const { sha256: hash, name, bytes } of files) {
    const kept = one<{ n: number }>(db, 'SELECT length(bytes) AS n FROM attachment WHERE sha256 = ?', hash);
    if (kept?.n !== bytes) throw new Failure('attachment-gone', { name });
  }
}

/** Throws Failure attachment-gone for what was not attached there, is not there any more, or is not what was attached. */
export function attachmentOf(db: Db, subject: Id, hash: string): Attachment {
  const file = attachedTo(db, idToBytes(subject)).find((one) => one.sha256 === hash);
  const kept = one<{ bytes: Buffer }>(db, 'SELECT bytes FROM attachment WHERE sha256 = ?', hash);
  if (!file || !kept || sha256(kept.bytes) !== hash) throw new Failure('attachment-gone', { name: file?.name ?? hash });
  return { ...file, content: kept.bytes };
}

interface Told {
  subject: Buffer;
  sha256: string;
  name: string;
  told: string | null;
}

/** What the journal names and the book does not have as it was attached: the id of what it was attached to, and its name. */
export function alteredAttachments(db: Db, limit: number): string[] {
  const rows = db
    .prepare(
      `SELECT a.subject, a.sha256, a.name, (SELECT e.payload ->> ('$.files[' || a.n || '].sha256') FROM event e
         WHERE e.subject = a.subject AND e.kind IN ('adjustment.made', 'approval.requested')) AS told
       FROM attached a ORDER BY a.subject, a.n`,
    )
    .iterate();
  const looked = new Map<string, boolean>();
  const altered: string[] = [];
  for (const row of rows) {
    const { subject, sha256: hash, name, told } = row as Told; // from outside: SQLite's rows
    const isWhole = looked.get(hash) ?? isKept(db, hash);
    looked.set(hash, isWhole);
    if (!isWhole || told !== hash) altered.push(`${idFromBytes(subject)} “${name}”`);
    if (altered.length >= limit) break;
  }
  return altered;
}

function isKept(db: Db, hash: string): boolean {
  const kept = one<{ bytes: Buffer }>(db, 'SELECT bytes FROM attachment WHERE sha256 = ?', hash);
  return kept !== undefined && sha256(kept.bytes) === hash;
}
