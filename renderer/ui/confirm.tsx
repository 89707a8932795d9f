/** Asks before what cannot be undone, and says what it changes: never *Are you sure?*. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../locales/words';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { Dialog } from './dialog';
import { FailureNotice } from './notices';

export interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What will be different, line by line. */
  consequences: readonly ReactNode[];
  /** The deed, as its button says it. */
  deed: string;
  destructive?: boolean;
  /** Closes when it resolves; a failure is shown in place. */
  onConfirm(): Promise<void>;
  onClose(): void;
}

export function Confirm(props: ConfirmProps) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const act = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title} width={420}>
      <ul className="consequences">
        {props.consequences.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed while the dialog is open
          <li key={i}>{line}</li>
        ))}
      </ul>
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={props.onClose}>{say('notice.cancel')}</Button>
        <Button
          variant="filled"
          className={props.destructive ? 'button-red' : undefined}
          loading={busy}
          data-autofocus
          onClick={act}
        >
          {props.deed}
        </Button>
      </div>
    </Dialog>
  );
}
