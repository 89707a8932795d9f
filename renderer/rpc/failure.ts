/** Turns whatever a call rejected with into a failure that has a text: a code, what fills its blanks, its kind. */
import { ORPCError } from '@orpc/client';
import {
  type FailureCode,
  type FailureKind,
  type FailureParams,
  isFailureCode,
  kindOf,
} from '../../main/kernel/failure';

export interface ShownFailure {
  code: FailureCode;
  params: FailureParams;
  kind: FailureKind;
}

/** No engine was reached in time, or the way broke while a call was under way. */
export class EngineAway extends Error {
  override readonly name = 'EngineAway';
}

function shown(code: FailureCode, params: FailureParams): ShownFailure {
  return { code, params, kind: kindOf(code) };
}

function paramsIn(value: unknown): FailureParams {
  if (typeof value !== 'object' || value === null) return {};
  const kept: Record<string, string | number> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (typeof entry === 'string' || typeof entry === 'number') kept[name] = entry;
  }
  return kept;
}

/** The failure that the engine or its shell declared, or null when it is none. */
export function declaredFailure(data: unknown): ShownFailure | null {
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  const { code } = data;
  if (typeof code !== 'string' || !isFailureCode(code)) return null;
  return shown(code, paramsIn('params' in data ? data.params : null));
}

function firstIssue(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return '';
  const [issue]: unknown[] = data.issues;
  if (typeof issue !== 'object' || issue === null || !('message' in issue)) return '';
  return typeof issue.message === 'string' ? issue.message : '';
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function failureOf(error: unknown): ShownFailure {
  if (error instanceof EngineAway) return shown('engine-stopped', {});
  if (isAbort(error)) return shown('cancelled', {});
  if (error instanceof ORPCError) {
    const known = declaredFailure(error.data);
    if (known) return known;
    if (error.code === 'BAD_REQUEST') return shown('input-invalid', { detail: firstIssue(error.data) || '?' });
    return shown('programmer-error', { incident: '–' });
  }
  return shown('programmer-error', { incident: '–' });
}
