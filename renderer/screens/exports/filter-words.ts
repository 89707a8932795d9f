/** What an export was filtered by, in words; a part that is not known is told as it was logged. */
import { chargeViews } from '../../../main/kernel/charge';
import { methods, purposes, reversals, statuses } from '../../../main/kernel/payment';
import type { Words } from '../../locales/words';

type Part = (value: string, words: Words) => string;

function listed<Value extends string>(values: readonly Value[], write: (value: Value, words: Words) => string): Part {
  return (text, words) => {
    const found = values.find((value) => value === text);
    return found ? write(found, words) : text;
  };
}

const plain: Part = (value) => value;

const parts: Readonly<Record<string, Part>> = {
  status: listed(statuses, (value, { say }) => say(`status.${value}`)),
  text: (value) => `“${value}”`,
  from: (day, { say, times }) => say('span.since', { day: times.day(day) }),
  to: (day, { say, times }) => say('span.until', { day: times.day(day) }),
  gateways: plain,
  gateway: plain,
  methods: listed(methods, (value, { say }) => say(`method.${value}`)),
  currencies: plain,
  purposes: listed(purposes, (value, { say }) => say(`purpose.${value}`)),
  minAmount: (min, { say, money }) => say('filter.atLeast', { min: money(min, '') }),
  maxAmount: (max, { say, money }) => say('filter.atMost', { max: money(max, '') }),
  customer: (_, { say }) => say('payments.oneCustomer'),
  payment: (_, { say }) => say('papers.onePayment'),
  payout: (_, { say }) => say('payments.onePayout'),
  report: (_, { say }) => say('exports.oneReport'),
  reversedBy: listed(reversals, (value, { say }) => say(`reversedBy.${value}`)),
  reversedFrom: (day, { say, times }) => say('span.since', { day: times.day(day) }),
  reversedTo: (day, { say, times }) => say('span.until', { day: times.day(day) }),
  reversedIn: plain,
  asOf: (day, { say, times }) => say('past.filterAsOf', { day: times.day(day) }),
  asKnown: (at, { say, times }) => say('past.filterKnown', { known: times.moment(Number(at)) }),
  view: listed(chargeViews, (value, { say }) => say(`chargesView.${value}`)),
  flagged: (_, { say }) => say('payments.flagged'),
};

/** Chosen rows are told by their number, not by their ids. */
function chosenRows(name: string, value: unknown, { say }: Words): string | null {
  if (!Array.isArray(value)) return null;
  if (name === 'only') return say('exports.only', { count: value.length });
  return name === 'without' ? say('exports.without', { count: value.length }) : null;
}

/** `''` when there was no filter. */
export function filterWords(logged: string, words: Words): string {
  let filter: unknown;
  try {
    filter = JSON.parse(logged);
  } catch {
    return logged;
  }
  if (typeof filter !== 'object' || filter === null) return logged === 'null' ? '' : logged;
  return Object.entries(filter)
    .map(([name, value]) => {
      const chosen = chosenRows(name, value, words);
      if (chosen !== null) return chosen;
      const write = Object.hasOwn(parts, name) ? parts[name] : undefined;
      const values: unknown[] = Array.isArray(value) ? value : [value];
      return values.map((one) => (write ? write(String(one), words) : `${name} ${String(one)}`)).join(', ');
    })
    .join(' · ');
}
