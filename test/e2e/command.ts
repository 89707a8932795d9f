/** The command line beside the window, on the same book. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const cli = path.resolve(import.meta.dirname, '../../out/main/cli.js');

/** What the command said, as JSON text. */
export async function counterfoil(home: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, COUNTERFOIL_HOME: home };
  return (await promisify(execFile)(process.execPath, [cli, ...words, '--json'], { env, maxBuffer: 10_000_000 }))
    .stdout;
}
