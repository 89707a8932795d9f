/** Customers from a file. Known again by their external id, else by their e-mail; who is there stays as it is. */

import type { Person } from '../../db/person';
import { type Db, one } from '../../db/sql';
import { maskCardNumbers } from '../../kernel/card-number';
import { type Id, idToBytes } from '../../kernel/id';
import { importedPerson } from '../customers/import-events';
import type { Planned, Planner } from './item';
import type { KnownCustomers } from './known';
import type { RowReader } from './row';
import { refused } from './row-cells';

interface Known {
  state: 'new' | 'linked' | 'there' | 'differs';
  customer: Id | null;
}

/** `newId` for the customers of this file: they are known again further down. */
export function customersPlanner(db: Db, known: KnownCustomers, newId: () => Id): Planner {
  const above = new Map<Id, { person: Person; line: number }>();

  function compare(customer: Id, person: Person, row: RowReader): Known {
    const earlier = above.get(customer);
    if (earlier && !says(earlier.person, person)) row.refuse(null, 'import-twice', { line: earlier.line });
    const there = earlier?.person ?? personOf(db, customer);
    return { state: there === null || says(there, person) ? 'there' : 'differs', customer };
  }

  function find(row: RowReader, externalId: string, person: Person): Known {
    const byId = externalId === '' ? [] : [...known.byExternalId(externalId)];
    if (byId.length > 1) row.refuse('externalId', 'import-customer-several', { text: externalId });
    if (byId[0]) return compare(byId[0], person, row);
    const { email } = person;
    const byMail = email === null ? [] : [...known.byEmail(email)];
    if (externalId !== '') {
      // Another account of the same people has an id of its own.
      const free = byMail.filter((id) => !known.isLinked(id));
      if (free.length > 1) row.refuse('email', 'import-customer-several', { text: email ?? '' });
      return free[0] ? { state: 'linked', customer: free[0] } : { state: 'new', customer: null };
    }
    if (byMail.length > 1) row.refuse('email', 'import-customer-several', { text: email ?? '' });
    return byMail[0] ? compare(byMail[0], person, row) : { state: 'new', customer: null };
  }

  return {
    row(row) {
      const externalId = row.short('externalId', 200);
      const person = readPerson(row);
      if (externalId === '' && person.email === null && row.refusals.length === 0)
        row.refuse(null, 'import-no-identity');
      const found = row.refusals.length === 0 ? find(row, externalId, person) : null;
      if (!found || row.refusals.length > 0) return [refused(row)];
      const { state, customer } = found;
      if (state === 'new' || state === 'linked') {
        const id = customer ?? newId();
        known.add(id, externalId === '' ? null : externalId, customer ? null : person.email);
        above.set(id, { person, line: row.line });
      }
      return [planned(row, state, externalId, person, customer)];
    },
    end: () => [],
  };
}

function planned(
  row: RowReader,
  state: Planned['state'],
  externalId: string,
  person: Person,
  known: Id | null,
): Planned {
  const { name, email, phone, address, country, language, taxId } = person;
  const cells = { externalId, name, email, phone, address: address.join(', '), country, language, taxId };
  const told = Object.entries(cells).flatMap(
    ([field, text]) => (text ? [{ field: field as keyof typeof cells, text }] : []), // from outside: the keys of the object above
  );
  const item = { kind: 'customers', externalId: externalId === '' ? null : externalId, person, known } as const;
  return { line: row.line, state, item, cells: told, money: null, refusals: [] };
}

function readPerson(row: RowReader): Person {
  const lines = [row.text('address'), `${row.text('postcode')} ${row.text('city')}`.trim()].flatMap((part) =>
    part.split('\n').map((line) => line.trim()),
  );
  const orNull = (text: string) => (text === '' ? null : text);
  const typed = {
    name: maskCardNumbers(row.needed('name', 200)),
    email: orNull(row.text('email')),
    phone: orNull(row.text('phone')),
    address: lines.filter((line) => line !== ''),
    country: orNull(row.text('country').toUpperCase()),
    language: orNull(row.text('language')),
    taxId: orNull(row.text('taxId')),
  };
  const read = importedPerson.safeParse(typed);
  for (const field of ['email', 'phone', 'address', 'country', 'language', 'taxId'] as const)
    if (read.error?.issues.some(({ path }) => path[0] === field))
      row.refuse(field, 'import-cell-unread', { text: row.text(field).slice(0, 60) });
  return typed;
}

/** Whether what is there says everything that the file says. */
function says(there: Person, file: Person): boolean {
  const texts = (['name', 'email', 'phone', 'country', 'language', 'taxId'] as const).every(
    (field) => (file[field] ?? null) === null || file[field] === there[field],
  );
  return texts && (file.address.length === 0 || file.address.join('\n') === there.address.join('\n'));
}

interface PersonRow {
  name: string;
  email: string | null;
  phone: string | null;
  address: string;
  country: string | null;
  language: string | null;
  tax_id: string | null;
}

/** null where it was erased: nobody can tell whether the file says the same. */
function personOf(db: Db, customer: Id): Person | null {
  const row = one<PersonRow>(
    db,
    'SELECT name, email, phone, address, country, language, tax_id FROM person WHERE uuid = ?',
    idToBytes(customer),
  );
  if (!row) return null;
  const { tax_id: taxId, address, ...rest } = row;
  const lines: unknown = JSON.parse(address);
  return { ...rest, taxId, address: Array.isArray(lines) ? lines.map(String) : [] };
}
