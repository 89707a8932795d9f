/** A form with files, as a provider takes it: the parts of one request under a boundary that stands in none of them. */

export interface Part {
  name: string;
  /** Of a file; left out: a plain field. */
  file?: string;
  /** `application/pdf`; left out: text. */
  type?: string;
  data: string | Uint8Array;
}

/** `boundary`: made for this request. */
export function multipart(parts: readonly Part[], boundary: string): Buffer {
  const pieces = parts.flatMap(({ name, file, type, data }) => {
    const named = file === undefined ? '' : `; filename="${quoted(file)}"`;
    const typed = type === undefined ? '' : `\r\nContent-Type: ${type}`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${named}${typed}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(data), Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** As browsers write it: a quote or a new line would end the name. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** What a simulator reads of such a request; null for what is none. `body`: as text, so that a file's bytes are only good to be measured. */
export function readMultipart(body: string): Part[] | null {
  const boundary = /^--([^\r\n]{1,100})\r\n/.exec(body)?.[1];
  if (boundary === undefined || !body.endsWith(`\r\n--${boundary}--\r\n`)) return null;
  return body
    .slice(boundary.length + 4, -(boundary.length + 8))
    .split(`\r\n--${boundary}\r\n`)
    .map((piece) => {
      const end = piece.indexOf('\r\n\r\n');
      const head = piece.slice(0, end);
      const file = /filename="([^"]*)"/.exec(head)?.[1];
      const type = /Content-Type: ([^\r\n]+)/i.exec(head)?.[1];
      return {
        name: / name="([^"]*)"/.exec(head)?.[1] ?? '',
        ...(file === undefined ? {} : { file }),
        ...(type === undefined ? {} : { type }),
        data: piece.slice(end + 4),
      };
    });
}
