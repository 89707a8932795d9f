/** A dialog: Mantine's, with a head of our own, and its close button named in the operator's language. */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../locales/words';

export interface DialogProps {
  opened: boolean;
  onClose(): void;
  title: string;
  /** Pixels. */
  width?: number;
  children: ReactNode;
}

export function Dialog({ opened, onClose, title, width = 460, children }: DialogProps) {
  const { say } = useWords();
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
