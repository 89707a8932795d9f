/** A dialog in which much is typed: closing it asks first, once something was, and keeps it in its fields meanwhile. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../locales/words';
import { isElectron } from '../rpc/link';
import { Dialog, type DialogProps } from './dialog';

interface TypedDialogProps extends Omit<DialogProps, 'children'> {
  /** Something was typed that is not kept yet. */
  isTyped: boolean;
  /** `leave`: what *Cancel* does. */
  children(leave: () => void): ReactNode;
}

function LeaveQuestion({ onStay, onLeave }: { onStay(): void; onLeave(): void }) {
  const { say } = useWords();
  return (
    <>
      <p>{say('typed.what')}</p>
      <div className="dialog-actions">
        <Button onClick={onLeave}>{say('typed.leave')}</Button>
        <Button variant="filled" autoFocus onClick={onStay}>
          {say('typed.stay')}
        </Button>
      </div>
    </>
  );
}

/** The browser asks before a reload or a closed window takes what was typed along. Electron would only refuse to close, without a word. */
function useHeldPage(isTyped: boolean): void {
  useEffect(() => {
    if (!isTyped || isElectron) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isTyped]);
}

export function TypedDialog({ isTyped, onClose, children, ...props }: TypedDialogProps) {
  const [leaving, setLeaving] = useState(false);
  useHeldPage(isTyped);
  const close = () => {
    setLeaving(false);
    onClose();
  };
  const leave = () => (isTyped ? setLeaving(!leaving) : close());
  return (
    <Dialog {...props} onClose={leave}>
      {leaving && <LeaveQuestion onStay={() => setLeaving(false)} onLeave={close} />}
      <div hidden={leaving}>{children(leave)}</div>
    </Dialog>
  );
}
