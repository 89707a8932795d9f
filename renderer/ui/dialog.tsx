/** A dialog: Mantine's, with a head of our own, and its close button named in the operator's language. */
import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../locales/words';

export interface DialogProps {
  opened: boolean;
  onClose(): void;
  title: string;
  /** Pixels. */
  width?: number;
  children: ReactNode;
}

/**
 * The keys go back to where they were. Mantine does it where a dialog stays and is closed; most of ours are there only while they are
 * open, and left the keys on nothing.
 */
function useGiveBack(opened: boolean): void {
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(
    () => () => {
      const isOnNothing = document.activeElement === null || document.activeElement === document.body;
      if (isOnNothing && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

export function Dialog({ opened, onClose, title, width = 460, children }: DialogProps) {
  const { say } = useWords();
  useGiveBack(opened);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={width} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className="sheet-dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('notice.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
