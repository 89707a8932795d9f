/** What came and cannot be booked: it is told, never guessed. */
import { isCurrency } from '../kernel/currency';
import type { Minor } from '../kernel/money';

/** Something came that cannot be booked; the message says why, for a person. */
export class Unreadable extends Error {}

/** `usd` gives `USD`. Throws Unreadable when it is not a currency that the book can hold. */
export function currencyOf(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code) || !isCurrency(code)) throw new Unreadable(`“${text.slice(0, 20)}” is not a currency`);
  return code;
}

/** For what can never be negative or nothing. `told`: the amount as it came. Throws Unreadable. */
export function aboveZero(amount: Minor, told: number): Minor {
  if (amount <= 0) throw new Unreadable(`the amount ${told} is not above zero`);
  return amount;
}
