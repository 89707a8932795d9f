/**
 * The hash chain: each event's hash covers the hash before it, the event, its request and its postings. Fields stand in
 * a fixed order, each behind its length, so that no two different events give the same text.
 */
import { hash } from 'node:crypto';
import type { Id } from '../kernel/id';
import type { Transfer } from '../ledger/entry';

const VERSION = '1';
export const GENESIS = Buffer.alloc(32);

/** What all events of one request have in common. */
export interface RequestFields {
  recordedAt: number;
  operator: string;
  source: string;
  requestId: Uint8Array;
  inputHash: Uint8Array;
  replica: Uint8Array;
}

export interface ChainedFields extends RequestFields {
  seq: number;
  id: Uint8Array | Id;
  kind: string;
  subject: Uint8Array | Id;
  occurredAt: number;
  bookedOn: string;
  replicaSeq: number;
  /** The stored text, byte for byte. */
  payload: string;
}

/** SHA-256, 32 bytes. `shared` may be made once for all events of a request. */
export function chainHash(
  previous: Uint8Array,
  event: ChainedFields,
  transfers: readonly Transfer[],
  shared = requestText(event),
): Buffer {
  let text =
    VERSION +
    field(hex(previous)) +
    field(String(event.seq)) +
    field(hex(event.id)) +
    field(event.kind) +
    field(hex(event.subject)) +
    field(String(event.occurredAt)) +
    field(event.bookedOn) +
    shared +
    field(String(event.replicaSeq)) +
    field(event.payload) +
    field(String(transfers.length));
  for (const { from, to, minor, currency } of transfers)
    text += field(from) + field(to) + field(String(minor)) + field(currency);
  // Asked for as text: making a Buffer inside costs more than the hash.
  return Buffer.from(hash('sha256', text, 'hex'), 'hex');
}

/** The part of the hashed text that all events of one request share. */
export function requestText(request: RequestFields): string {
  return (
    field(String(request.recordedAt)) +
    field(request.operator) +
    field(request.source) +
    field(hex(request.requestId)) +
    field(hex(request.inputHash)) +
    field(hex(request.replica))
  );
}

/** Of a request's input: same id with another hash is refused. */
export function inputHash(input: unknown): Buffer {
  return hash('sha256', JSON.stringify(input) ?? 'undefined', 'buffer');
}

function field(text: string): string {
  return `${text.length}:${text}`;
}

function hex(bytes: Uint8Array | Id): string {
  if (typeof bytes === 'string') return bytes.replaceAll('-', '');
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString(
    'hex',
  );
}
