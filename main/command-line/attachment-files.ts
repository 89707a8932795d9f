/** Files that a command attaches, and those that it takes out again. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { LONGEST_ATTACHED_NAME, MOST_ATTACHED_BYTES, MOST_ATTACHMENTS } from '../kernel/attachment';
import { Failure } from '../kernel/failure';
import { isId } from '../kernel/id';
import { type Command, follow, needed, type Use } from './command';
import { UsageError } from './exit';
import { unreadFile } from './unread-file';

/** What `--attach` names, as the API takes it; undefined without it. Throws Failure path-invalid, attachment-many. */
export async function filesToAttach(use: Use): Promise<{ name: string; content: string }[] | undefined> {
  const named = use.options('attach');
  if (named.length === 0) return undefined;
  if (named.length > MOST_ATTACHMENTS) throw new Failure('attachment-many', { most: MOST_ATTACHMENTS });
  const files: { name: string; content: string }[] = [];
  let together = 0;
  for (const file of named) {
    const bytes = await bytesOf(path.resolve(file));
    together += bytes.byteLength;
    if (together > MOST_ATTACHED_BYTES) throw new Failure('attachment-many', { most: MOST_ATTACHMENTS });
    files.push({ name: path.basename(file).slice(0, LONGEST_ATTACHED_NAME), content: bytes.toString('base64') });
  }
  return files;
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > MOST_ATTACHED_BYTES) throw new Failure('attachment-many', { most: MOST_ATTACHMENTS });
    return await readFile(file);
  } catch (error) {
    throw unreadFile(file, error);
  }
}

const attachment: Command = {
  name: 'attachment',
  usage: 'attachment <id> --sha256 H --out F [--overwrite]',
  about: 'Writes a file that is attached to an adjustment, or to the request for one.',
  options: { sha256: { type: 'string' }, out: { type: 'string' }, overwrite: { type: 'boolean' } },
  tells: {
    sha256: 'which file: its SHA-256, as “requests --json” tells it',
    out: 'the file to write',
    overwrite: 'also when there is a file of that name',
  },
  words: 1,
  async run(use) {
    const of = use.words[0] ?? '';
    if (!isId(of)) throw new UsageError('Of which request or adjustment: its id is missing.');
    const input = { of, sha256: needed(use, 'sha256'), file: path.resolve(needed(use, 'out')) };
    const api = await use.api();
    const order = { ...input, overwrite: use.flag('overwrite') };
    const made = await follow(use, api.credits.saveFile(order, { signal: use.signal }));
    use.output.tell(made, [made.file, `${made.bytes} bytes`, `SHA-256 ${made.sha256}`].join('\n'));
  },
};

export const attachmentCommands: readonly Command[] = [attachment];
