/** A dialog: Mantine's, with a head of our own, and its close button named in the operator's language. */
import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../locales/words';
import { isOnNothing, toScreen, useKeysStay } from './use-keys-stay';

export interface DialogProps {
  opened: boolean;
  onClose(): void;
  title: string;
  /** Pixels. */
  width?: number;
  children: ReactNode;
}

/** By then a dialog that fades away is gone, and Mantine has given the keys back, where it does. */
const GIVEN_BACK_MS = 200;

/**
 * The keys go back to where they were. Mantine does it where a dialog stays and is closed; most of ours are there only while they are
 * open, and left the keys on nothing.
 */
function useGiveBack(opened: boolean): void {
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => {
    if (!opened) return;
    return () => {
      if (isOnNothing() && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      // What it was opened from can be gone by then: a row that was dealt with, the palette.
      setTimeout(toScreen, GIVEN_BACK_MS);
    };
  }, [before, opened]);
}

export function Dialog({ opened, onClose, title, width = 460, children }: DialogProps) {
  const { say } = useWords();
  useGiveBack(opened);
  const place = useKeysStay();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={width} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className="sheet-dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('notice.close')} />
        </div>
        <Modal.Body ref={place}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
