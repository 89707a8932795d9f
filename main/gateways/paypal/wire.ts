/** The fields of PayPal's answers that are read. What is money, time, status or identity must be exact; a label that is odd is left out. */
import { z } from 'zod';
import { readDay } from '../../kernel/time';
import { field, textOf } from '../field';

const id = z.string().min(1).max(255);
const word = z.string().min(1).max(255);
/** What is only shown, and what is read by a schema of its own: taken as it comes. */
const label = z.unknown().optional();
const nested = z.unknown().optional();

/** The elements of what should be a list; none when it is not. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const stamp = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})\d*)?([Zz]|[+-]\d{2}:?\d{2})$/;
const EARLIEST_MS = Date.UTC(1998, 0, 1);

/** UTC milliseconds. Takes `+00:00` and, as the search writes it, `+0000`. Null for any other text, and for days that do not exist. */
export function timeOf(text: string): number | null {
  const [, day = '', time = '', part = '', zone = ''] = stamp.exec(text) ?? [];
  if (readDay(day) === null) return null;
  const offset = /^[Zz]$/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${day}T${time}.${part.padEnd(3, '0')}${offset}`);
  return Number.isNaN(at) || at < EARLIEST_MS ? null : at;
}

const time = z
  .string()
  .max(64)
  .transform((text, context) => {
    const at = timeOf(text);
    if (at !== null) return at;
    context.addIssue({ code: 'custom', message: 'not a time' });
    return z.NEVER;
  });

export const moneySchema = z.object({ currency_code: z.string().max(255), value: z.string().max(64) });
export type Money = z.infer<typeof moneySchema>;
const money = moneySchema;

/** One row of the transaction search. */
export const rowSchema = z.object({
  transaction_info: z.object({
    transaction_id: id,
    transaction_event_code: z.string().regex(/^T\d{4}$/),
    transaction_status: word,
    transaction_initiation_date: time,
    transaction_amount: money,
    fee_amount: money.nullish(),
    paypal_reference_id: label,
    transaction_subject: label,
    transaction_note: label,
    invoice_id: label,
    custom_field: label,
    bank_reference_id: label,
  }),
  payer_info: nested,
});

/** One page of the search; its rows are read one by one, so that a bad one does not hide the others. */
export const searchSchema = z.object({
  transaction_details: z.array(z.unknown()).max(5000),
  total_pages: z.int().min(0).max(100_000).nullish(),
  last_refreshed_datetime: z.unknown().optional(),
});

export const breakdownSchema = z.object({
  gross_amount: money.nullish(),
  paypal_fee: money.nullish(),
  paypal_fee_in_receivable_currency: money.nullish(),
  net_amount: money.nullish(),
  receivable_amount: money.nullish(),
  net_amount_in_receivable_currency: money.nullish(),
  exchange_rate: nested,
});
export type Breakdown = z.infer<typeof breakdownSchema>;

export const captureSchema = z.object({
  id,
  status: word,
  status_details: nested,
  amount: money,
  invoice_id: label,
  custom_id: label,
  seller_receivable_breakdown: breakdownSchema.nullish(),
  create_time: time,
  supplementary_data: nested,
  processor_response: nested,
});
export type Capture = z.infer<typeof captureSchema>;

export const refundSchema = z.object({
  id,
  status: word,
  amount: money,
  custom_id: label,
  note_to_payer: label,
  seller_payable_breakdown: breakdownSchema.nullish(),
  create_time: time,
});

export const orderSchema = z.object({
  id,
  status: word,
  create_time: label,
  links: nested,
  payer: nested,
  payment_source: nested,
  purchase_units: z.array(z.unknown()).max(10).nullish(),
});
export type Order = z.infer<typeof orderSchema>;

export const disputeSchema = z.object({
  dispute_id: id,
  create_time: time,
  update_time: time.nullish(),
  disputed_transactions: z.array(z.unknown()).max(1000),
  reason: label,
  status: word,
  dispute_amount: money,
  dispute_outcome: nested,
  seller_response_due_date: label,
});
export type Dispute = z.infer<typeof disputeSchema>;

export const disputeListSchema = z.object({ items: z.array(z.unknown()).max(1000).nullish(), links: nested });

export const balancesSchema = z.object({
  account_id: label,
  balances: z
    .array(
      z.object({
        currency: z.string().max(255),
        total_balance: money,
        available_balance: money.nullish(),
        withheld_balance: money.nullish(),
      }),
    )
    .max(500),
});

export const tokenSchema = z.object({
  access_token: z.string().min(8).max(4096),
  expires_in: z.int().min(1).max(10_000_000),
});

export const vaultListSchema = z.object({
  total_pages: z.int().min(0).max(1000).nullish(),
  payment_tokens: z.array(z.unknown()).max(1000).nullish(),
});
export const vaultTokenSchema = z.object({ id, customer: nested, payment_source: z.record(z.string(), z.unknown()) });

/** The link of that relation; null when there is none. */
export function linkOf(links: unknown, rel: string): string | null {
  const found = listOf(links).find((link) => field(link, 'rel') === rel);
  return textOf(field(found, 'href'));
}
