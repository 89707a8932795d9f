/** An invoice while it is written: lines as they were typed, and what they come to once every part can be read. */
import { useState } from 'react';
import type { InvoiceDetail, InvoiceInput } from '../../../main/features/invoices/contract';
import type { InvoiceKind } from '../../../main/kernel/invoice';
import { type InvoiceSums, invoiceSums } from '../../../main/kernel/invoice-sums';
import { addDays, readDay, systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { newId } from '../../rpc/new-id';
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

export interface Draft {
  kind: InvoiceKind;
  customer: { id: string; name: string } | null;
  payer: string | null;
  currency: string | null;
  dueDay: string;
  note: string;
  lines: LineDraft[];
}

const USUAL_DAYS = 14;

/** A new line goes on as the one before: same product, same tax. */
export function emptyLine(before?: LineDraft): LineDraft {
  const { product = 'general', taxCode = '', taxRate = '' } = before ?? {};
  return { key: newId(), description: '', product, quantity: '1', price: '', taxCode, taxRate, from: '', to: '' };
}

function draftOf(detail: InvoiceDetail, money: (amount: string, currency: string) => string): Draft {
  const { row, payer, note, lines } = detail;
  return {
    ...{ kind: row.kind, customer: row.customer, payer: payer?.id ?? null, currency: row.currency },
    ...{ dueDay: row.dueDay, note },
    lines: lines.map((line) => ({
      ...{ key: newId(), description: line.description, product: line.product },
      ...{ quantity: money(line.quantity, ''), price: money(line.price, '') },
      ...{ taxCode: line.tax?.code ?? '', taxRate: line.tax ? money(line.tax.rate, '') : '' },
      ...{ from: line.from ?? '', to: line.to ?? '' },
    })),
  };
}

type Line = InvoiceInput['lines'][number];

/** Null while something of it is missing or cannot be read. */
export function lineOf(draft: LineDraft, language: string, isTaxed: boolean): Line | null {
  const [quantity, price] = [readAmount(draft.quantity, language), readAmount(draft.price, language)];
  const rate = readAmount(draft.taxRate, language);
  const code = draft.taxCode.trim();
  if (draft.description.trim() === '' || !quantity || !price || rate === null) return null;
  const isExact = (text: string) => /^-?\d{1,12}(\.\d{1,6})?$/.test(text);
  const product = draft.product.trim() || 'general';
  if (!isExact(quantity) || !isExact(price) || !/^[a-z0-9-]{1,40}$/.test(product)) return null;
  const wantsTax = isTaxed && (code !== '' || rate !== '');
  if (wantsTax && (!/^[A-Za-z0-9-]{1,20}$/.test(code) || !/^\d{1,3}(\.\d{1,4})?$/.test(rate))) return null;
  const [from, to] = [readDay(draft.from), readDay(draft.to)];
  return {
    ...{ description: draft.description.trim(), product, quantity, price },
    ...(wantsTax ? { tax: { code, rate } } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

function sumsOf(lines: readonly Line[], currency: string): InvoiceSums | null {
  try {
    return invoiceSums(
      lines.map((line) => ({ ...line, tax: line.tax ?? null })),
      currency,
    );
  } catch {
    // Beyond what the book can hold.
    return null;
  }
}

export function useEdit(detail: InvoiceDetail | null, customer: Draft['customer'], usualCurrency: string) {
  const { language, money, times } = useWords();
  const [draft, setDraft] = useState<Draft>(() =>
    detail
      ? draftOf(detail, money)
      : {
          ...{ kind: 'service', customer, payer: null, currency: null, note: '', lines: [emptyLine()] },
          dueDay: addDays(times.dayOf(systemClock.now()), USUAL_DAYS),
        },
  );
  const currency = draft.currency ?? usualCurrency;
  const isTaxed = draft.kind === 'service';
  const read = draft.lines.map((line) => lineOf(line, language, isTaxed));
  const known = read.filter((line) => line !== null);
  const sums = sumsOf(known, currency);
  const isWhole = known.length === read.length && known.length > 0 && readDay(draft.dueDay) !== null;
  const { kind, payer, note, dueDay } = draft;
  const content: InvoiceInput | null =
    isWhole && sums && sums.total > 0 && draft.customer
      ? {
          ...{ kind, customer: draft.customer.id, currency, dueDay, note: note.trim(), lines: known },
          ...(payer ? { payer } : {}),
        }
      : null;
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const changeLine = (key: string, part: Partial<LineDraft>) =>
    setDraft((old) => ({ ...old, lines: old.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) }));
  const addLine = () => setDraft((old) => ({ ...old, lines: [...old.lines, emptyLine(old.lines.at(-1))] }));
  const removeLine = (key: string) =>
    setDraft((old) => ({ ...old, lines: old.lines.filter((line) => line.key !== key) }));
  return { draft, currency, isTaxed, read, sums, content, change, changeLine, addLine, removeLine };
}
export type Edit = ReturnType<typeof useEdit>;
