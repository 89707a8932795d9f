/** Text from outside on its way into the book: without card numbers and control characters, and of a length that a book can hold. */
import { maskCardNumbers } from '../kernel/card-number';

const MAX_TEXT = 4096;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are taken out.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Masked, cut at `max` characters (an ellipsis says so), trimmed. */
export function cleanText(text: string, max = MAX_TEXT): string {
  const trimmed = maskCardNumbers(text.slice(0, max * 4).replace(control, ' ')).trim();
  if (trimmed.length <= max) return trimmed;
  return `${trimmed
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

/** Null for what is no text, and for what is empty once cleaned. */
export function cleanOrNull(text: unknown, max = MAX_TEXT): string | null {
  if (typeof text !== 'string' || text === '') return null;
  return cleanText(text, max) || null;
}

/** Takes keys out of a provider's or a library's message: only the last four characters stay. */
export function withoutKeys(text: string): string {
  return cleanText(
    text.replace(/\b(?:sk|rk|pk|whsec)_[A-Za-z0-9_*]+/g, (key) => `…${key.slice(-4)}`),
    500,
  );
}
