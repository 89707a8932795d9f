/** The text beside an open book that says who holds it. */
import { readFileSync } from 'node:fs';
import { type Holder, holderSchema } from '../shell/shell';

/** Null when there is none or it cannot be read. It may be of a process that has died. */
export function readHolder(holderFile: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(holderFile, 'utf8')));
  } catch {
    return null;
  }
}
