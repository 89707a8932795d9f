/** The letterhead of a book's papers, kept among its settings: name, address, logo, size; and the bank that transfers go to. */
import { z } from 'zod';
import { readJsonSetting, writeSetting } from '../../db/setting';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { BankDetails, Letterhead, PaperSize } from '../../paper/document';
import { isReadablePng } from '../../paper/pdf/image';
import { type LetterheadSettings, letterheadSchema } from './contract';

const KEY = 'letterhead';

/** Before anything is set, the book's name stands at the top. */
export function letterheadSettings(db: Db): LetterheadSettings {
  const read = letterheadSchema.safeParse(stored(db, KEY));
  if (read.success) return read.data;
  const name = one<{ name: string }>(db, 'SELECT name FROM book')?.name ?? '';
  return { name, address: [], taxId: '', email: '', phone: '', website: '', size: 'A4', logo: null };
}

/** Throws Failure input-invalid when the logo is no PNG that a paper can bear. */
export function setLetterhead(db: Db, settings: LetterheadSettings): void {
  if (settings.logo !== null && !isReadablePng(Buffer.from(settings.logo, 'base64')))
    throw new Failure('input-invalid', {
      detail: 'the logo is not a PNG of eight bits a channel, or has over 4 million pixels',
    });
  writeSetting(db, KEY, JSON.stringify(settings));
}

/** Equal logos are one object, so that a batch of papers reads its picture once. */
let latest: { text: string; png: Uint8Array } | null = null;

export function paperHead(db: Db): { letterhead: Letterhead; size: PaperSize } {
  const { logo, size, ...rest } = letterheadSettings(db);
  if (logo === null) return { letterhead: { ...rest, logo: null }, size };
  if (latest?.text !== logo) latest = { text: logo, png: Buffer.from(logo, 'base64') };
  return { letterhead: { ...rest, logo: { png: latest.png } }, size };
}

/** Where transfers in a currency go, as the settings of taking payments say it; null while they do not. */
export function bankFor(db: Db, currency: string): BankDetails | null {
  const read = banksSchema.safeParse(stored(db, 'taking'));
  return (read.success && read.data[currency]?.bank) || null;
}

const banksSchema = z.record(
  z.string(),
  z.object({
    bank: z.object({ holder: z.string(), iban: z.string(), bic: z.string(), bank: z.string() }).nullable(),
  }),
);

function stored(db: Db, key: string): unknown {
  return readJsonSetting(db, key);
}
