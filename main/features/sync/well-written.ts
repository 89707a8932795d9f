/** Text as the book keeps it: whole characters, composed (Unicode NFC), so that what is told again compares equal to what is kept. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII, which needs no work.
const ascii = /^[\u0000-\u007f]*$/;

function isFine(text: string): boolean {
  return ascii.test(text) || (text.isWellFormed() && text.normalize('NFC') === text);
}

function needsWork(value: unknown): boolean {
  if (typeof value === 'string') return !isFine(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(needsWork);
}

/** The same facts with every text well written; the very same object when there is nothing to do. Goes as deep as facts go. */
export function wellWritten<Facts>(facts: Facts): Facts {
  return needsWork(facts) ? (rewritten(facts) as Facts) : facts; // from outside: the same shape, only its texts differ
}

function rewritten(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().normalize('NFC');
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner)]));
}
