/** Looking at the book as it was. */
export const pastWords = {
  past: {
    open: 'Look at the book as of a day',
    openKey: 'Look at the book as of a day (D)',
    title: 'The book as it was',
    about:
      'Every table, chart and export of this window as of a day. Nothing is changed by looking; names of people and settings are today’s.',
    asOf: 'As of',
    asOfHint: 'Only what counts up to the end of this business day. Empty: everything that was known.',
    knownOn: 'As known on',
    knownOnHint: 'Only what the book had learned by the end of this day. Empty: what it knows now.',
    notADay: 'A day up to today.',
    show: 'Show',
    making: 'Putting the book together as it was',
    banner: 'The book as it was',
    shown: 'As of {day}, as known {known}.',
    shownKnown: 'As known {known}.',
    noDeeds: 'You are looking at the past: nothing can be changed here.',
    mayNot: 'This window shows the past: go back to now to do this.',
    unplaced: {
      one: '{count} event could not be placed: its money counts, and no row shows it.',
      other: '{count} events could not be placed: their money counts, and no row shows them.',
    },
    filterAsOf: 'as of {day}',
    filterKnown: 'as known {known}',
    back: 'Back to now',
  },
} as const;
