/**
 * What was written to the sample company's simulated accounts, in a file of lines beside its book: links that they gave keep
 * working, and what waits there is still there, after a restart. Nothing in it is secret, and no money is behind it.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { RememberedCall, SimulatorMemory } from '../gateways/simulator-memory';

const callSchema = z.strictObject({
  nowMs: z.number().int(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
const firstSchema = z.strictObject({ company: z.string(), life: z.string() });
const lineSchema = z.union([
  z.strictObject({ provider: z.string(), port: z.number().int() }),
  z.strictObject({ provider: z.string(), call: callSchema }),
]);

/** A demo that is written to more often than that begins to forget; each restart does all of it again. */
const MOST_CALLS = 5_000;
const MOST_BYTES = 20_000_000;

export interface CompanyMemory {
  /** From which the ids of what clients write are drawn: the same for as long as the memory lasts. */
  readonly life: string;
  of(provider: string): SimulatorMemory;
}

/** For a company that is made up only to be looked at. */
export function noMemory(life: string): CompanyMemory {
  return { life, of: () => ({ port: null, calls: [], remember: () => {}, listens: () => {} }) };
}

/**
 * `company`: tells the company that this is the memory of (another book's, left behind by its deleted book, is begun anew). A line
 * that was cut off is left out.
 */
export function memoryIn(file: string, company: string, life: string): CompanyMemory {
  const kept = readMemory(file, company);
  if (!kept) writeFileSync(file, `${JSON.stringify({ company, life })}\n`, { mode: 0o600 });
  const ports = kept?.ports ?? new Map<string, number>();
  const calls = kept?.calls ?? new Map<string, RememberedCall[]>();
  if (kept && !kept.isWhole) appendFileSync(file, '\n');
  let left = MOST_CALLS - [...calls.values()].reduce((sum, list) => sum + list.length, 0);
  const append = (line: z.infer<typeof lineSchema>) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  return {
    life: kept?.life ?? life,
    of: (provider) => ({
      port: ports.get(provider) ?? null,
      calls: calls.get(provider) ?? [],
      remember: (call) => {
        if (left-- > 0) append({ provider, call });
      },
      listens: (port) => {
        if (ports.get(provider) !== port) append({ provider, port });
      },
    }),
  };
}

interface Kept {
  life: string;
  ports: Map<string, number>;
  calls: Map<string, RememberedCall[]>;
  /** Its last line was written to the end. */
  isWhole: boolean;
}

function readMemory(file: string, company: string): Kept | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8').slice(0, MOST_BYTES);
  const [head = '', ...rest] = text.split('\n');
  const first = firstSchema.safeParse(readJson(head));
  if (!first.success || first.data.company !== company) return null;
  const kept: Kept = { life: first.data.life, ports: new Map(), calls: new Map(), isWhole: text.endsWith('\n') };
  for (const line of rest) {
    const read = lineSchema.safeParse(readJson(line));
    if (!read.success) continue;
    if ('port' in read.data) kept.ports.set(read.data.provider, read.data.port);
    else kept.calls.set(read.data.provider, [...(kept.calls.get(read.data.provider) ?? []), read.data.call]);
  }
  return kept;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
