/** A dialog in which much is typed: closing it asks first, once something was, and keeps it in its fields meanwhile. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../locales/words';
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

export function TypedDialog({ isTyped, onClose, children, ...props }: TypedDialogProps) {
  const [leaving, setLeaving] = useState(false);
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
