/** What our side may ask a provider to do with money, and what may come of it. */
import type { Decline } from '../kernel/decline';
import type { EvidencePart, EvidenceType } from '../kernel/evidence';
import type { Failure } from '../kernel/failure';
import type { Minor } from '../kernel/money';
import type { Method, Purpose } from '../kernel/payment';
import type { Facts } from './pulled';

/** A write was sent and no answer says what came of it. It must be looked up, never sent again under another key. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Who pays, as far as a provider must know. */
export interface AskedPayer {
  /** The provider's id of the customer; null: it knows none. */
  customer: string | null;
  name: string;
  email: string | null;
  phone: string | null;
}

/** Money that is asked for. It is stored before anything is sent. */
export interface Ask {
  /** UUID text, made once per attempt: the idempotency key where there is one, else the reference it is found by. */
  key: string;
  /** Minor units of `currency`, above zero. */
  amount: Minor;
  currency: string;
  /** For the payer to read. */
  description: string;
  purpose: Purpose | null;
  payer: AskedPayer;
}

export interface PageAsk extends Ask {
  /** The payer agreed that the method is kept. */
  saveMethod: boolean;
  /** Where the provider sends the payer's browser afterwards; it only says that the window may be closed. */
  returnUrl: string;
}

/** A page on which a customer saves a method and pays nothing. */
export interface SetupAsk {
  /** UUID text: the same gives the same page, where the provider knows keys. */
  key: string;
  /** The provider's id of the customer. */
  customer: string;
  /** In which it will be charged. */
  currency: string;
  returnUrl: string;
}

export interface ChargeAsk extends Ask {
  /** The provider's token of the saved method. */
  method: string;
}

export interface RefundAsk {
  key: string;
  /** The provider's id of the payment. */
  payment: string;
  amount: Minor;
  currency: string;
  reason: string | null;
}

/** The provider's page for one attempt. */
export interface OpenedPage {
  /** The provider's id of the page, for asking after it. */
  page: string;
  link: string;
  /** UTC milliseconds. */
  expiresAt: number | null;
}

/** `open`: the payer has not finished. The facts hold the payment, once the provider has made one. */
export interface PageState {
  state: 'open' | 'finished' | 'expired' | 'cancelled';
  facts: Facts;
}

/** What a charge or refund came to. What leaves doubt is thrown as OutcomeUnknown; what was not done, as Failure. */
export type Answered =
  | { kind: 'accepted'; externalId: string; facts: Facts }
  /**
   * `hard`: it must not be tried again (stolen, closed). `decline`: why, of a charge. The facts hold the failed payment where the
   * provider made one.
   */
  | { kind: 'declined'; detail: string; hard: boolean; decline?: Decline; facts: Facts };

/** A payer's method as the provider keeps it. Never more of a card than brand, last four and expiry. */
export interface PulledMethod {
  token: string;
  method: Method;
  /** `Visa ···· 4242`, `jane@example.com`. */
  label: string;
  brand: string | null;
  last4: string | null;
  /** `YYYY-MM`. */
  expires: string | null;
  status: 'pending' | 'confirmed' | 'failed';
  providerStatus: string;
  createdAt: number | null;
  /**
   * What the provider says is one and the same card or account, whatever the token: those are one method. Left out or null where
   * it says none. It identifies a card: never stored, never shown.
   */
  instrument?: string | null;
}

/** One sum that the provider holds for us now. */
export interface HeldBalance {
  currency: string;
  available: Minor;
  pending: Minor;
  /** What it holds back as a reserve is within these; left out: it is not. */
  withReserve?: boolean;
}

/** Answering a dispute: what is sent to a provider, once. */
export interface EvidenceFile {
  part: EvidencePart;
  name: string;
  type: EvidenceType;
  bytes: Uint8Array;
}

export interface EvidenceAsk {
  /** UUID text, made once for each answer: the idempotency key where there is one. */
  key: string;
  /** The provider's id of the dispute. */
  dispute: string;
  text: string;
  files: readonly EvidenceFile[];
}

/** What a gateway whose disputes can be answered here has. */
export interface EvidenceAsks {
  /**
   * Sends it for good: a provider takes one answer. Gives the dispute as it is then. Rejects with Failure when nothing was sent, with
   * OutcomeUnknown when it may have been.
   */
  sendEvidence?(ask: EvidenceAsk, signal?: AbortSignal): Promise<Facts>;
  /** Whether the provider has an answer to it. */
  hasEvidence?(dispute: string, signal?: AbortSignal): Promise<boolean>;
}

/** What our side may ask to be done. Each is there when the capability says so. */
export interface GatewayAsks extends EvidenceAsks {
  /**
   * For so many milliseconds the provider answers a repeated key with what came of the first, for pages, charges and refunds alike.
   * Left out: a repeated key may be done twice, so that an attempt is sent once and then only looked up.
   */
  readonly keyHonouredMs?: number;
  openPage?(ask: PageAsk, signal?: AbortSignal): Promise<OpenedPage>;
  /** Also finishes what the provider leaves to us (PayPal: the capture), under the attempt's key. */
  checkPage?(page: string, key: string, signal?: AbortSignal): Promise<PageState>;
  /** Ends a page that nobody has paid; one that was paid meanwhile comes back as finished. */
  closePage?(page: string, key: string, signal?: AbortSignal): Promise<PageState>;
  openSetup?(ask: SetupAsk, signal?: AbortSignal): Promise<OpenedPage>;
  /** Charges a saved method now, the payer not present. */
  charge?(ask: ChargeAsk, signal?: AbortSignal): Promise<Answered>;
  refund?(ask: RefundAsk, signal?: AbortSignal): Promise<Answered>;
  /**
   * What became of an attempt whose outcome is unknown, by its key. Null: the provider has nothing of it (yet).
   * `sentAt`: UTC milliseconds, when it was sent.
   */
  findPage?(ask: PageAsk, sentAt: number, signal?: AbortSignal): Promise<OpenedPage | null>;
  findCharge?(ask: ChargeAsk, sentAt: number, signal?: AbortSignal): Promise<Answered | null>;
  findRefund?(ask: RefundAsk, sentAt: number, signal?: AbortSignal): Promise<Answered | null>;
  /** The saved methods of a customer, by the provider's id. */
  listMethods?(customer: string, signal?: AbortSignal): Promise<readonly PulledMethod[]>;
  removeMethod?(customer: string, token: string, signal?: AbortSignal): Promise<void>;
  balance?(signal?: AbortSignal): Promise<readonly HeldBalance[]>;
}
