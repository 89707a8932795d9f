/** A process that brings a book to a later format. Argument: book file. Says `begin`, and `done` once it is there. */
import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { bringUpToDate } from '../../main/db/migrate';
import { setConnection } from '../../main/db/open';
import { laterFormats } from './upgrading';

const file = process.argv[2] ?? '';
const db = new Database(file, { fileMustExist: true });
setConnection(db);
writeSync(1, 'begin\n');
bringUpToDate(db, file, laterFormats);
writeSync(1, 'done\n');
db.close();
