/** Why something came late for a closed month, in a sentence. */
import type { LateCause } from '../../main/kernel/late-cause';
import { useWords } from '../locales/words';
import { useGatewayNames } from './gateway-names';

/** `day`: its own. */
export function LateCauseLine({ cause, day }: { cause: LateCause; day: string }) {
  const { say, sayWith, times } = useWords();
  const { labelOf } = useGatewayNames();
  const { bringer, thing, gateway, by, toldOn, importedOn } = cause;
  return sayWith(`lateBringer.${bringer}`, {
    ...{ thing: say(`lateThing.${thing}`), day: times.day(day), told: times.day(toldOn) },
    imported: importedOn === null ? '' : times.day(importedOn),
    by: <bdi key="by">{by}</bdi>,
    gateway: gateway === null ? '' : <bdi key="gateway">{labelOf(gateway)}</bdi>,
  });
}
