/** A paper as plain data: what stands on it, in reading order, before anything is measured or drawn. */

const paperLanguages = ['en', 'es'] as const;
export type PaperLanguage = (typeof paperLanguages)[number];

const paperSizes = ['A4', 'Letter'] as const;
export type PaperSize = (typeof paperSizes)[number];

/** Decimal text, as on the wire; grouped for the reader when it is set. */
export interface PaperMoney {
  amount: string;
  currency: string;
}

export interface BankDetails {
  holder: string;
  iban: string;
  bic: string;
  bank: string;
}

export interface Logo {
  /** A whole PNG file. One that cannot be read is left out. */
  png: Uint8Array;
}

/** Who writes: stands at the top of every paper. */
export interface Letterhead {
  name: string;
  address: readonly string[];
  taxId: string;
  email: string;
  phone: string;
  website: string;
  logo: Logo | null;
}

/** Who it is for. */
export interface Party {
  name: string;
  address: readonly string[];
  taxId: string | null;
  email: string | null;
}

/** What every builder is given beside its facts. */
export interface PaperSetting {
  letterhead: Letterhead;
  language: PaperLanguage;
  size: PaperSize;
  /** UTC milliseconds; stands in the file's properties. Equal facts and an equal time give equal bytes. */
  createdAtMs: number;
}

export type Cell = string | PaperMoney;

export interface Column {
  header: string;
  /**
   * text: from the left, wrapped; label: from the left, in one line; figure: from the right, in one line; money: a figure,
   * grouped as the language does.
   */
  kind: 'text' | 'label' | 'figure' | 'money';
  /** Text columns share the room that figures leave, in these parts. 1 when left out. */
  share?: number;
  /** At a page break: the sum of the column so far, or its latest figure (a running balance). */
  carry?: 'sum' | 'latest';
}

export interface Row {
  /** One for each column. */
  cells: readonly Cell[];
  /** opening, closing and subtotal rows are strong; what does not count is faint. */
  tone?: 'strong' | 'faint';
}

/** Figures of one currency. Rows are read once, in order: they may come from a query as it is read. */
export interface Table {
  /** Read aloud before the table, and printed above it when there are several. */
  caption: string;
  captionShown: boolean;
  currency: string;
  columns: readonly Column[];
  rows: Iterable<Row>;
}

export interface LabelledValue {
  label: string;
  value: Cell;
  tone?: 'strong';
}

/** The slip below the perforation: what the payer needs to pay. */
export interface PaymentSlip {
  title: string;
  amount: PaperMoney | null;
  facts: readonly LabelledValue[];
  /** The text in the code, and the words beside it. */
  qr: { text: string; caption: string } | null;
}

/** One voucher of a sheet: a slip with a perforated edge. */
export interface Coupon {
  money: PaperMoney;
  code: string;
  lines: readonly string[];
}

export interface Mark {
  text: string;
  tone: 'good' | 'waiting' | 'off';
}

export interface PaperDocument extends PaperSetting {
  title: string;
  /** Stands beside the title: the number of an invoice. Empty when there is none. */
  number: string;
  recipient: { caption: string; party: Party } | null;
  /** The one large figure. */
  headline: { caption: string; money: PaperMoney } | null;
  /** Beside the title: Draft, Void, Paid. */
  mark: Mark | null;
  facts: readonly LabelledValue[];
  tables: readonly Table[];
  totals: readonly LabelledValue[];
  notes: readonly string[];
  coupons: Iterable<Coupon>;
  slip: PaymentSlip | null;
}
