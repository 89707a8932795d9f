/** What is filled in for new vouchers, what is wrong with it, and what it comes to. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readDecimal, toDecimal } from '../../../main/kernel/money';
import { readDay, systemClock } from '../../../main/kernel/time';
import { MOST_USES, MOST_VOUCHERS, type VoucherKind } from '../../../main/kernel/voucher';
import { patternProblem, USUAL_PATTERN } from '../../../main/kernel/voucher-code';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { readAmount } from '../../table/amount-input';
import { amountProblem } from '../../taking/plan';

export interface WishDraft {
  name: string;
  kind: VoucherKind;
  amount: string;
  currency: string | null;
  count: string;
  from: string;
  to: string;
  uses: string;
  perCustomer: string;
  pattern: string;
  note: string;
  paidAt: string;
  paidDay: string;
  paidNote: string;
}

/** A whole number from 1 on; null for what is none. */
function wholeOf(text: string, most: number): number | null {
  if (!/^\d{1,7}$/.test(text.trim())) return null;
  const value = Number.parseInt(text.trim(), 10);
  return value >= 1 && value <= most ? value : null;
}

function problemsOf(draft: WishDraft, amount: string | null, currency: string, today: string) {
  const count = wholeOf(draft.count, MOST_VOUCHERS);
  const uses = wholeOf(draft.uses, MOST_USES);
  const perCustomer = draft.perCustomer.trim() === '' ? 'any' : wholeOf(draft.perCustomer, uses ?? 1);
  const isSold = draft.kind === 'sold';
  return {
    name: draft.name.trim() === '',
    amount: amountProblem(amount, currency, null) !== null,
    count: count === null,
    uses: uses === null,
    perCustomer: perCustomer === null,
    days: readDay(draft.from) === null || (draft.to !== '' && (draft.to < draft.from || draft.to < today)),
    pattern: patternProblem(draft.pattern, count ?? 1),
    paidNote: isSold && draft.paidNote.trim() === '',
    paidDay: isSold && (readDay(draft.paidDay) === null || draft.paidDay > today),
  };
}

export function useWish() {
  const { language, times } = useWords();
  const today = times.dayOf(systemClock.now());
  const [draft, setDraft] = useState<WishDraft>({
    ...{ name: '', kind: 'promotional', amount: '', currency: null, count: '1', from: today, to: '', uses: '1' },
    ...{ perCustomer: '1', pattern: USUAL_PATTERN, note: '', paidAt: 'bank-transfer', paidDay: today, paidNote: '' },
  });
  const choices = useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  });
  const currency = draft.currency ?? choices.data?.currencies[0] ?? 'EUR';
  const amount = readAmount(draft.amount, language, currency);
  const problems = problemsOf(draft, amount, currency, today);
  const count = wholeOf(draft.count, MOST_VOUCHERS) ?? 0;
  const uses = wholeOf(draft.uses, MOST_USES) ?? 0;
  const wish = Object.values(problems).some((wrong) => wrong !== false && wrong !== null)
    ? null
    : {
        ...{ name: draft.name.trim(), kind: draft.kind, amount: amount ?? '', currency, from: draft.from },
        ...{ to: draft.to === '' ? null : draft.to, uses, count, note: draft.note.trim(), pattern: draft.pattern },
        perCustomer: draft.perCustomer.trim() === '' ? null : wholeOf(draft.perCustomer, uses),
        paid: draft.kind === 'sold' ? { at: draft.paidAt, note: draft.paidNote.trim(), day: draft.paidDay } : null,
      };
  const change = (part: Partial<WishDraft>) => setDraft((old) => ({ ...old, ...part }));
  return {
    draft,
    change,
    currency,
    problems,
    wish,
    whole: wholeWorth(amount, currency, count * uses),
    all: count * uses,
  };
}
export type Wish = ReturnType<typeof useWish>;

/** What all uses come to, decimal text; null while that is not known. */
function wholeWorth(amount: string | null, currency: string, times: number): string | null {
  const value = amount === null ? null : readDecimal(amount, currency);
  if (typeof value !== 'number' || value <= 0 || times === 0) return null;
  return toDecimal(BigInt(value) * BigInt(times), currency);
}
