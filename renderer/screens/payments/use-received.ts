/** What is filled in of a bank transfer that came: one sum on the statement, and the parts that it pays. */
import { useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { type Minor, readDecimal, toDecimal } from '../../../main/kernel/money';
import { readDay, systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { newId } from '../../rpc/new-id';
import { readAmount } from '../../table/amount-input';
import { useAmountWords } from '../../taking/amount-words';
import { amountProblem } from '../../taking/plan';

/** Another customer's part of the same transfer. */
export interface OtherPart {
  key: string;
  customer: { id: string; name: string } | null;
  /** A Pending transfer of theirs; null: it becomes their credit. */
  payment: string | null;
  /** As typed. */
  text: string;
}

export interface SentPart {
  payment?: string;
  customer?: string;
  amount: string;
  restPending: boolean;
}

export interface Received {
  amount: string;
  day: string;
  note: string;
  bankReference: string;
  parts: SentPart[];
}

/** Minor units; null for what is no amount above zero. */
function minorOf(amount: string | null, currency: string): Minor | null {
  if (amount === null || amountProblem(amount, currency, null) !== null) return null;
  const value = readDecimal(amount, currency);
  return typeof value === 'string' ? null : value;
}

/** What is still to be divided among the parts, as decimal text: zero when they come to what was received. Null: something cannot be read. */
export function leftOver(received: string | null, parts: readonly (string | null)[], currency: string): string | null {
  const whole = minorOf(received, currency);
  if (whole === null) return null;
  let left: number = whole;
  for (const part of parts) {
    const value = minorOf(part, currency);
    if (value === null) return null;
    left -= value;
  }
  return toDecimal(left, currency);
}

/** How the payment's own part stands to what was asked: below zero less, above zero more. */
function difference(amount: string | null, asked: string, currency: string): number {
  const [came, wanted] = [minorOf(amount, currency), minorOf(asked, currency)];
  return came === null || wanted === null ? 0 : came - wanted;
}

export function useReceived({ row }: PaymentDetail) {
  const { money, times, language } = useWords();
  const { currency, amount: asked } = row.amount;
  const [text, setText] = useState(() => money(asked, currency));
  const [ownText, setOwnText] = useState(() => money(asked, currency));
  const [day, setDay] = useState<string>(() => times.dayOf(systemClock.now()));
  const [note, setNote] = useState('');
  const [bankReference, setBankReference] = useState('');
  const [restPending, setRestPending] = useState(true);
  const [others, setOthers] = useState<readonly OtherPart[]>([]);
  const amount = readAmount(text, language, currency);
  // Alone it is all that came.
  const own = others.length === 0 ? amount : readAmount(ownText, language, currency);
  const amounts = others.map((part) => readAmount(part.text, language, currency));
  const left = leftOver(amount, [own, ...amounts], currency);
  const isDivided = left !== null && !/[1-9]/.test(left) && others.every((part) => part.customer !== null);
  const parts = others.map((part, n): SentPart => {
    const sum = { amount: amounts[n] ?? '', restPending };
    if (part.payment !== null) return { ...sum, payment: part.payment };
    return { ...sum, ...(part.customer ? { customer: part.customer.id } : {}) };
  });
  const isReady = isDivided && readDay(day) !== null && note.trim() !== '';
  const received: Received | null =
    isReady && amount !== null && own !== null
      ? {
          ...{ amount, day, note: note.trim(), bankReference: bankReference.trim() },
          parts: [{ payment: row.id, amount: own, restPending }, ...parts],
        }
      : null;
  const change = (key: string, to: Partial<OtherPart>) =>
    setOthers((before) => before.map((part) => (part.key === key ? { ...part, ...to } : part)));
  const add = () => setOthers((before) => [...before, { key: newId(), customer: null, payment: null, text: '' }]);
  const drop = (key: string) => setOthers((before) => before.filter((part) => part.key !== key));
  const problem = useAmountWords()(amount, currency);
  const off = difference(own, asked, currency);
  const typed = { text, ownText, day, note, bankReference, restPending, others, currency };
  const set = { setText, setOwnText, setDay, setNote, setBankReference, setRestPending };
  return { ...typed, ...set, problem, off, left, received, change, add, drop };
}
export type ReceivedForm = ReturnType<typeof useReceived>;
