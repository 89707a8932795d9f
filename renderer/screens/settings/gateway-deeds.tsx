/** What can be done about a gateway account; what stops it, or takes it away, says first what that changes. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { ProcedurePath } from '../../../main/contract';
import type { GatewayKindTold, GatewayState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { useRefusal } from '../../rpc/operator-session';
import { ConnectGateway } from './connect-gateway';
import { PauseQuestion, RemovalQuestion, RenameDialog } from './gateway-questions';

const deeds = ['pause', 'goOn', 'rename', 'newKey', 'remove'] as const;
type Deed = (typeof deeds)[number];

const paths: Readonly<Record<Deed, ProcedurePath>> = {
  pause: 'sync.pause',
  goOn: 'sync.goOn',
  rename: 'sync.rename',
  newKey: 'sync.connect',
  remove: 'sync.remove',
};

function DeedItem({ deed, onAsk }: { deed: Deed; onAsk(): void }) {
  const { say } = useWords();
  const refusal = useRefusal(paths[deed]);
  return (
    <Menu.Item disabled={refusal !== null} title={refusal ?? undefined} onClick={onAsk}>
      {say(`accounts.${deed}`)}
    </Menu.Item>
  );
}

interface GatewayDeedsProps {
  gateway: GatewayState;
  /** Undefined: this version does not have its gateway, so it can get no new key. */
  kind: GatewayKindTold | undefined;
}

export function GatewayDeeds({ gateway, kind }: GatewayDeedsProps) {
  const { say } = useWords();
  const [asked, setAsked] = useState<Deed | null>(null);
  const isPaused = gateway.state === 'paused';
  const shown = deeds.filter((deed) => deed !== (isPaused ? 'pause' : 'goOn') && (deed !== 'newKey' || kind));
  const close = () => setAsked(null);
  const ask = (deed: Deed) => {
    // Going on takes nothing away; what fails then shows on the account itself.
    if (deed === 'goOn') void api.sync.goOn({ gateway: gateway.key });
    else setAsked(deed);
  };
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <button type="button" className="quiet-button" aria-label={say('accounts.deeds', { gateway: gateway.label })}>
            <IconDots size={15} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {shown.map((deed) => (
            <DeedItem key={deed} deed={deed} onAsk={() => ask(deed)} />
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked === 'pause' && <PauseQuestion gateway={gateway} onClose={close} />}
      {asked === 'remove' && <RemovalQuestion gateway={gateway} onClose={close} />}
      {asked === 'rename' && <RenameDialog gateway={gateway} onClose={close} />}
      {kind && <ConnectGateway kinds={[kind]} account={gateway} opened={asked === 'newKey'} onClose={close} />}
    </>
  );
}
