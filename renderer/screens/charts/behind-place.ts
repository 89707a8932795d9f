/** What stands behind a bar or a point of a chart, as the address says it: reload, back and links work there too. */
import { isCurrency } from '../../../main/kernel/currency';
import { readDay } from '../../../main/kernel/time';
import type { Span } from '../../chart/chart-span';
import type { Place } from '../../navigation';

export interface BehindBank {
  gateway: string;
  day: string;
  last: string;
  /** Empty: both. */
  state: 'matched' | 'open' | '';
}

export interface BehindClearing {
  gateway: string;
  currency: string;
  day: string;
  last: string;
}

export interface BehindCredit {
  currency: string;
  /** At its end. */
  last: string;
}

export type Behind =
  | ({ of: 'bank' } & BehindBank)
  | ({ of: 'clearing' } & BehindClearing)
  | ({ of: 'credit' } & BehindCredit);

type To = Pick<Place, 'screen' | 'query'>;

const place = (span: Span, query: Place['query']): To => ({ screen: 'charts', query: { ...span, ...query } });

export const behindBank = (span: Span, of: BehindBank): To => place(span, { behind: 'bank', ...of });
export const behindClearing = (span: Span, of: BehindClearing): To => place(span, { behind: 'clearing', ...of });
export const behindCredit = (span: Span, of: BehindCredit): To => place(span, { behind: 'credit', ...of });

/** Null where the address names nothing, or nothing that can be understood. */
export function readBehind({
  behind,
  gateway = '',
  currency = '',
  day = '',
  last = '',
  state,
}: Place['query']): Behind | null {
  if (readDay(last) === null) return null;
  if (behind === 'credit') return isCurrency(currency) ? { of: 'credit', currency, last } : null;
  if (gateway === '' || gateway.length > 60 || readDay(day) === null || day > last) return null;
  if (behind === 'bank')
    return { of: 'bank', gateway, day, last, state: state === 'matched' || state === 'open' ? state : '' };
  return behind === 'clearing' && isCurrency(currency) ? { of: 'clearing', gateway, currency, day, last } : null;
}
