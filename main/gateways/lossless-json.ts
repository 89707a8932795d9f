/**
 * JSON from a provider with every number exactly as it was written: a whole number that is safe stays a number, any other
 * becomes a `JsonNumber` that holds its text. So `0.1234567890123456789` reaches the book digit by digit.
 */

export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return this.text;
  }
}

/**
 * A number that is long, has a fraction or an exponent, wherever a value may stand; or what may be a `__proto__` key, also written
 * with escapes. It may also find what only looks so, inside a text: that costs time and nothing else.
 */
const needsCare = /(?:^|"\s*:|[[,])\s*-?(?:\d{16,}|\d+[.eE])|__proto__|\\u00[4-7]/;

/** Throws SyntaxError. A `__proto__` key is an ordinary key that is left out. */
export function parseLossless(text: string): unknown {
  // Most answers hold safe whole numbers only, and a reviver costs several times the reading.
  if (!needsCare.test(text)) {
    const plain: unknown = JSON.parse(text);
    return plain;
  }
  // The language's own types do not know yet that a reviver is told a value's text (ECMAScript 2026).
  const parsed: unknown = Reflect.apply(JSON.parse, JSON, [text, revive]);
  return parsed;
}

function revive(key: string, value: unknown, { source = '' }: { source?: string }): unknown {
  if (key === '__proto__') return undefined;
  if (typeof value !== 'number') return value;
  return /^-?\d{1,15}$/.test(source) ? value : new JsonNumber(source);
}

/** For writing: a decimal that becomes a JSON number digit by digit. Throws SyntaxError for text that is no number. */
export function exactNumber(text: string): unknown {
  // As above: the language's own types do not know it yet.
  const rawJson: unknown = Reflect.get(JSON, 'rawJSON');
  if (typeof rawJson !== 'function') throw new Error('JSON.rawJSON is missing');
  return Reflect.apply(rawJson, JSON, [text]);
}

const decimal = /^-?\d+(?:\.\d+)?$/;
const scientific = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;

/** A number or a number in quotes as plain decimal text (`1e-7` gives `0.0000001`); null when it is neither. */
export function decimalTextOf(value: unknown): string | null {
  const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > 100) return null;
  if (decimal.test(text)) return text;
  const [whole, sign = '', ahead = '', behind = '', power = '0'] = scientific.exec(text) ?? [];
  if (whole === undefined) return null;
  const point = ahead.length + Number.parseInt(power, 10);
  const digits = ahead + behind;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
