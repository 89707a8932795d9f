/** The form's values while they are being filled in, and the plan that they come to once nothing is missing. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerDetail } from '../../main/features/customers/contract';
import type { Purpose } from '../../main/kernel/payment';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { readAmount } from '../table/amount-input';
import type { Asked } from './asked';
import { amountProblem, type Plan, type Way } from './plan';
import { useVoucher } from './use-voucher';

export interface Draft {
  customer: { id: string; name: string } | null;
  /** A payer's id; null: the customer itself. Undefined until one is chosen: the only payer, where there is one. */
  payer: string | null | undefined;
  /** As it was typed. */
  amount: string;
  /** Null until one is chosen: then the customer's own. */
  currency: string | null;
  way: string | null;
  /** Of a voucher, as it was typed. */
  code: string;
  saveMethod: boolean;
  purpose: Purpose;
  description: string;
}

const nothing: Draft = {
  customer: null,
  payer: undefined,
  amount: '',
  currency: null,
  way: null,
  code: '',
  saveMethod: false,
  purpose: 'top-up',
  description: '',
};

export function useCustomer(id: string | null) {
  return useQuery({
    queryKey: ['customers', 'detail', id],
    enabled: id !== null,
    queryFn: ({ signal }) => (id === null ? null : api.customers.get({ id }, { signal })),
  });
}

function useUsualCurrency(detail: CustomerDetail | null | undefined): string {
  const choices = useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  });
  return detail?.balances[0]?.currency ?? choices.data?.currencies[0] ?? 'USD';
}

/** For an invoice: what is open of it, in its currency. */
function firstDraft({ invoice, way }: Asked, money: (amount: string, currency: string) => string): Draft {
  if (!invoice) return { ...nothing, way };
  const { currency, number, open } = invoice;
  return { ...nothing, way, currency, amount: money(open, currency), purpose: 'invoice', description: number };
}

/** Another customer's payment, or one in another currency or for something else, is not for the invoice. */
function isForInvoice({ customer, invoice }: Asked, draft: Draft, currency: string): boolean {
  const isOf = draft.customer === null || draft.customer.id === customer;
  return invoice !== null && isOf && currency === invoice.currency && draft.purpose === 'invoice';
}

export function useDraft(asked: Asked) {
  const { say, language, money } = useWords();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(asked, money));
  const id = draft.customer?.id ?? asked.customer;
  const found = useCustomer(id);
  const detail = found.data ?? null;
  const named = detail && { id: detail.row.id, name: detail.row.name || say('customers.unnamed') };
  const customer = draft.customer ?? named;
  const usual = useUsualCurrency(detail);
  const currency = draft.currency ?? usual;
  const options = useQuery({
    queryKey: ['book', 'taking', currency],
    queryFn: ({ signal }) => api.taking.options({ currency }, { signal }),
  }).data;
  const amount = readAmount(draft.amount, language, currency);
  const isFor = isForInvoice(asked, draft, currency);
  // The limits are a top-up's.
  const problem = amountProblem(amount, currency, isFor ? null : (options ?? null));
  const voucher = useVoucher(draft.way === 'voucher' ? draft.code : '', currency, customer?.id ?? null);
  const payers = detail?.payers.filter(({ archivedAt }) => archivedAt === null) ?? [];
  const onlyPayer = payers.length === 1 ? payers[0]?.id : undefined;
  const payerId = draft.payer === undefined ? (onlyPayer ?? null) : draft.payer;

  /** Null while something is missing or wrong. */
  const planBy = (way: Way | undefined): Plan | null => {
    const worth = way?.by === 'voucher' ? voucher.redeemable : null;
    const sum = way?.by === 'voucher' ? worth?.money.amount : problem === null ? amount : null;
    if (!customer || !way || sum === null || sum === undefined) return null;
    const payer = payers.find((one) => one.id === payerId);
    return {
      customer,
      payer: payer ? { id: payer.id, name: payer.name } : null,
      ...{ amount: sum, currency, way, purpose: draft.purpose },
      invoice: isFor ? asked.invoice : null,
      voucher: worth && { code: draft.code, kind: worth.batch.kind },
      saveMethod: draft.saveMethod && way.by === 'page' && way.saveMethod,
      description: draft.description.trim() || say(`purpose.${draft.purpose}`),
    };
  };
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  return {
    draft,
    change,
    customer,
    detail,
    error: found.error,
    /** Whose payer it is, is known: saved methods are a payer's. */
    isRead: id === null || !found.isPending,
    currency,
    options,
    problem,
    voucher,
    payers,
    payerId,
    planBy,
    isFor,
  };
}
export type DraftState = ReturnType<typeof useDraft>;
