/** The accounts' names as hledger and beancount take them. docs/journal-export.md has this table for readers. */
import { type AccountKind, accountKind } from '../../ledger/chart';

export type JournalFormat = 'hledger' | 'beancount';

/** The five roots that beancount wants above every account, and the letter that hledger knows the kind by. */
export const roots: Readonly<Record<AccountKind, { beancount: string; hledger: string }>> = {
  asset: { beancount: 'Assets', hledger: 'A' },
  liability: { beancount: 'Liabilities', hledger: 'L' },
  equity: { beancount: 'Equity', hledger: 'E' },
  income: { beancount: 'Income', hledger: 'R' },
  expense: { beancount: 'Expenses', hledger: 'X' },
};

/** `credit:<uuid>:paid` stays as it is in hledger; in beancount it is `Liabilities:Credit:<uuid>:Paid`. */
export function journalAccount(name: string, format: JournalFormat): string {
  const parts = name.split(':');
  if (format === 'hledger') return parts.map(plain).join(':');
  return [roots[accountKind(name)].beancount, ...parts.map((part) => capitalized(plain(part)))].join(':');
}

/** Names by account key. Two accounts whose names come out the same are told apart by a number. */
export function journalAccounts(
  accounts: readonly { id: number; name: string }[],
  format: JournalFormat,
): Map<number, string> {
  const taken = new Set<string>();
  const names = new Map<number, string>();
  for (const { id, name } of accounts) {
    const wanted = journalAccount(name, format);
    let given = wanted;
    for (let n = 2; taken.has(given); n++) given = `${wanted}-${n}`;
    taken.add(given);
    names.set(id, given);
  }
  return names;
}

/** Letters, digits and dashes pass in both tools; anything else becomes its code point between dashes. */
function plain(part: string): string {
  const text = part.replace(/[^A-Za-z0-9-]/gu, (sign) => `-u${sign.codePointAt(0)?.toString(16)}-`);
  return text === '' ? '-' : text;
}

/** A part of a beancount account begins with a capital letter or a digit. */
function capitalized(part: string): string {
  const first = part.charAt(0).toUpperCase();
  return /[A-Z0-9]/.test(first) ? first + part.slice(1) : `X${part}`;
}
