/** What a person has chosen to explain a bank line with, and what is still missing. Kept in the book, so that a restart loses none of it. */
import type { ItemRow, LineRow, ProposalRow } from '../../../../main/features/matching/contract';
import { isCurrency } from '../../../../main/kernel/currency';
import { type BookAs, bookAs, type ItemKind } from '../../../../main/kernel/matching';
import { addMinor, type Minor, minor, readDecimal, toDecimal } from '../../../../main/kernel/money';

/** What the match books itself. Decimal text, with the sign of the bank. */
export interface BookedChoice {
  as: BookAs;
  amount: string;
  note: string;
}

export interface Choice {
  bank: string;
  line: string | null;
  /** Further lines that are explained together with it. */
  more: readonly string[];
  items: readonly ItemRow[];
  booked: readonly BookedChoice[];
}

export const nothingChosen: Choice = { bank: '', line: null, more: [], items: [], booked: [] };

/** What the book kept; anything that is not understood is nothing. */
export function readChoice(text: string | null | undefined): Choice {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    if (typeof found !== 'object' || found === null || !('bank' in found) || !('items' in found)) return nothingChosen;
    return { ...nothingChosen, ...(found as Choice) }; // from outside: our own words, written by `keep`
  } catch {
    return nothingChosen;
  }
}

export const keyOfItem = ({ kind, id }: { kind: ItemKind; id: string | null }) => `${kind} ${id ?? ''}`;

function minorOf(amount: string, currency: string): Minor {
  const read = isCurrency(currency) ? readDecimal(amount, currency) : 0;
  return minor(typeof read === 'number' ? read : 0);
}

export interface Standing {
  line: string;
  explained: string;
  difference: string;
  /** Lines and items come to the same sum, and there is something on both sides. */
  isEven: boolean;
}

/** In the currency of the lines; an item of another currency counts by what the bank shows for it. */
export function standingOf(lines: readonly LineRow[], { items, booked }: Choice, currency: string): Standing {
  const sum = (amounts: readonly string[]) =>
    amounts.reduce((total, amount) => addMinor(total, minorOf(amount, currency)), minor(0));
  const line = sum(lines.map(({ money }) => money.amount));
  const explained = sum([
    ...items.map((item) => item.seen?.amount ?? (item.money.currency === currency ? item.money.amount : '0')),
    ...booked.map(({ amount }) => amount),
  ]);
  const difference = minor(line - explained);
  return {
    ...{ line: toDecimal(line, currency), explained: toDecimal(explained, currency) },
    difference: toDecimal(difference, currency),
    isEven: difference === 0 && lines.length > 0 && items.length + booked.length > 0,
  };
}

const booksAs: Readonly<Record<string, BookAs>> = {
  'fees:bank': 'fee',
  interest: 'interest',
  'transit:own-banks': 'transfer',
};

/** A proposal, laid out as if a person had chosen it. */
export function choiceOf(proposal: ProposalRow): Pick<Choice, 'items' | 'booked'> {
  return {
    items: proposal.items.filter(({ id }) => id !== null),
    booked: proposal.items.flatMap(({ id, account, money, note }) => {
      const as = booksAs[account] ?? bookAs[0];
      return id === null ? [{ as, amount: money.amount, note }] : [];
    }),
  };
}

/** The lines that a proposal explains together with this one, listed or not. Of a transfer the other one is at another bank. */
export function moreOf(proposal: ProposalRow, line: string | null): string[] {
  const isTransfer = choiceOf(proposal).booked.some(({ as }) => as === 'transfer');
  return isTransfer ? [] : proposal.lines.filter((id) => id !== line);
}

/** A transfer that is waited for may come in parts: this one did, where `seen` says so. */
export const mayBePart = ({ kind, pending }: ItemRow) => kind === 'payment' && pending;

/** What of it the line can have paid, so that nothing is missing; null: it paid it whole, or not at all. `difference`: lines less what is chosen. */
export function partLeft({ money: { amount, currency } }: ItemRow, difference: string): string | null {
  const missing = minorOf(difference, currency);
  const part = addMinor(minorOf(amount, currency), missing);
  return missing < 0 && part > 0 ? toDecimal(part, currency) : null;
}

/** The proposal that is chosen unchanged: it is accepted with its own evidence. */
export function proposalChosen(proposals: readonly ProposalRow[], choice: Choice): ProposalRow | null {
  if (choice.items.some((item) => mayBePart(item) && item.seen !== null)) return null;
  const chosen = JSON.stringify([
    choice.items.map(keyOfItem).sort(),
    choice.booked.map(({ as, amount }) => `${as} ${amount}`),
  ]);
  const lines = [choice.line ?? '', ...choice.more].sort().join();
  return (
    proposals.find((proposal) => {
      const { items, booked } = choiceOf(proposal);
      const same = JSON.stringify([items.map(keyOfItem).sort(), booked.map(({ as, amount }) => `${as} ${amount}`)]);
      const isTransfer = booked.some(({ as }) => as === 'transfer') && proposal.lines.some((id) => id === choice.line);
      return same === chosen && (isTransfer || [...proposal.lines].sort().join() === lines);
    }) ?? null
  );
}
