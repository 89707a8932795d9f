/** Checks what stands beside the journal against what the journal, or a digest of each row, says of it. */
import { alteredAttachments } from '../db/attachment';
import { alteredBankTexts } from '../db/bank-text';
import { alteredNotes } from '../db/note-text';
import { alteredPeople } from '../db/person';
import { alteredRows } from '../db/row-digest';
import type { Db } from '../db/sql';
import { alteredCodes } from '../db/voucher-code';

interface Altered {
  check: 'file' | 'chain';
  where: string;
  detail: string;
}

const MOST = 20;
const MOST_ROWS = 100;

const otherText = 'the text kept is not what was recorded';

const people = (db: Db): Altered[] => [
  ...told('chain', 'person', alteredPeople(db, MOST), 'the name or address kept is not what was recorded'),
  ...told('chain', 'note', alteredNotes(db, MOST), otherText),
  ...told('chain', 'bank line', alteredBankTexts(db, MOST), otherText),
];

const codes = (db: Db): Altered[] =>
  told('chain', 'voucher', alteredCodes(db, MOST), 'its code is not the one that was issued');

const attached = (db: Db): Altered[] =>
  told('file', 'attached to', alteredAttachments(db, MOST), 'it is missing, or not what was attached');

const digested = (db: Db): Altered[] =>
  alteredRows(db)
    .slice(0, MOST_ROWS)
    .map((name) => ({
      ...{ check: 'file', where: name.replace(/^row /, '') },
      detail: 'this row is not as Counterfoil wrote it',
    }));

function told(check: Altered['check'], of: string, names: readonly string[], detail: string): Altered[] {
  return names.map((name) => ({ check, where: `${of} ${name}`, detail }));
}

/** What each is about, as a check that cannot be made names it. */
export const alteredBeside: readonly (readonly [string, (db: Db) => Altered[]])[] = [
  ['people', people],
  ['codes of vouchers', codes],
  ['attached files', attached],
  ['what is kept beside the journal', digested],
];
