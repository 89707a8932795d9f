/** What an item that explains a line is called: its own name, and whose it is: a customer, or a gateway by the name people know. */
import type { ItemRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { useGatewayNames } from '../../../ui/gateway-names';

type Named = Pick<ItemRow, 'kind' | 'label' | 'who'>;

export function useItemNames() {
  const { say } = useWords();
  const { labelOf } = useGatewayNames();
  /** A payout and what a gateway settled are a gateway's, by its key in the book. */
  const whose = ({ kind, who }: Named) => (kind === 'payout' || kind === 'settlement' ? labelOf(who) : who);
  return {
    whose,
    /** `RF07 · Ada Lovelace`, `po_1ABC · Stripe`. */
    nameOf: (item: Named) => [item.label || say(`itemKind.${item.kind}`), whose(item)].filter(Boolean).join(' · '),
  };
}
