/** The simulated account's objects, in the shape that Razorpay documents, with its noise: empty notes are a list, absent things null, 0 or ''. */

/** Razorpay answers empty notes as an empty list. */
export type Notes = Readonly<Record<string, string>> | readonly never[];

export interface CustomerObject {
  id: string;
  entity: 'customer';
  name: string;
  email: string | null;
  contact: string | null;
  gstin: null;
  notes: Notes;
  created_at: number;
}

export interface CardObject {
  id: string;
  entity: 'card';
  name: string;
  last4: string;
  network: string;
  type: string;
  issuer: string | null;
  international: boolean;
  emi: boolean;
  sub_type: string;
  token_iin: null;
}

export interface PaymentObject {
  id: string;
  entity: 'payment';
  amount: number;
  currency: string;
  /** What it is worth in INR; there for every payment. */
  base_amount: number;
  /** Only there for one in another currency. */
  base_currency?: string;
  status: string;
  order_id: string | null;
  invoice_id: string | null;
  international: boolean;
  method: string;
  amount_refunded: number;
  refund_status: 'partial' | 'full' | null;
  captured: boolean;
  description: string | null;
  card_id: string | null;
  bank: string | null;
  wallet: string | null;
  vpa: string | null;
  email: string;
  contact: string;
  customer_id?: string;
  token_id?: string;
  notes: Notes;
  /** With the tax in it; null until it was captured. */
  fee: number | null;
  tax: number | null;
  error_code: string | null;
  error_description: string | null;
  error_source: string | null;
  error_step: string | null;
  error_reason: string | null;
  acquirer_data: Readonly<Record<string, string | null>>;
  created_at: number;
}

export interface RefundObject {
  id: string;
  entity: 'refund';
  amount: number;
  currency: string;
  payment_id: string;
  notes: Notes;
  receipt: string | null;
  acquirer_data: { arn: string | null };
  created_at: number;
  batch_id: null;
  status: string;
  speed_processed: string;
  speed_requested: string;
}

export interface DisputeObject {
  id: string;
  entity: 'dispute';
  payment_id: string;
  amount: number;
  currency: string;
  amount_deducted: number;
  reason_code: string;
  respond_by: number;
  status: string;
  phase: string;
  created_at: number;
  evidence: Readonly<Record<string, unknown>>;
}

export interface SettlementObject {
  id: string;
  entity: 'settlement';
  amount: number;
  status: string;
  fees: number;
  tax: number;
  utr: string | null;
  created_at: number;
}

export interface ReconObject {
  entity_id: string;
  type: 'payment' | 'refund' | 'transfer' | 'adjustment';
  debit: number;
  credit: number;
  amount: number;
  currency: string;
  fee: number;
  tax: number;
  on_hold: boolean;
  settled: boolean;
  created_at: number;
  settled_at: number | null;
  settlement_id: string | null;
  posted_at: null;
  credit_type: string;
  description: string | null;
  /** JSON in a text. */
  notes: string | null;
  payment_id: string | null;
  settlement_utr: string | null;
  order_id: string | null;
  order_receipt: string | null;
  method: string | null;
  card_network: string | null;
  card_issuer: string | null;
  card_type: string | null;
  dispute_id: string | null;
}

export interface OrderObject {
  id: string;
  entity: 'order';
  amount: number;
  amount_paid: number;
  amount_due: number;
  currency: string;
  receipt: string | null;
  offer_id: null;
  status: 'created' | 'attempted' | 'paid';
  attempts: number;
  notes: Notes;
  created_at: number;
}

export interface TokenObject {
  id: string;
  entity: 'token';
  token: string;
  bank: string | null;
  wallet: string | null;
  method: string;
  card?: Omit<CardObject, 'id' | 'token_iin'> & { expiry_month: number; expiry_year: number };
  vpa?: { username: string; handle: string; name: string | null };
  recurring: boolean;
  recurring_details: { status: string; failure_reason: string | null };
  auth_type: null;
  mrn: null;
  used_at: number;
  created_at: number;
  expired_at: number;
  dcc_enabled: boolean;
}

export interface LinkObject {
  id: string;
  accept_partial: boolean;
  amount: number;
  amount_paid: number;
  callback_method: string;
  callback_url: string;
  cancelled_at: number;
  created_at: number;
  currency: string;
  customer: Readonly<Record<string, string>> | readonly never[];
  description: string;
  expire_by: number;
  expired_at: number;
  first_min_partial_amount: number;
  notes: Notes;
  notify: { email: boolean; sms: boolean; whatsapp: boolean };
  order_id: string;
  payments: readonly { amount: number; created_at: number; method: string; payment_id: string; status: string }[];
  reference_id: string;
  reminder_enable: boolean;
  reminders: readonly never[];
  short_url: string;
  status: string;
  updated_at: number;
  upi_link: boolean;
  user_id: string;
}

/** The link by which a method is registered: an invoice, as Razorpay keeps it. */
export interface InvoiceObject {
  id: string;
  entity: 'invoice';
  receipt: string | null;
  invoice_number: string | null;
  customer_id: string;
  customer_details: { id: string; name: string; email: string | null; contact: string | null };
  order_id: string;
  line_items: readonly never[];
  payment_id: string | null;
  status: string;
  expire_by: number | null;
  issued_at: number;
  paid_at: number | null;
  cancelled_at: number | null;
  expired_at: number | null;
  amount: number;
  amount_paid: number;
  amount_due: number;
  currency: string;
  description: string;
  notes: Notes;
  short_url: string;
  type: 'link';
  created_at: number;
}

export function notesObject(notes: Readonly<Record<string, string>> | undefined): Notes {
  return notes && Object.keys(notes).length > 0 ? notes : [];
}
