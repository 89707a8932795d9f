/** The operator at the rail's foot: who is signed in, switching, locking, and one's own passphrase. */
import { Menu } from '@mantine/core';
import { IconKey, IconLock, IconLogout, IconSwitchHorizontal, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Operator, SessionState } from '../../main/features/operators/contract';
import { useWords } from '../locales/words';
import { go } from '../navigation';
import { operatorBefore, useOperatorDeeds, useSession } from '../rpc/operator-session';
import { useAskedDeed } from '../ui/asked-deed';
import { Dialog } from '../ui/dialog';
import { offeredOperator } from './offered-operator';
import { SignInForm } from './sign-in';

const OwnSecrets = lazy(async () => ({ default: (await import('./own-secrets')).OwnSecrets }));

/** `Marta Olsen` gives `MO`. */
function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

/** Ctrl Shift L, wherever the focus is. */
function useLockKey(lock: (() => void) | null): void {
  useEffect(() => {
    if (!lock) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      lock();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [lock]);
}

const iconProps = { size: 14, stroke: 1.7, 'aria-hidden': true } as const;

interface ItemsProps {
  operator: Operator;
  label: string;
  lock(): void;
  onOpen(what: 'switch' | 'own'): void;
}

function OwnItems({ operator, label, lock, onOpen }: ItemsProps) {
  const { say } = useWords();
  const { leave } = useOperatorDeeds();
  return (
    <>
      <Menu.Label>{`${operator.name} · ${label}`}</Menu.Label>
      <Menu.Item leftSection={<IconSwitchHorizontal {...iconProps} />} onClick={() => onOpen('switch')}>
        {say('operators.switch')}
      </Menu.Item>
      <Menu.Item leftSection={<IconKey {...iconProps} />} onClick={() => onOpen('own')}>
        {say('operators.own')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconLock {...iconProps} />}
        rightSection={<kbd>{say('operators.lockKey')}</kbd>}
        onClick={lock}
      >
        {say('operators.lock')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout {...iconProps} />} onClick={() => void leave('signOut')}>
        {say('operators.signOut')}
      </Menu.Item>
    </>
  );
}

function NobodyItems() {
  const { say } = useWords();
  return (
    <>
      <Menu.Label>{say('operators.alone')}</Menu.Label>
      <Menu.Item
        leftSection={<IconUsers {...iconProps} />}
        onClick={() => go({ screen: 'settings', id: null, query: {} })}
      >
        {say('operators.setUp')}
      </Menu.Item>
    </>
  );
}

interface DialogsProps {
  session: SessionState;
  open: 'switch' | 'own' | null;
  onClose(): void;
}

function OperatorDialogs({ session, open, onClose }: DialogsProps) {
  const { say } = useWords();
  const { operator, names } = session;
  const other = offeredOperator(names, operator?.name ?? null, operatorBefore());
  return (
    <>
      <Dialog opened={open === 'switch'} onClose={onClose} title={say('operators.switchTitle')} width={400}>
        <SignInForm session={session} first={other} deed={say('operators.switchDeed')} onDone={onClose} />
      </Dialog>
      <Dialog opened={open === 'own'} onClose={onClose} title={say('operators.ownTitle')} width={420}>
        <Suspense fallback={null}>
          <OwnSecrets hasPin={operator?.hasPin === true} />
        </Suspense>
      </Dialog>
    </>
  );
}

/** `name`: whom the book's events name now; the system's user where it has no operators. */
export function OperatorMenu({ name }: { name: string }) {
  const { say } = useWords();
  const session = useSession();
  const { leave } = useOperatorDeeds();
  const [open, setOpen] = useState<'switch' | 'own' | null>(null);
  const operator = session?.operator;
  const role = operator ? say(`role.${operator.role}`) : say('rail.operator');
  const [lock] = useState(() => () => void leave('lock'));
  useLockKey(operator ? lock : null);
  useAskedDeed('lock', operator ? lock : null);
  useAskedDeed('switch-operator', operator ? () => setOpen('switch') : null);
  useAskedDeed('own-secrets', operator ? () => setOpen('own') : null);
  return (
    <>
      <Menu position="top-start" width={240}>
        <Menu.Target>
          <button type="button" className="operator operator-button">
            <span className="aloud">{say('operators.menu', { name, role })}</span>
            <span className="operator-mark" aria-hidden="true">
              {initialsOf(name)}
            </span>
            <span className="operator-name" aria-hidden="true">
              <bdi>{name}</bdi>
              <small>{role}</small>
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {operator ? <OwnItems operator={operator} label={role} lock={lock} onOpen={setOpen} /> : <NobodyItems />}
        </Menu.Dropdown>
      </Menu>
      {session && operator && <OperatorDialogs session={session} open={open} onClose={() => setOpen(null)} />}
    </>
  );
}
