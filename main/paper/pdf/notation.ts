/** How values are written inside a PDF (ISO 32000-1, 7.3). */

/** Lengths to a hundredth of a point, which no printer shows. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export const ref = (id: number) => `${id} 0 R`;

/** A text string for people: plain where it can be, else UTF-16 with its mark. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, (sign) => `\\${sign}`)})`;
  return `<feff${utf16(text)}>`;
}

/** UTF-16, big end first, hex. */
export function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

/** `D:20261121143000Z` */
export function dateString(atMs: number): string {
  return `(D:${new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;
}
