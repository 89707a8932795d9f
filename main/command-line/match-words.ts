/** What the matcher says, in a few English words. */
import type { Evidence, MatchRule } from '../kernel/matching';

/** Why, in a few English words. */
export function evidenceText(evidence: readonly Evidence[]): string {
  return evidence.map(oneFact).join(', ');
}

function oneFact(of: Evidence): string {
  switch (of.fact) {
    case 'reference':
      return of.whole ? `names ${of.text}` : `names ${of.text}, cut off`;
    case 'amount-equal':
      return 'amount equal';
    case 'amount-differs':
      return 'amount differs';
    case 'fee':
      return 'less a fee';
    case 'days':
      return of.days === 0 ? 'same day' : `${Math.abs(of.days)} days ${of.days > 0 ? 'later' : 'earlier'}`;
    case 'payer-seen':
      return `payer seen ${of.times} times by ${of.by}`;
    case 'payer-name':
      return 'the customer’s name';
    case 'gateway-named':
      return `names ${of.gateway}`;
    case 'sum-of':
      return `sum of ${of.count}`;
    case 'parts':
      return `in ${of.count} parts`;
    case 'opposite':
      return `the other side at ${of.bank}`;
    case 'words':
      return `says “${of.words}”`;
    case 'several':
      return `one of ${of.count} that fit`;
    case 'by-hand':
      return 'by hand';
  }
}

const span = ({ daysBefore, daysAfter }: MatchRule) => `${daysBefore} days before to ${daysAfter} days after`;

/** A rule as the sentence that it is on the screen. Fees are minor units of the line's currency. */
export function ruleText(rule: MatchRule): string {
  switch (rule.kind) {
    case 'reference':
      return `the line names it: RF, invoice number, provider’s id, descriptor; ${span(rule)}`;
    case 'payout':
      return `a payout of that amount; ${span(rule)}`;
    case 'payer':
      return `that amount, from a payer who is known; ${span(rule)}`;
    case 'set':
      return `up to ${rule.itemsMost} payments that come to it, less ${rule.feeMost} minor units of fees at most; ${span(rule)}`;
    case 'transfer':
      return `the other side of a transfer between our banks; ${span(rule)}`;
    case 'words':
      return `the text says ${rule.words.join(', ')}: ${rule.as}`;
  }
}
