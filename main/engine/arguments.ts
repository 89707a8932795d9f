/** What an engine is started with. */
import { parseArgs } from 'node:util';
import { z } from 'zod';

const schema = z.strictObject({
  book: z.string().min(1),
  home: z.string().min(1),
  /** Who started it, for the holder's text. */
  program: z.string().default('engine'),
  demo: z.boolean().default(false),
  /** The name of a new book, when the file is not there yet. */
  create: z.string().min(1).max(80).optional(),
  /** Fill a new demo book with so many payments, for measuring. */
  payments: z.coerce.number().int().positive().optional(),
  /** Which company of that size. */
  seed: z.coerce.number().int().nonnegative().default(1),
});
export type EngineArguments = z.infer<typeof schema>;

/** Throws when an argument is unknown or missing. */
export function engineArguments(argv: readonly string[]): EngineArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      book: { type: 'string' },
      home: { type: 'string' },
      program: { type: 'string' },
      demo: { type: 'boolean' },
      create: { type: 'string' },
      payments: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  return schema.parse(values);
}
