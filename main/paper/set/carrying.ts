/** What a table carries from one page to the next: exact sums of its columns so far, or their latest figures. */
import type { Row, Table } from '../document';

/** Decimal text of up to this many digits behind the point is added up exactly. */
const MOST_DIGITS = 20;

export interface Carrying {
  add(row: Row): void;
  /** A row with `label` in its first column of text. */
  row(label: string): Row;
}

/** Null when no column is carried. */
export function carrying({ columns, currency }: Table): Carrying | null {
  if (!columns.some(({ carry }) => carry !== undefined)) return null;
  const carried: string[] = columns.map(({ carry }) => (carry === 'sum' ? '0' : ''));
  const labelAt = Math.max(
    columns.findIndex(({ kind }) => kind === 'text'),
    0,
  );
  return {
    add({ cells }) {
      for (const [index, { carry }] of columns.entries()) {
        const cell = cells[index];
        if (carry === undefined || cell === undefined || typeof cell === 'string') continue;
        carried[index] = carry === 'latest' ? cell.amount : addDecimals(carried[index] ?? '0', cell.amount);
      }
    },
    row: (label) => ({
      tone: 'faint',
      cells: columns.map(({ carry }, index) => {
        if (index === labelAt) return label;
        const amount = carried[index] ?? '';
        return carry === undefined || amount === '' ? '' : { amount, currency };
      }),
    }),
  };
}

/** The exact sum of two decimal texts. One that is no decimal counts nothing: it is shown on its row as it came. */
export function addDecimals(a: string, b: string): string {
  const digits = Math.max(fractionOf(a).length, fractionOf(b).length);
  return fromScaled(scaled(a, digits) + scaled(b, digits), digits);
}

const decimal = /^(-?)(\d{1,40})(?:\.(\d{1,20}))?$/;

const fractionOf = (text: string) => decimal.exec(text)?.[3] ?? '';

function scaled(text: string, digits: number): bigint {
  const match = decimal.exec(text);
  if (!match || digits > MOST_DIGITS) return 0n;
  const value = BigInt(`${match[2] ?? '0'}${(match[3] ?? '').padEnd(digits, '0')}`);
  return match[1] === '-' ? -value : value;
}

function fromScaled(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${value < 0n ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}
