/** What stands in the README of an archive: each of its files, and how to read it. Pure. */
import type { ArchivedFile } from './archive';
import type { Head } from './written';

export function archiveReadme(book: string, writtenAt: string, head: Head, files: readonly ArchivedFile[]): string {
  return `Everything of the book “${book}”, written by Counterfoil at ${writtenAt}.
Its journal ends at event ${head.position}, sha256 ${head.hash}.

lists/        The lists as the program shows and exports them: amounts as decimals, times in UTC, names beside ids.
tables/       The tables that they are read from, as they stand: amounts in minor units of the currency beside them (cents; yen;
              thousandths of a dinar), times in UTC milliseconds, days as YYYY-MM-DD, 16 bytes as an id. person, note_text, bank_line_text
              and mail hold people's data; export_log tells every file that left the book.
journal.jsonl Every event in its order, one JSON object a line, with its postings (from one account to another, in minor units) and its
              hash. Everything in tables/ but people's data follows from it.
ledger.journal The same money for hledger: hledger -f ledger.journal balance
attachments/  Files that were attached, under their SHA-256, which the events name.
manifest.json The files with their rows, bytes and SHA-256.

CSV is RFC 4180 in UTF-8. A text that a spreadsheet would run begins with an apostrophe.
Keys of gateways, passwords and the codes of vouchers are in none of these files; a batch's codes are exported by themselves.

Rows, without headings:
${files.map(({ name, rows }) => `${String(rows).padStart(10)}  ${name}`).join('\n')}
`;
}
