/**
 * How payloads of a kind that comes by the hundred thousand are stored: the first of a form as it is, those after it as the number
 * of that event and the values that are their own. The hash in the chain is over the whole text, however it is stored.
 */
import { type Db, one } from '../db/sql';
import type { StoredEvent } from './event';

/** Texts of these fields are few: they belong to the form. Never to be changed: books are read by it. */
const repeating = new Set(['gateway', 'currency', 'status', 'reason', 'providerStatus', 'flag', 'method', 'purpose']);
const LONGEST_REPEATED = 40;
/** A form that comes after so many others is stored as it is. */
const MOST_FORMS = 4_096;
/** Stands for a value in a form: JSON has no such character. */
const BLANK = '\0';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The form of an object is its JSON with blanks for its values, which go into `values`. A list is one value. What JSON would
 * escape is not escaped, which makes the form shorter than it should be.
 */
function formOf(fields: Fields, values: unknown[]): string {
  let form = '';
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    form += `${form === '' ? '{"' : ',"'}${name}":`;
    if (isFields(value)) {
      form += formOf(value, values);
    } else if (typeof value === 'string' && value.length <= LONGEST_REPEATED && repeating.has(name)) {
      form += `"${value}"`;
    } else {
      form += BLANK;
      values.push(value);
    }
  }
  return form === '' ? '{}' : `${form}}`;
}

/** The number of the event that it is like, and its values; null when form and values are not the whole `text`. */
function listOf(like: number, form: string, values: readonly unknown[], text: string): string | null {
  if (values.length === 0) return form === text ? `[${like}]` : null;
  const list = JSON.stringify(values);
  // Whatever a payload may hold that a form does not foresee makes its text longer, so that the lengths tell it.
  const texts = list.length - values.length - 1;
  return text.length === form.length - values.length + texts ? `[${like},${list.slice(1)}` : null;
}

function filled(pieces: readonly string[], values: readonly unknown[]): string {
  let text = pieces[0] ?? '';
  for (let n = 1; n < pieces.length; n++) text += JSON.stringify(values[n - 1]) + pieces[n];
  return text;
}

/** The event that is stored whole, by the forms that this connection has written; a new connection begins anew. */
const written = new WeakMap<Db, Map<string, number>>();

/** After a transaction that was undone: an event that others are like may be gone. */
export function forgetForms(db: Db): void {
  written.delete(db);
}

/** What to store of an event whose payload as a whole is `text`. */
export function packed(db: Db, { seq, payload }: StoredEvent, text: string): string {
  if (!isFields(payload)) return text;
  let forms = written.get(db);
  if (!forms) {
    forms = new Map();
    written.set(db, forms);
  }
  const values: unknown[] = [];
  const form = formOf(payload, values);
  const like = forms.get(form);
  if (like !== undefined) return listOf(like, form, values, text) ?? text;
  if (forms.size < MOST_FORMS) forms.set(form, seq);
  return text;
}

/** The forms that this connection has read, by the event that is stored as it is. */
const read = new WeakMap<Db, Map<number, readonly string[]>>();

/** The whole text of a stored payload. Throws Error, RangeError or SyntaxError where the file was altered. */
export function unpacked(db: Db, stored: string): string {
  if (!stored.startsWith('[')) return stored;
  const [like, ...values]: unknown[] = JSON.parse(stored);
  let forms = read.get(db);
  if (!forms) {
    forms = new Map();
    read.set(db, forms);
  }
  const key = Number(like);
  let pieces = forms.get(key);
  if (!pieces) {
    const first = one<{ payload: string }>(db, 'SELECT payload FROM event WHERE seq = ?', key)?.payload ?? '';
    if (!first.startsWith('{')) throw new Error(`no payload to be like: ${key}`);
    pieces = formOf(JSON.parse(first), []).split(BLANK);
    if (forms.size >= MOST_FORMS) forms.clear();
    forms.set(key, pieces);
  }
  if (values.length !== pieces.length - 1) throw new RangeError(`not like event ${key}`);
  return filled(pieces, values);
}
