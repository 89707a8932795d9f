/** How a file is read: as it was said, as a saved mapping of these headers says, else as its headers and cells let one guess. */
import type { Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import {
  type Delimiter,
  type ImportKind,
  identityFields,
  neededFields,
  USUAL_DUE_DAYS,
} from '../../kernel/import-field';
import { tellDayOrder, tellDecimalSign } from '../../kernel/written-number';
import type { Choices, Look } from './contract';
import { guessColumns } from './guess';
import { mappingFor, mappingNamed } from './mappings';

interface Chosen {
  choices: Choices;
  mapping: string | null;
}

/** What is known before the file is split: null where nobody said anything. Throws Failure import-mapping-unknown. */
export function said(
  db: Db,
  kind: ImportKind,
  wish: { choices: Choices | null; mapping: string | null },
): Chosen | null {
  if (wish.choices) return { choices: wish.choices, mapping: wish.mapping };
  if (wish.mapping === null) return null;
  const saved = mappingNamed(db, kind, wish.mapping);
  if (!saved) throw new Failure('import-mapping-unknown', { name: wish.mapping });
  return { choices: saved.choices, mapping: saved.name };
}

/** For headers that nobody said anything of. */
export function found(db: Db, kind: ImportKind, headers: readonly string[], delimiter: Delimiter): Chosen {
  const saved = mappingFor(db, kind, headers);
  if (saved) return { choices: { ...saved.choices, delimiter }, mapping: saved.name };
  const unsaid = { decimal: null, dayOrder: null, currency: null, dueDays: USUAL_DUE_DAYS, customer: null };
  return { choices: { delimiter, columns: guessColumns(kind, headers), ...unsaid }, mapping: null };
}

type Asked = Look['asks'] & { choices: Choices };

/** What has to be asked, and the choices with what the cells themselves say. A column that the file does not have is not chosen. */
export function asksOf(
  kind: ImportKind,
  headers: readonly string[],
  choices: Choices,
  cells: { numbers: Iterable<string>; days: Iterable<string> },
): Asked {
  const there = Object.entries(choices.columns).filter(([, column]) => column < headers.length);
  const columns: Choices['columns'] = Object.fromEntries(there);
  const sign = choices.decimal ?? tellDecimalSign(cells.numbers);
  const order = choices.dayOrder ?? tellDayOrder(cells.days);
  const identity = identityFields[kind];
  const needsCurrency = kind !== 'customers' && columns.currency === undefined && choices.currency === null;
  return {
    fields: neededFields[kind].filter((field) => columns[field] === undefined),
    identity: identity.some((field) => columns[field] !== undefined) ? [] : [...identity],
    decimal: sign === 'unsure',
    dayOrder: order === 'unsure',
    currency: needsCurrency,
    customer: kind === 'payments' && columns.customer === undefined && !choices.customer,
    choices: {
      ...choices,
      columns,
      decimal: sign === 'unsure' ? null : sign,
      dayOrder: order === 'unsure' ? null : order,
    },
  };
}

export function isAsked({ fields, identity, decimal, dayOrder, currency, customer }: Look['asks']): boolean {
  return fields.length > 0 || identity.length > 0 || decimal || dayOrder || currency || customer;
}
