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

/** The form of an object is its JSON with blanks for its values, which go into `texts`. A list is one value. */
function formOf(object: object, texts: string[]): string {
  let form = '';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    form += `${form === '' ? '{' : ','}"${name}":`;
    if (typeof value === 'string' && value.length <= LONGEST_REPEATED && repeating.has(name)) {
      form += JSON.stringify(value);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      form += formOf(value, texts);
    } else {
      form += BLANK;
      texts.push(JSON.stringify(value));
    }
  }
  return form === '' ? '{}' : `${form}}`;
}

function filled(pieces: readonly string[], texts: readonly string[]): string {
  let text = pieces[0] ?? '';
  for (let n = 1; n < pieces.length; n++) text += (texts[n - 1] ?? '') + (pieces[n] ?? '');
  return text;
}

interface WrittenForm {
  /** The event that is stored as it is. */
  like: number;
  pieces: readonly string[];
}

/** Forms that this connection has written, by their text; a new connection begins anew. */
const written = new WeakMap<Db, Map<string, WrittenForm>>();

/** After a transaction that was undone: an event that others are like may be gone. */
export function forgetForms(db: Db): void {
  written.delete(db);
}

/** What to store of an event whose payload as a whole is `text`. */
export function packed(db: Db, { seq, payload }: StoredEvent, text: string): string {
  if (typeof payload !== 'object' || payload === null) return text;
  let forms = written.get(db);
  if (!forms) {
    forms = new Map();
    written.set(db, forms);
  }
  const texts: string[] = [];
  const form = formOf(payload, texts);
  const known = forms.get(form);
  if (known) {
    // Whatever a payload may hold that this does not foresee: it is stored as it is.
    return filled(known.pieces, texts) === text ? `[${[known.like, ...texts].join()}]` : text;
  }
  if (forms.size < MOST_FORMS) forms.set(form, { like: seq, pieces: form.split(BLANK) });
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
  return filled(
    pieces,
    values.map((value) => JSON.stringify(value)),
  );
}
