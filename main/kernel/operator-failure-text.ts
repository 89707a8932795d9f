/** The English text of what can fail around operators: signing in, rights, and what waits for a second one. */
import type { FailureCode, FailureText } from './failure';

const nothingChanged = 'Nothing was changed.';

export const operatorFailureText = {
  'operator-locked': {
    what: 'Nobody is signed in here.',
    safe: nothingChanged,
    next: 'Sign in; on the command line say who you are with --operator.',
  },
  'operator-none': {
    what: 'This book has no operators.',
    safe: nothingChanged,
    next: 'Add an administrator in the settings first.',
  },
  'operator-unknown': {
    what: 'There is no operator {name}, or not any more.',
    safe: nothingChanged,
    next: 'Look at the operators in the settings.',
  },
  'operator-exists': {
    what: 'The name {name} is or was an operator’s of this book.',
    safe: nothingChanged,
    next: 'Choose another name: one that stands in the journal is never given to somebody else.',
  },
  'operator-first-administrator': {
    what: 'The first operator of a book must be an administrator.',
    safe: nothingChanged,
    next: 'Add the administrator, then the others.',
  },
  'operator-last-administrator': {
    what: '{name} is the last administrator of this book.',
    safe: nothingChanged,
    next: 'Make somebody else an administrator first.',
  },
  'sign-in-wrong': {
    what: 'The passphrase is not that of {name}.',
    safe: nothingChanged,
    next: 'Try again; an administrator can reset it.',
  },
  'sign-in-wait': {
    what: 'There were too many wrong tries.',
    safe: nothingChanged,
    next: 'Wait {seconds} seconds, then try again.',
  },
  'not-allowed-role': {
    what: 'The role {role} does not have this right.',
    safe: nothingChanged,
    next: 'Ask an operator who has it, or switch to one.',
  },
  'pin-needed': {
    what: 'Approving takes your PIN.',
    safe: nothingChanged,
    next: 'Type it and approve again.',
  },
  'pin-wrong': {
    what: 'This is not your PIN.',
    safe: 'The request still waits.',
    next: 'Try again.',
  },
  'approval-needed': {
    what: 'Above {limit} {currency} this takes a second operator.',
    safe: nothingChanged,
    next: 'Send it as a request.',
  },
  'approval-own': {
    what: '{name} asked for this, so somebody else must approve it.',
    safe: 'The request still waits.',
    next: 'Have another operator look at it, or take the request back.',
  },
  'approval-unknown': {
    what: 'There is no such request ({id}).',
    safe: nothingChanged,
    next: 'Refresh the list of requests.',
  },
  'approval-answered': {
    what: 'This request does not wait any more.',
    safe: nothingChanged,
    next: 'Refresh the list of requests.',
  },
  'refund-needs-reason': {
    what: 'Credit leaves as cash only by two operators, and the second one must read why.',
    safe: nothingChanged,
    next: 'Write the reason and ask again; a different operator then finds it under Requests.',
  },
  'attachment-file': {
    what: '“{name}” cannot be attached: a PDF, a PNG, a JPEG or a plain text can.',
    safe: nothingChanged,
    next: 'Choose another file, or make a PDF of it.',
  },
  'attachment-many': {
    what: 'An adjustment takes at most {most} files, together 4.5 MB.',
    safe: nothingChanged,
    next: 'Leave some out, or make them smaller.',
  },
  'attachment-card': {
    what: '“{name}” holds what looks like the number of a card, which does not belong into a book.',
    safe: nothingChanged,
    next: 'Take it out of the file and attach it again.',
  },
  'attachment-gone': {
    what: 'The attached file “{name}” is not in this book any more, or is not what was attached.',
    safe: nothingChanged,
    next: 'Check the book: it names every file like that. A backup may have it.',
  },
  'adjustment-unknown': {
    what: 'There is no such adjustment ({id}).',
    safe: nothingChanged,
    next: 'Refresh the customer’s page.',
  },
  'adjustment-reversed': {
    what: 'This adjustment was reversed already.',
    safe: nothingChanged,
    next: 'Look at the customer’s adjustments.',
  },
  'adjustment-expired': {
    what: 'Nothing of this adjustment is left to reverse: it expired.',
    safe: nothingChanged,
    next: 'Make a new adjustment if the customer should have more or less.',
  },
  'adjustment-limit': {
    what: 'An adjustment is at most {limit} {currency}.',
    safe: nothingChanged,
    next: 'Check the amount; what is really more takes several adjustments.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
