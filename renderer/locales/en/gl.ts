/** The ledger under one's own account codes. */
export const glWords = {
  glTied: {
    balances: 'Its sums come to the balance of each account.',
    days: 'Its sums come to what the book keeps of each day.',
  },
  glFormat: { gl: 'Own columns', xero: 'Xero', datev: 'DATEV' },
  gl: {
    menu: 'GL journal with account codes…',
    title: 'GL journal',
    format: 'For which program',
    ownHint: 'A line for each debit and each credit. Days and currency may be left out.',
    periodHint: 'One period and one currency a file; every account in it needs a code.',
    from: 'First day booked',
    to: 'Last day booked',
    currency: 'Currency',
    allCurrencies: 'Every one',
    accounts: 'Account codes',
    mapped: {
      one: '{count} row says which code an account has.',
      other: '{count} rows say which code an account has.',
    },
    mappingFile: 'the mapping as CSV',
    unmapped: { one: '{count} account has no code yet:', other: '{count} accounts have no code yet:' },
    more: '{count} more',
    choose: 'Set codes from a file…',
    chooseHint:
      'A CSV with the columns account, code, name and tax rate takes the place of all rows. Copy the mapping, fill it in, and choose it.',
    datevHead: 'What the head of the DATEV file says',
    consultant: 'Consultant',
    client: 'Client',
    yearStart: 'Fiscal year begins (MM-01)',
    accountLength: 'Digits of an account',
    saveHead: 'Keep',
  },
} as const;
