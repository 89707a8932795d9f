/** What every gateway can be asked. An adapter speaks the provider's language inside and only these words outside. */

import type { Method } from '../kernel/payment';
import type { GatewayAsks } from './ask';
import type { Facts, PulledPage } from './pulled';
import type { ReportFormat } from './report';

export interface GatewayIdentity {
  /** The provider's account id. */
  account: string;
  name: string;
  environment: 'live' | 'sandbox';
}

/** What a provider takes as the answer to a dispute. */
export interface EvidenceTerms {
  /** Characters. */
  longestText: number;
  /** One file at least. */
  needsFile: boolean;
}

export interface Capabilities {
  hostedPage: boolean;
  saveMethod: boolean;
  chargeSaved: boolean;
  /** A page on which a method is saved without a payment. */
  saveAlone: boolean;
  refund: boolean;
  payouts: boolean;
  disputes: boolean;
  /** How disputes can be answered from here; null: in the provider's dashboard only. */
  evidence: EvidenceTerms | null;
  balance: boolean;
}

/** One connected account of one provider. Every call may fail with a Failure of the `gateway-*` or `key-*` kind. */
export interface Gateway extends GatewayAsks {
  readonly provider: string;
  /** Asks who the key belongs to: the live test before a key is saved. */
  identify(signal?: AbortSignal): Promise<GatewayIdentity>;
  /** Goes on from `cursor` (null: from the beginning) to now. Stops between pages when the signal says so. */
  pull(cursor: string | null, signal?: AbortSignal): AsyncGenerator<PulledPage>;
  /** The present state of one payment, with its refunds and disputes. */
  fetchPayment(externalId: string, signal?: AbortSignal): Promise<Facts>;
}

export interface CredentialField {
  name: string;
  secret: boolean;
  /** May stay empty; left out: it must be given. */
  optional?: boolean;
  /** Throws a Failure that names what is wrong with the text, before anything is sent. */
  check(text: string, environment: 'live' | 'sandbox'): string;
}

/** What a gateway declares of itself; screens draw themselves from it. */
export interface GatewayKind {
  provider: string;
  /** As the payments table shows it. */
  label: string;
  methods: readonly Method[];
  capabilities: Capabilities;
  credentials: readonly CredentialField[];
  allowedHosts: readonly string[];
  /**
   * Where its two environments are asked, by credentials that do not say which is theirs: what one refuses is then tried once at the
   * other, so that a wrong environment can be named. Left out: the credentials say it, or there is one place for both.
   */
  homes?: Readonly<Record<GatewayIdentity['environment'], string>>;
  /** Where its own page takes only some currencies: these (ISO 4217). Left out: its list is long, or the account's own. */
  pageCurrencies?: readonly string[];
  /** Its own reports for download that can be compared with the book. */
  reports?: readonly ReportFormat[];
  connect(options: ConnectOptions): Gateway;
}

export interface ConnectOptions {
  credentials: Readonly<Record<string, string>>;
  environment?: 'live' | 'sandbox';
  /** Only for sandbox gateways: where a simulator listens. Live keys are never sent to it. */
  baseUrl?: string;
  /** UTC milliseconds. */
  now(): number;
}
