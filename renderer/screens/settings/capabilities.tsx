/** What a gateway declares that it can do, each with a mark and a word. */
import { IconCheck, IconMinus } from '@tabler/icons-react';
import type { GatewayKindTold } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';

const shown = [
  'hostedPage',
  'saveMethod',
  'saveAlone',
  'chargeSaved',
  'refund',
  'payouts',
  'disputes',
  'evidence',
  'balance',
] as const;

export function Capabilities({ kind }: { kind: GatewayKindTold }) {
  const { say } = useWords();
  return (
    <ul className="capabilities" aria-label={say('settings.capabilities', { gateway: kind.label })}>
      {shown.map((name) => {
        const can = kind.capabilities[name];
        const Icon = can ? IconCheck : IconMinus;
        return (
          <li key={name} className={can ? 'capability' : 'capability capability-none'}>
            <Icon size={12} stroke={2.2} aria-hidden="true" />
            {say(`capability.${name}`)}
            {!can && <span className="aloud"> {say('settings.cannot')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
