/** The bytes of a file as text: UTF-8 with or without its mark, UTF-16 where a mark says so, else Windows-1252. */
import { Failure } from './failure';

export interface Decoded {
  text: string;
  encoding: 'utf-8' | 'utf-16' | 'windows-1252';
}

/** Line breaks become `\n`. Throws Failure import-not-text, import-file-empty. */
export function decode(bytes: Uint8Array): Decoded {
  const { text, encoding } = read(bytes);
  if (text.includes('\0')) throw new Failure('import-not-text');
  if (text.trim() === '') throw new Failure('import-file-empty');
  return { text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), encoding };
}

function read(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
