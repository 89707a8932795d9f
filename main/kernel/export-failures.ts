/** What can go wrong with what leaves the book as a file and with looking at it as it was, and of which kind it is. */
export const exportFailures = {
  'export-failed': 'expected',
  'export-too-large': 'expected',
  'export-not-again': 'expected',
  'gl-refused': 'expected',
  'gl-accounts-missing': 'expected',
  'looking-back': 'expected',
  'past-room': 'expected',
} as const;
