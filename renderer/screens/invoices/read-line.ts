/** A line of an invoice as it was typed: what it says, or the first thing of it that is missing or cannot be read. */
import type { InvoiceInput } from '../../../main/features/invoices/contract';
import { readDay } from '../../../main/kernel/time';
import { readAmount } from '../../table/amount-input';

export interface LineDraft {
  key: string;
  description: string;
  product: string;
  quantity: string;
  price: string;
  taxCode: string;
  taxRate: string;
  from: string;
  to: string;
}

export type Line = InvoiceInput['lines'][number];
export type LineFault = 'description' | 'product' | 'quantity' | 'price' | 'taxCode' | 'taxRate' | 'period' | 'to';

/** As an import reads a rate that comes without a code. */
const USUAL_TAX = 'VAT';

const isExact = (text: string | null): text is string => text !== null && /^-?\d{1,12}(\.\d{1,6})?$/.test(text);

/** Null: neither code nor rate was typed, or the invoice bears no tax. */
function taxOf(
  draft: LineDraft,
  rate: string | null,
  isTaxed: boolean,
): { code: string; rate: string } | LineFault | null {
  const code = draft.taxCode.trim();
  if (!isTaxed || (code === '' && draft.taxRate.trim() === '')) return null;
  if (rate === null || !/^\d{1,3}(\.\d{1,4})?$/.test(rate)) return 'taxRate';
  if (code !== '' && !/^[A-Za-z0-9-]{1,20}$/.test(code)) return 'taxCode';
  return { code: code || USUAL_TAX, rate };
}

/** Amounts are read as `language` writes them. */
export function readLine(draft: LineDraft, language: string, isTaxed: boolean, currency: string): Line | LineFault {
  const [quantity, price] = [readAmount(draft.quantity, language), readAmount(draft.price, language, currency)];
  if (draft.description.trim() === '') return 'description';
  if (!isExact(quantity)) return 'quantity';
  if (!isExact(price)) return 'price';
  const tax = taxOf(draft, readAmount(draft.taxRate, language), isTaxed);
  if (typeof tax === 'string') return tax;
  const product = draft.product.trim() || 'general';
  if (!/^[a-z0-9-]{1,40}$/.test(product)) return 'product';
  const [from, to] = isTaxed ? [readDay(draft.from), readDay(draft.to)] : [null, null];
  // With one day alone it is no period: neither the paper nor the revenue would know of it.
  if ((from === null) !== (to === null)) return 'period';
  if (from && to && to < from) return 'to';
  return {
    ...{ description: draft.description.trim(), product, quantity, price },
    ...(tax ? { tax } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
