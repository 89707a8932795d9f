/** Why two things are thought to be the same, in words. */
import type { Evidence } from '../../../../main/kernel/matching';
import { toDecimal } from '../../../../main/kernel/money';
import { useWords, type Words } from '../../../locales/words';
import { useGatewayNames } from '../../../ui/gateway-names';

function wordsOf(of: Evidence, currency: string, { say, money }: Words, gatewayName: (key: string) => string): string {
  const amount = (minor: number) => `${money(toDecimal(minor, currency), currency)} ${currency}`;
  switch (of.fact) {
    case 'reference':
      return say(of.whole ? 'evidence.reference' : 'evidence.referenceCut', { text: of.text });
    case 'amount-differs':
      return say('evidence.amount-differs', { amount: amount(of.by) });
    case 'fee':
      return say('evidence.fee', { amount: amount(of.amount) });
    case 'days':
      if (of.days === 0) return say('evidence.sameDay');
      return say(of.days > 0 ? 'evidence.daysLater' : 'evidence.daysEarlier', { count: Math.abs(of.days) });
    case 'payer-seen':
      return say(of.by === 'account' ? 'evidence.seenAccount' : 'evidence.seenName', { count: of.times });
    case 'gateway-named':
      return say('evidence.gateway-named', { gateway: gatewayName(of.gateway) });
    case 'sum-of':
      return say('evidence.sum-of', { count: of.count });
    case 'parts':
      return say('evidence.parts', { count: of.count });
    case 'opposite':
      return say('evidence.opposite', { bank: of.bank });
    case 'words':
      return say('evidence.words', { words: of.words });
    case 'several':
      return say('evidence.several', { count: of.count });
    case 'amount-equal':
    case 'payer-name':
    case 'by-hand':
      return say(`evidence.${of.fact}`);
  }
}

export function EvidenceWords({ evidence, currency }: { evidence: readonly Evidence[]; currency: string }) {
  const words = useWords();
  const { labelOf } = useGatewayNames();
  return <bdi>{evidence.map((of) => wordsOf(of, currency, words, labelOf)).join(', ')}</bdi>;
}
