/** Says on which port a shell of this user runs: a file that only the user can read. It never holds the token. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const named = /^browser-(\d{1,10})\.json$/;

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Writes the file and sweeps those of processes that are gone. Gives the function that removes it. */
export function writeRuntimeFile(folder: string, port: number): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const pid = named.exec(name)?.[1];
    if (pid !== undefined && !lives(Number(pid))) rmSync(join(folder, name), { force: true });
  }
  const file = join(folder, `browser-${process.pid}.json`);
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify({ port, pid: process.pid })}\n`, { mode: 0o600, flag: 'wx' });
  return () => rmSync(file, { force: true });
}
