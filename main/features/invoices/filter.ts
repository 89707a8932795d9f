/** An invoice filter as SQL, and the status as a day makes it. */
import { allOf, inList, type Where } from '../../db/list';
import { idToBytes } from '../../kernel/id';
import type { InvoiceStatus } from '../../kernel/invoice';
import type { InvoiceFilter } from './contract';

const MOST_WORDS = 8;

/** Conditions on `invoice i`. `today` in the book's time zone. */
export function invoiceWhere(filter: InvoiceFilter, today: string): Where {
  return allOf([
    filter.status === undefined ? null : ofStatus(filter.status, today),
    filter.kind === undefined ? null : { sql: 'i.kind = ?', values: [filter.kind] },
    filter.from ? { sql: 'i.due_day >= ?', values: [filter.from] } : null,
    filter.to ? { sql: 'i.due_day <= ?', values: [filter.to] } : null,
    filter.currencies?.length ? inList('i.currency', filter.currencies) : null,
    filter.customer === undefined ? null : ofCustomer(filter.customer),
    ...words(filter.text),
    chosen(filter.only, 'IN'),
    chosen(filter.without, 'NOT IN'),
  ]);
}

function ofStatus(status: InvoiceStatus, today: string): Where {
  switch (status) {
    case 'Draft':
      return { sql: "i.state = 'draft'", values: [] };
    case 'Void':
      return { sql: "i.state = 'void'", values: [] };
    case 'Paid':
      return { sql: "i.state = 'issued' AND i.open = 0", values: [] };
    case 'Overdue':
      return { sql: 'i.open > 0 AND i.due_day < ?', values: [today] };
    case 'Unpaid':
      return { sql: 'i.open > 0 AND i.due_day >= ?', values: [today] };
  }
}

/** The id's bytes as SQLite reads them from text: values of a filter are text or numbers. */
function ofCustomer(customer: string): Where {
  const hex = Buffer.from(idToBytes(customer)).toString('hex');
  return { sql: 'i.customer = (SELECT coalesce(merged_into, id) FROM customer WHERE uuid = unhex(?))', values: [hex] };
}

function chosen(ids: readonly string[] | undefined, how: 'IN' | 'NOT IN'): Where | null {
  if (!ids) return null;
  const hex = JSON.stringify(ids.map((id) => id.replaceAll('-', '')));
  return { sql: `i.uuid ${how} (SELECT unhex(value) FROM json_each(?))`, values: [hex] };
}

function words(text: string | undefined): Where[] {
  const each = (text ?? '').trim().split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  return each.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return {
      sql: `(i.number LIKE ? ESCAPE '\\' OR i.reference LIKE ? ESCAPE '\\' OR i.note LIKE ? ESCAPE '\\'
        OR EXISTS (SELECT 1 FROM invoice_line l WHERE l.invoice = i.id AND l.description LIKE ? ESCAPE '\\')
        OR EXISTS (SELECT 1 FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = i.customer AND n.name LIKE ? ESCAPE '\\'))`,
      values: [pattern, pattern, pattern, pattern, pattern],
    };
  });
}
