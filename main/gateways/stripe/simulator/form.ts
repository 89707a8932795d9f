/** Reads Stripe's form encoding: `created[gte]=1`, `expand[0]=a`, `types[]=b`, `metadata[purpose]=top-up`. */
import { StripeProblem } from './problem';

export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type Form = { [name: string]: FormValue };

const MAX_FIELDS = 1000;
const MAX_DEPTH = 5;

/** Takes a query string or a form body. Throws StripeProblem 400 for what Stripe would not read. */
export function readForm(text: string): Form {
  const form = emptyForm();
  if (text === '') return form;
  let fields = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    if (++fields > MAX_FIELDS) throw new StripeProblem(400, { message: 'Too many parameters.' });
    const path = readPath(key);
    place(form, path, value, key);
  }
  return form;
}

function emptyForm(): Form {
  const form: Form = Object.create(null);
  return form;
}

function readPath(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  const steps = [...(match?.[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((step) => step[1] ?? '');
  if (!match?.[1] || steps.length >= MAX_DEPTH) {
    throw new StripeProblem(400, { message: `Invalid parameter name: ${key.slice(0, 100)}`, param: key.slice(0, 100) });
  }
  return [match[1], ...steps];
}

function place(form: Form, path: readonly string[], value: string, key: string): void {
  let here: FormValue = form;
  for (const [i, step] of path.entries()) {
    const isLast = i === path.length - 1;
    const next = isLast ? value : isListStep(path[i + 1] ?? '') ? [] : emptyForm();
    if (Array.isArray(here)) {
      const at: number = step === '' ? here.length : Number.parseInt(step, 10);
      if (at > here.length) throw new StripeProblem(400, { message: 'Invalid array', param: key });
      here[at] = isLast ? value : (here[at] ?? next);
      here = here[at] ?? value;
    } else if (typeof here === 'object') {
      here[step] = isLast ? value : (here[step] ?? next);
      here = here[step] ?? value;
    } else throw new StripeProblem(400, { message: 'Invalid object', param: key });
  }
}

function isListStep(step: string): boolean {
  return step === '' || /^\d{1,3}$/.test(step);
}

/** Text of one field, or undefined. Throws when it is a list or an object. */
export function textOf(form: Form, name: string): string | undefined {
  const value = form[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new StripeProblem(400, { message: `Invalid string: ${name}`, param: name });
}

/** A whole number of one field, or undefined. */
export function wholeOf(form: Form, name: string, min: number, max: number): number | undefined {
  const text = textOf(form, name);
  if (text === undefined) return undefined;
  const value = /^-?\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (!(value >= min && value <= max)) {
    const what = Number.isNaN(value) ? `Invalid integer: ${text}` : `This value must be between ${min} and ${max}.`;
    throw new StripeProblem(400, { message: what, code: 'parameter_invalid_integer', param: name });
  }
  return value;
}

export function listOf(form: Form, name: string): string[] {
  const value = form[name];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new StripeProblem(400, { message: `Invalid array: ${name}`, param: name });
}

export function tableOf(form: Form, name: string): { [name: string]: string } {
  const value = form[name];
  const table: { [name: string]: string } = {};
  if (value === undefined || value === '') return table;
  if (typeof value === 'string' || Array.isArray(value)) {
    throw new StripeProblem(400, { message: `Invalid object: ${name}`, param: name });
  }
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') table[key] = text;
  return table;
}

/** The fields under a name; none when it is not there. */
export function formOf(form: Form, name: string): Form {
  const value = form[name];
  if (value === undefined) return emptyForm();
  if (typeof value === 'string' || Array.isArray(value)) {
    throw new StripeProblem(400, { message: `Invalid object: ${name}`, param: name });
  }
  return value;
}

/** A list of objects. */
export function formsOf(form: Form, name: string): Form[] {
  const value = form[name] ?? [];
  if (!Array.isArray(value)) throw new StripeProblem(400, { message: `Invalid array: ${name}`, param: name });
  return value.map((_, at) => formOf(Object.fromEntries(value.entries()), `${at}`));
}

/** Refuses what the endpoint does not know, as Stripe does. */
export function onlyKnown(form: Form, known: readonly string[]): void {
  for (const name of Object.keys(form)) {
    if (!known.includes(name)) {
      throw new StripeProblem(400, {
        message: `Received unknown parameter: ${name}`,
        code: 'parameter_unknown',
        param: name,
      });
    }
  }
}
