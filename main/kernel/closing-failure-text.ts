/** The English text of what can fail around closed months and the bundles that seal them. */
import type { FailureCode, FailureText } from './failure';

const nothingChanged = 'Nothing was changed.';

export const closingFailureText = {
  'period-closed': {
    what: '{day} is in a closed month: everything up to {closed} is sealed.',
    safe: 'Nothing was saved.',
    next: 'Choose {open} or later; or have the month opened again under Close, with a reason and a second operator.',
  },
  'period-not-over': {
    what: '{period} cannot be closed before it is over: its last day is {day}.',
    safe: nothingChanged,
    next: 'Close it from the day after on.',
  },
  'period-closed-before': {
    what: '{period} is closed already.',
    safe: nothingChanged,
    next: 'There is nothing to do.',
  },
  'period-not-closed': {
    what: '{period} is not closed.',
    safe: nothingChanged,
    next: 'There is nothing to open again.',
  },
  'period-not-last': {
    what: '{period} is not the last month that was closed: that is {last}.',
    safe: nothingChanged,
    next: 'Open {last} again first; months are opened from the last one back.',
  },
  'period-waits': {
    what: 'Something was asked for {period} already and waits for a second operator.',
    safe: nothingChanged,
    next: 'Have it approved or refused under Close.',
  },
  'period-open-checks': {
    what: 'Not everything on the checklist of {period} is done: {open}.',
    safe: nothingChanged,
    next: 'Finish it; or close all the same and say why.',
  },
  'period-needs-two': {
    what: 'It takes two operators to close a month or to open it again.',
    safe: nothingChanged,
    next: 'Ask for it; then have a different operator approve.',
  },
  'period-request-unknown': {
    what: 'There is no such request in this book.',
    safe: nothingChanged,
    next: 'Look at the list under Close.',
  },
  'period-unknown': {
    what: '“{text}” is no month of this book.',
    safe: nothingChanged,
    next: 'Write a month as 2026-10.',
  },
  'late-answered': {
    what: 'This late item was answered before, or is none.',
    safe: nothingChanged,
    next: 'Look at the list of late items.',
  },
  'bundle-unreadable': {
    what: '{file} is not a bundle that Counterfoil wrote, or not a whole one: {detail}.',
    safe: 'Nothing was taken from it.',
    next: 'Ask for the file again, or have the bundle written anew from the book.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
