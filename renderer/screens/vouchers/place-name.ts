/** Where the money of a sold batch is, in words. */
import { useWords } from '../../locales/words';
import { useGatewayNames } from '../../ui/gateway-names';

export function usePlaceName(): (at: string) => string {
  const { say } = useWords();
  const { labelOf } = useGatewayNames();
  return (at) => (at === 'bank-transfer' ? say('vouchers.bankTransfer') : labelOf(at));
}
