/** A customer or payer as a paper addresses them. */
import { type Db, one } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import type { PaperLanguage, Party } from '../../paper/document';

interface PersonRow {
  name: string;
  email: string | null;
  address: string;
  country: string | null;
  language: string | null;
  tax_id: string | null;
}

export interface Addressed {
  /** BCP 47, or null. */
  language: string | null;
  party(language: PaperLanguage): Party;
}

/** Somebody who was erased has no name any longer: the paper then bears a dash. */
export function addressed(db: Db, id: Id): Addressed {
  const row = one<PersonRow>(
    db,
    'SELECT name, email, address, country, language, tax_id FROM person WHERE uuid = ?',
    idToBytes(id),
  );
  const address: unknown = row ? JSON.parse(row.address) : [];
  const lines = Array.isArray(address) ? address.filter((line) => typeof line === 'string') : [];
  return {
    language: row?.language ?? null,
    party: (language) => ({
      name: row?.name || '–',
      address: row?.country ? [...lines, countryName(row.country, language)] : lines,
      taxId: row?.tax_id ?? null,
      email: row?.email ?? null,
    }),
  };
}

function countryName(code: string, language: PaperLanguage): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
