/** An invoice while it is written: lines as they were typed, and what they come to once every part can be read. */
import { useState } from 'react';
import type { InvoiceDetail, InvoiceInput } from '../../../main/features/invoices/contract';
import type { InvoiceKind } from '../../../main/kernel/invoice';
import { type InvoiceSums, invoiceSums } from '../../../main/kernel/invoice-sums';
import { addDays, readDay, systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { newId } from '../../rpc/new-id';
import { type Line, type LineDraft, type LineFault, readLine } from './read-line';

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
function emptyLine(before?: LineDraft): LineDraft {
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
      ...{ quantity: money(line.quantity, ''), price: money(line.price, row.currency) },
      ...{ taxCode: line.tax?.code ?? '', taxRate: line.tax ? money(line.tax.rate, '') : '' },
      ...{ from: line.from ?? '', to: line.to ?? '' },
    })),
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

/** What keeps an invoice from being saved, the topmost of it. */
export type Missing = 'customer' | 'dueDay' | 'tooMuch' | 'total' | { line: number; fault: LineFault };

function missingOf(draft: Draft, lines: readonly (Line | LineFault)[], sums: InvoiceSums | null): Missing | null {
  if (!draft.customer) return 'customer';
  if (readDay(draft.dueDay) === null) return 'dueDay';
  for (const [n, line] of lines.entries()) if (typeof line === 'string') return { line: n + 1, fault: line };
  if (!sums) return 'tooMuch';
  return sums.total > 0 ? null : 'total';
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
  const lines = draft.lines.map((line) => readLine(line, language, isTaxed, currency));
  const read = lines.map((line) => (typeof line === 'string' ? null : line));
  const known = read.filter((line) => line !== null);
  const sums = sumsOf(known, currency);
  const missing = missingOf(draft, lines, sums);
  const { kind, payer, note, dueDay } = draft;
  const content: InvoiceInput | null =
    missing === null && draft.customer
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
  return { draft, currency, isTaxed, lines, read, sums, missing, content, change, changeLine, addLine, removeLine };
}
export type Edit = ReturnType<typeof useEdit>;
