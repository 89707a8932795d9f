/** What a CSV file can bring into a book, and which columns it may have: closed lists that both sides share. */

export const importKinds = ['customers', 'invoices', 'purchases', 'payments'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Every field of any kind; `needed` and `fieldsOf` say where each belongs. */
export const importFields = [
  'externalId',
  'name',
  'email',
  'phone',
  'address',
  'city',
  'postcode',
  'country',
  'language',
  'taxId',
  'customer',
  'number',
  'date',
  'due',
  'description',
  'product',
  'quantity',
  'amount',
  'currency',
  'taxCode',
  'taxRate',
  'from',
  'to',
  'total',
  'note',
  'reference',
  'purpose',
  'status',
  'method',
] as const;
export type ImportField = (typeof importFields)[number];

/** In the order in which a person is asked for them. */
export const fieldsOf: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: ['externalId', 'name', 'email', 'phone', 'address', 'city', 'postcode', 'country', 'language', 'taxId'],
  invoices: [
    'customer',
    'number',
    'externalId',
    'date',
    'due',
    'description',
    'amount',
    'currency',
    'quantity',
    'taxRate',
    'taxCode',
    'total',
    'product',
    'from',
    'to',
    'note',
  ],
  purchases: [
    ...(['customer', 'externalId', 'date', 'description', 'amount', 'currency', 'taxRate', 'taxCode'] as const),
    ...(['product', 'reference', 'purpose'] as const),
  ],
  payments: [
    'date',
    'amount',
    'status',
    'description',
    'customer',
    'currency',
    'method',
    'externalId',
    'reference',
    'purpose',
  ],
};

/** Without these columns nothing can be read. */
export const neededFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: ['name'],
  invoices: ['customer', 'description', 'amount'],
  purchases: ['customer', 'date', 'description', 'amount'],
  payments: ['date', 'amount', 'status'],
};

/** At least one of these columns: by what a row is known again. Empty: rows without are known by their file and line. */
export const identityFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers: ['externalId', 'email'],
  invoices: [],
  purchases: [],
  payments: [],
};

export const moneyFields: readonly ImportField[] = ['amount', 'total'];
/** Read by the decimal sign too. */
export const numberFields: readonly ImportField[] = ['amount', 'total', 'quantity', 'taxRate'];
export const dayFields: readonly ImportField[] = ['date', 'due', 'from', 'to'];

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
export const decimalSigns = ['.', ','] as const;
export type DecimalSign = (typeof decimalSigns)[number];
/** Year first, day first, month first. */
export const dayOrders = ['ymd', 'dmy', 'mdy'] as const;
export type DayOrder = (typeof dayOrders)[number];

/** `there`: the book says the same. `differs`: it is there and says something else, which stays. `linked`: gets its external id. */
export const importStates = ['new', 'linked', 'there', 'differs', 'refused'] as const;
export type ImportState = (typeof importStates)[number];

export const MOST_IMPORT_BYTES = 32 * 1024 * 1024;
export const MOST_IMPORT_ROWS = 100_000;
export const MOST_IMPORT_COLUMNS = 200;
/** Signs of one cell. */
export const LONGEST_CELL = 10_000;
/** Bytes of one piece of a file on its way to the engine: well within a frame. */
export const PIECE_BYTES = 1024 * 1024;
/** Days until an invoice is due whose row does not say. */
export const USUAL_DUE_DAYS = 14;
