/** What can be wrong with what was filled in, once each field by itself is sound, and of which kind it is. */
export const filledInFailures = {
  'days-reversed': 'expected',
  'day-over': 'expected',
  'day-to-come': 'expected',
  'limits-reversed': 'expected',
  'voucher-uses-few': 'expected',
  'number-prefix-shared': 'expected',
  'number-used': 'expected',
  'payer-email-needed': 'expected',
  'payer-contact-needed': 'expected',
  'method-home-currency': 'expected',
  'dashboard-email-odd': 'expected',
  'dashboard-sign-in-half': 'expected',
} as const;
