/** Why a file that the command line was given cannot be read, in words instead of the system's own. */
import { Failure } from '../kernel/failure';

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** Gives a Failure as it is; anything else as Failure file-unreadable. */
export function unreadFile(file: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = words[code] ?? (error instanceof Error ? error.message : String(error));
  return new Failure('file-unreadable', { file, detail }, { cause: error });
}
