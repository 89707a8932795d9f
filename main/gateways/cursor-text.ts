/** A cursor as text. Only the adapter that wrote it can read it: anything else is refused, never guessed. */
import type { z } from 'zod';
import { Failure } from '../kernel/failure';

/** Null gives `beginning`. Throws Failure `cursor-invalid` for text that does not fit the schema or is too long. */
export function cursorFrom<S extends z.ZodType>(
  text: string | null,
  schema: S,
  beginning: z.output<S>,
  maxLength = 4096,
): z.output<S> {
  if (text === null) return beginning;
  const read = text.length <= maxLength ? schema.safeParse(parseJson(text)) : null;
  if (!read?.success) throw new Failure('cursor-invalid');
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
