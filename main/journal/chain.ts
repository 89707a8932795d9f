/**
 * The hash chain: each event's hash covers the hash before it, the event, its request and its postings. Fields stand in
 * a fixed order, each behind its length, so that no two different events give the same text.
 */
import { hash } from 'node:crypto';
import type { Transfer } from '../ledger/entry';

const VERSION = '1';
export const GENESIS = Buffer.alloc(32);

export interface ChainedFields {
  seq: number;
  id: Uint8Array;
  kind: string;
  subject: Uint8Array;
  occurredAt: number;
  bookedOn: string;
  recordedAt: number;
  operator: string;
  source: string;
  requestId: Uint8Array;
  inputHash: Uint8Array;
  replica: Uint8Array;
  replicaSeq: number;
  /** The stored text, byte for byte. */
  payload: string;
}

/** SHA-256, 32 bytes. */
export function chainHash(previous: Uint8Array, event: ChainedFields, transfers: readonly Transfer[]): Buffer {
  let text =
    VERSION +
    field(hex(previous)) +
    field(String(event.seq)) +
    field(hex(event.id)) +
    field(event.kind) +
    field(hex(event.subject)) +
    field(String(event.occurredAt)) +
    field(event.bookedOn) +
    field(String(event.recordedAt)) +
    field(event.operator) +
    field(event.source) +
    field(hex(event.requestId)) +
    field(hex(event.inputHash)) +
    field(hex(event.replica)) +
    field(String(event.replicaSeq)) +
    field(event.payload) +
    field(String(transfers.length));
  for (const { from, to, minor, currency } of transfers)
    text += field(from) + field(to) + field(String(minor)) + field(currency);
  return hash('sha256', text, 'buffer');
}

/** Of a request's input: same id with another hash is refused. */
export function inputHash(input: unknown): Buffer {
  return hash('sha256', JSON.stringify(input) ?? 'undefined', 'buffer');
}

function field(text: string): string {
  return `${text.length}:${text}`;
}

function hex(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString(
    'hex',
  );
}
