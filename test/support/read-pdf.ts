/** Reads a PDF back with poppler's programs, which share no code with what wrote it. */
import { spawnSync } from 'node:child_process';

function poppler(program: 'pdftotext' | 'pdfinfo' | 'pdffonts', pdf: Uint8Array, ...options: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(
    program,
    [...options, '-', ...(program === 'pdftotext' ? ['-'] : [])],
    {
      input: pdf,
      maxBuffer: 64 * 1024 * 1024,
      encoding: 'utf8',
    },
  );
  if (error)
    throw new Error(
      `${program} is missing: install poppler-utils (apt-get install poppler-utils, brew install poppler).`,
    );
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  // A damaged file is read as well as it can be, and complained of.
  if (stderr.trim() !== '') throw new Error(`${program} complains: ${stderr}`);
  return stdout;
}

/** Its text as it is laid out, a form feed behind each page. */
export const pdfText = (pdf: Uint8Array) => poppler('pdftotext', pdf, '-layout');

/** Its text in the order of its content, one page after the other. */
export const pdfRawText = (pdf: Uint8Array) => poppler('pdftotext', pdf, '-raw');

export const pdfPages = (pdf: Uint8Array) => pdfText(pdf).split('\f').slice(0, -1);

/** `Pages: 3` and so on, by name. */
export function pdfFacts(pdf: Uint8Array): ReadonlyMap<string, string> {
  const lines = poppler('pdfinfo', pdf).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()] as const];
    }),
  );
}

/** The structure for screen readers with the text of each element. */
export const pdfStructure = (pdf: Uint8Array) => poppler('pdfinfo', pdf, '-struct-text');

export const pdfFonts = (pdf: Uint8Array) => poppler('pdffonts', pdf);
