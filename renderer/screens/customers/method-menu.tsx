/** What can be done about one saved method; what cannot be undone, or changes what is charged, asks first. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedMethod } from '../../../main/features/methods/contract';
import { useWords } from '../../locales/words';
import { ConsentDialog, RenameDialog, VerifyDialog } from './method-dialogs';
import { useMethodName } from './method-name';
import { PrimaryQuestion, RemovalQuestion } from './method-questions';

const deeds = ['makePrimary', 'rename', 'verify', 'consent', 'remove'] as const;
type Deed = (typeof deeds)[number];

export interface MethodDeedProps {
  method: SavedMethod;
  /** Those of the same payer. */
  among: readonly SavedMethod[];
  /** The gateway's name. */
  gateway: string;
  onClose(): void;
}

const dialogs: Readonly<Record<Deed, (props: MethodDeedProps) => React.JSX.Element>> = {
  makePrimary: PrimaryQuestion,
  rename: RenameDialog,
  verify: VerifyDialog,
  consent: ConsentDialog,
  remove: RemovalQuestion,
};

export function MethodMenu({ method, among, gateway }: Omit<MethodDeedProps, 'onClose'>) {
  const { say } = useWords();
  const [asked, setAsked] = useState<Deed | null>(null);
  const Asked = asked === null ? null : dialogs[asked];
  const name = useMethodName()(method);
  const mayBePrimary = !method.primary && method.status === 'Confirmed';
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <button type="button" className="quiet-button" aria-label={say('methods.actions', { method: name })}>
            <IconDots size={15} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {deeds.map((deed) => (
            <Menu.Item key={deed} disabled={deed === 'makePrimary' && !mayBePrimary} onClick={() => setAsked(deed)}>
              {say(`methods.${deed}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {Asked && <Asked method={method} among={among} gateway={gateway} onClose={() => setAsked(null)} />}
    </>
  );
}
