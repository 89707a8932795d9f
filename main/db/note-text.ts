/** The texts of notes: they may name people, so that they stand in a table that can be erased; their events carry a salted hash. */
import { createHash, randomBytes } from 'node:crypto';
import { type Id, idToBytes } from '../kernel/id';
import { type Db, run } from './sql';

/** Writes a new note's text; gives the hash for its event. */
export function putNoteText(db: Db, note: Id, text: string): string {
  const salt = randomBytes(16);
  run(db, 'INSERT INTO note_text (uuid, salt, text) VALUES (?, ?, ?)', idToBytes(note), salt, text);
  return hashOf(salt, text);
}

/** Takes a note's text out of the book; that there was a note, and of whom, stays. */
export function eraseNoteText(db: Db, note: Id): void {
  run(db, 'DELETE FROM note_text WHERE uuid = ?', idToBytes(note));
}

function hashOf(salt: Buffer, text: string): string {
  return createHash('sha256').update(salt).update(text.normalize('NFC')).digest('hex');
}

/** The ids (hex) of notes whose text is not what was recorded; those that were erased are left out. */
export function alteredNotes(db: Db, limit: number): string[] {
  const rows = db
    .prepare(
      `SELECT lower(hex(t.uuid)) AS id, t.salt, t.text, (SELECT e.payload ->> '$.noteHash' FROM event e
         WHERE e.subject = t.uuid AND e.kind = 'customer.noted') AS told FROM note_text t`,
    )
    .iterate();
  const altered: string[] = [];
  for (const row of rows) {
    const note = row as { id: string; salt: Buffer; text: string; told: string | null }; // from outside: SQLite's rows
    if (hashOf(note.salt, note.text) !== note.told) altered.push(note.id);
    if (altered.length >= limit) break;
  }
  return altered;
}
