/** What comes with a write to the simulated account, and how a body is read. */
import { z } from 'zod';
import type { Bank } from './bank';
import { RazorpayProblem } from './problem';

export interface Write {
  bank: Bank;
  /** Unix seconds. */
  at: number;
  /** Where this simulator listens, for the pages' addresses. */
  url: string;
}

export const asked = z.int().positive();
export const notesSchema = z.record(z.string().max(256), z.string().max(256)).optional();

/** Reads a body as Razorpay would; says which field it does not take. */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path[0] ?? 'request');
  throw new RazorpayProblem(400, `The ${name} field is invalid.`, { field: name });
}
