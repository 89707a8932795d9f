/** What a simulated PayPal account holds. Times are UTC milliseconds, amounts minor units. */

export interface Payer {
  /** Thirteen characters, as PayPal's account ids. */
  id: string;
  given: string;
  surname: string;
  email: string;
  country: string;
}

/** What PayPal turned a sum into. `rate` in hundred-thousandths. */
export interface Converted {
  currency: string;
  amount: number;
  rate: number;
}

export interface Refund {
  id: string;
  capture: string;
  status: 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';
  at: number;
  amount: number;
  currency: string;
  customId: string | null;
  note: string | null;
}

export interface Capture {
  id: string;
  order: string;
  status: string;
  /** `ECHECK`, `PENDING_REVIEW`; null when there is nothing to say. */
  why: string | null;
  at: number;
  updated: number;
  amount: number;
  currency: string;
  fee: number;
  converted: Converted | null;
  customId: string | null;
  invoice: string | null;
  refunds: Refund[];
}

export interface Order {
  id: string;
  status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';
  at: number;
  updated: number;
  amount: number;
  currency: string;
  description: string | null;
  customId: string | null;
  invoice: string | null;
  payer: Payer | null;
  /** It was made with a wallet as its source: its link is `payer-action`. */
  wallet: boolean;
  returnUrl: string | null;
  cancelUrl: string | null;
  /** The payer agreed to be kept; under this customer where the merchant named one. */
  save: { customer: string | null } | null;
  token: Token | null;
  /** What the payer chose to pay with: an eCheck takes days, and may not come. */
  means: 'good' | 'refused' | 'echeck';
  captures: Capture[];
}

export interface Token {
  id: string;
  customer: string;
  payer: Payer;
  card: { brand: string; last4: string; expiry: string } | null;
  refuses: boolean;
}

export interface Dispute {
  id: string;
  at: number;
  updated: number;
  capture: string;
  amount: number;
  currency: string;
  reason: string;
  status: string;
  outcome: string | null;
  due: number | null;
  /** What the seller answered. */
  evidences?: readonly object[];
}

/** One row of the transaction search. It may become visible later than it says. */
export interface Row {
  id: string;
  code: string;
  status: string;
  at: number;
  updated: number;
  visible: number;
  seq: number;
  amount: number;
  currency: string;
  /** Positive when PayPal kept it; null: none is written. */
  fee: number | null;
  of: string | null;
  subject: string | null;
  note: string | null;
  invoice: string | null;
  custom: string | null;
  bankReference: string | null;
  payer: Payer | null;
}
