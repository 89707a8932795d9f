/** How the command line ends: its exit codes (docs/command-line.md has them for readers), and its sentences for what went wrong. */
import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { Failure, type FailureCode, fillFailureText } from '../kernel/failure';
import { failureText } from '../kernel/failure-text';
import { failureSchema } from '../wire';

export const exitCodes = { done: 0, failed: 1, usage: 2, book: 3, findings: 4, gateway: 5, cancelled: 130 } as const;

/** Something is wrong with the words of the command, before anything was asked of a book. */
export class UsageError extends Error {
  /** The command whose help says more; null until it is known. */
  command: string | null = null;
}

/** The command did its work and its answer is no: a check that found something. */
export class Findings extends Error {}

const badRequestSchema = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
});

/** Any error of a command as the failure that a person is told. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ORPCError) {
    const told = failureSchema.safeParse(error.data);
    if (told.success) return new Failure(told.data.code, told.data.params);
    const refused = badRequestSchema.safeParse(error.data);
    const issue = refused.success ? refused.data.issues[0] : undefined;
    if (issue)
      return new Failure('input-invalid', { detail: `${issue.path?.join('.') ?? ''} ${issue.message}`.trim() });
    if (error.code === 'NOT_FOUND') return new Failure('input-invalid', { detail: 'there is no such procedure' });
  }
  if (error instanceof Error && error.name === 'AbortError') return new Failure('cancelled');
  return new Failure(
    'programmer-error',
    { incident: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

export function exitCodeOf(code: FailureCode): number {
  if (code === 'cancelled') return exitCodes.cancelled;
  if (code === 'input-invalid') return exitCodes.usage;
  if (code === 'book-exists' || code === 'book-name-invalid') return exitCodes.failed;
  if (code.startsWith('book-')) return exitCodes.book;
  if (code === 'engine-stopped') return exitCodes.book;
  if (/^(gateway|key|passphrase)-/.test(code)) return exitCodes.gateway;
  return exitCodes.failed;
}

/** What happened, what is safe, what to do. */
export function sentences(failure: Failure): { what: string; safe: string; next: string } {
  return fillFailureText(failureText[failure.code], failure.params);
}
