/** The deposit proof as files: a paper to sign, and rows for a spreadsheet. */
import { job } from '../../db/reader';
import { toDecimal } from '../../kernel/money';
import { depositProofPaper, type ProofPartFacts } from '../../paper/deposit-proof';
import type { PaperWord } from '../../paper/words';
import { textCell } from '../export/csv-cell';
import type { PartFile } from '../export/part-file';
import { writeInOneSnapshot } from '../export/writing';
import { type PaperOrder, paperJob } from '../papers/paper-job';
import type { ProofSums } from './proof';
import { type Proven, type ProvenPart, proven } from './proof-facts';

export type ProofOrder = PaperOrder & { of: string };

const words = [
  ['charges', 'charges'],
  ['refunds', 'refunds'],
  ['disputes', 'disputes'],
  ['gatewayFees', 'fees'],
  ['reserved', 'reserved'],
  ['booked', 'booked'],
  ['missing', 'missing'],
  ['net', 'net'],
] as const satisfies readonly (readonly [PaperWord, keyof ProofSums])[];

function partFacts({ payout, told, rows, currency, paid, sums, seen }: ProvenPart): ProofPartFacts {
  const said = (minor: number) => toDecimal(minor, currency);
  return {
    ...{ payout, told, currency, paid: said(paid) },
    sums: words.flatMap(([word, sum]) => (sums[sum] === 0 && sum !== 'net' ? [] : [[word, said(sums[sum])] as const])),
    exchanged:
      seen && seen.currency !== currency
        ? { amount: toDecimal(seen.amount, seen.currency), currency: seen.currency }
        : null,
    rows: rows.map(({ day, label, who, amount, fee }) => ({
      ...{ day, label, who, amount: said(amount), fee: said(fee), net: said(amount - fee) },
    })),
  };
}

const countOf = ({ parts }: Proven) => parts.reduce((sum, { rows }) => sum + rows.length, 0);

const totalsOf = ({ lines, parts }: Proven) =>
  (lines.length > 0 ? lines : parts.map(({ paid: amount, currency }) => ({ amount, currency }))).map(
    ({ amount, currency }) => ({ currency, amount: toDecimal(amount, currency), count: 1 }),
  );

/** Throws Failure proof-unknown, proof-nothing. */
export const proofPdf = paperJob('matching.proof-pdf', (db, { of }: ProofOrder) => {
  const found = proven(db, of);
  return {
    ...{ language: null, rows: countOf(found), totals: () => totalsOf(found) },
    paper: (setting) =>
      depositProofPaper(
        {
          lines: found.lines.map(({ day, text, amount, currency }) => ({
            ...{ day, text, money: { amount: toDecimal(amount, currency), currency } },
          })),
          ...{ parts: found.parts.map(partFacts), holds: found.holds },
        },
        setting,
      ),
  };
});

const header = ['payout', 'gateway', 'day', 'kind', 'payment', 'label', 'customer', 'gross', 'fee', 'net', 'currency'];

/** Throws Failure proof-unknown, proof-nothing, export-failed, path-invalid. */
export const proofCsv = job('matching.proof-csv', (db, order: ProofOrder) =>
  writeInOneSnapshot(db, order, function* (own, file) {
    const found = proven(own, order.of);
    file.writeText(`${header.join(',')}\r\n`);
    for (const { day, amount, currency, text, id } of found.lines)
      writeRow(file, ['', '', day, 'bank-line', id, textCell(text), '', toDecimal(amount, currency), '', '', currency]);
    for (const part of found.parts) writePart(file, part);
    yield { phase: 'write', done: countOf(found), total: countOf(found) };
    return { rows: countOf(found), totals: totalsOf(found) };
  }),
);

function writeRow(file: PartFile, cells: readonly string[]): void {
  file.writeText(`${cells.join(',')}\r\n`);
}

function writePart(file: PartFile, { payout, rows, currency }: ProvenPart): void {
  const said = (minor: number) => toDecimal(minor, currency);
  for (const { day, kind, payment, label, who, amount, fee } of rows)
    writeRow(file, [
      ...[textCell(payout?.label ?? ''), payout?.gateway ?? '', day, kind, payment ?? ''],
      ...[textCell(label), textCell(who), said(amount), said(fee), said(amount - fee), currency],
    ]);
}
