/** A bank's CSV file read whole, as an import reads it row by row. */
import type { BankProfile } from '../../main/features/statements/contract';
import { CsvHead, csvLines } from '../../main/features/statements/formats/csv';
import { type ReadFile, Reading, type ReadLine } from '../../main/features/statements/formats/read';
import type { CsvText } from '../../main/features/statements/formats/text';

export function readCsv(text: CsvText, profile: BankProfile, currency: string): ReadFile {
  const reading = new Reading();
  const head = new CsvHead();
  const lines: ReadLine[] = [];
  for (const { balance, ...line } of csvLines(text, profile, currency, reading)) {
    head.take(line.day, line.amount, balance);
    lines.push(line);
  }
  reading.statements.push({ head: head.told(currency), lines });
  return reading;
}
