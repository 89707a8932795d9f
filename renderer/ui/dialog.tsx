/** A dialog: Mantine's, with its close button named in the operator's language. */
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
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      closeButtonProps={{ 'aria-label': say('notice.close') }}
    >
      {children}
    </Modal>
  );
}
