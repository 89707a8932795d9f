/** What people know the subject of a change by: an undo must say of which invoice, payment or customer it is. */
import { type Db, one } from '../../db/sql';
import type { JournalRow } from '../../journal/stored';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { InvoiceCredited } from '../invoices/money-events';

interface Row {
  name: string | null;
  text: string;
  amount: number | null;
  currency: string | null;
}

/** A subject is of one of these: ids are unlike each other in the whole book. Those of most changes first. */
const finders: readonly string[] = [
  `SELECT coalesce(i.number, '') AS text, n.name, NULL AS amount, NULL AS currency FROM invoice i
     JOIN customer c ON c.id = i.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE i.uuid = +?`,
  `SELECT coalesce(nullif(p.reference, ''), p.description) AS text, n.name, p.amount, p.currency FROM payment p
     LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE p.uuid = +?`,
  `SELECT a.note AS text, n.name, a.amount, a.currency FROM adjustment a
     JOIN customer c ON c.id = a.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE a.uuid = +?`,
  `SELECT q.note AS text, n.name, q.amount, q.currency FROM approval q
     LEFT JOIN customer c ON c.id = q.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE q.uuid = +?`,
  `SELECT b.name || ' ' || v.no AS text, NULL AS name, NULL AS amount, NULL AS currency FROM voucher v
     JOIN voucher_batch b ON b.id = v.batch WHERE v.uuid = +?`,
  `SELECT '' AS text, n.name, NULL AS amount, NULL AS currency FROM note t
     JOIN customer c ON c.id = t.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE t.uuid = +?`,
  `SELECT '' AS text, name, NULL AS amount, NULL AS currency FROM person WHERE uuid = +?`,
];

export interface SubjectName {
  /** `INV-2026-00019 · Acme`; '' for what people have no name for. */
  name: string;
  money: { amount: string; currency: string } | null;
}

export function subjectName(db: Db, subject: Id): SubjectName {
  for (const text of finders) {
    const row = one<Row>(db, text, idToBytes(subject));
    if (row) return told(row);
  }
  return { name: '', money: null };
}

function told({ name, text, amount, currency }: Row): SubjectName {
  const money = amount === null || currency === null ? null : { amount: toDecimal(amount, currency), currency };
  return { name: [text, name].filter(Boolean).join(' · '), money };
}

/** The same of what an event is about. A credit note has a number and a total of its own, beside the number of its invoice. */
export function aboutOf(
  db: Db,
  { kind, subject, payloadText }: JournalRow,
): { about: string; money: SubjectName['money'] } {
  const { name, money } = subjectName(db, subject);
  if (kind !== 'invoice.credited') return { about: name, money };
  const { number, total, currency }: InvoiceCredited = JSON.parse(payloadText);
  return { about: `${number} · ${name}`, money: { amount: toDecimal(total, currency), currency } };
}
