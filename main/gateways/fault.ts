/** What can go wrong between a client and a provider: given to a simulator from outside, one fault per request. */

export interface SimulatedRequest {
  /** 1 for the first request of this simulator. */
  number: number;
  method: string;
  path: string;
  query: string;
}

export type Fault =
  /** A network's sign-in page with status 200. */
  | { kind: 'sign-in-page' }
  /** The answer is cut after `keep` bytes; `framed`: as if it were whole, else the connection breaks. */
  | { kind: 'truncated'; keep: number; framed: boolean }
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  | { kind: 'rate-limited'; reason: string; retryAfter?: string }
  /** The request is read and never answered. */
  | { kind: 'silence' }
  /** The work is done, and the answer never sent. */
  | { kind: 'silence-after' }
  /** One byte of the answer is none of any text. */
  | { kind: 'garbled'; at: number }
  /** Headers and some bytes, then nothing. */
  | { kind: 'stall'; keep: number }
  | { kind: 'redirect'; location: string }
  | { kind: 'huge'; bytes: number }
  /** The connection is broken; `after`: once the work was done. */
  | { kind: 'reset'; after: boolean }
  /** 500 once the work was done: kept under its idempotency key. */
  | { kind: 'broken-after' }
  | { kind: 'delay'; ms: number }
  /** The answer with another content: whatever `change` makes of the JSON. */
  | { kind: 'rewrite'; change: (answer: unknown) => unknown }
  /** A `Date` header that is off; `null`: none. */
  | { kind: 'date'; offsetMs: number | null };

export type Faults = (request: SimulatedRequest) => Fault | null;

export const signInPage =
  '<!DOCTYPE html><html><head><title>Airport Wi-Fi</title></head><body><h1>Please sign in to continue</h1></body></html>';
