/** What an event says, as it is written down: by its kind's schema, its words in one form. */
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../kernel/failure';
import type { EventKind } from './event';

/** Replay reads payloads by their schema: what it would refuse or leave out must not be recorded. Throws Failure event-invalid. */
export function assertPayload(name: string, { schema }: EventKind, payload: object): void {
  const read = schema.safeParse(payload);
  const issue = read.error?.issues[0];
  if (issue) throw new Failure('event-invalid', { detail: `${name}: ${issue.path.join('.')}: ${issue.message}` });
  if (!isDeepStrictEqual(read.data, payload))
    throw new Failure('event-invalid', { detail: `${name}: it holds what its schema does not` });
}

/**
 * The text that is stored and hashed, its words in NFC, and the payload that says the same: replay must see what was projected.
 * Words are composed one by one: composing the JSON as a whole would join an escape's letter with the mark behind it.
 */
export function normalized(payload: object): { payload: object; text: string } {
  const written = JSON.stringify(payload);
  // Below U+0300 everything is composed already.
  if (!/[\u0300-\uffff]/.test(written) || written.normalize('NFC') === written) return { payload, text: written };
  const composed: object = JSON.parse(written, (_key, value: unknown) =>
    typeof value === 'string' ? value.normalize('NFC') : value,
  );
  return { payload: composed, text: JSON.stringify(composed) };
}
