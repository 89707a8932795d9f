/** Before a file is taken back: which one, and what that does. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

interface ReverseDialogProps {
  title: string;
  fileName: string;
  what: string;
  reverse(request: string): Promise<unknown>;
  onClose(): void;
}

export function ReverseDialog({ title, fileName, what, reverse, onClose }: ReverseDialogProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const reversing = useMutation({ mutationFn: () => reverse(request), onSuccess: onClose });
  return (
    <Dialog opened onClose={onClose} title={title}>
      <p>
        <b>
          <bdi>{fileName}</bdi>
        </b>
      </p>
      <p>{what}</p>
      {reversing.error && <FailureNotice failure={failureOf(reversing.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('bank.cancel')}</Button>
        <Button variant="filled" loading={reversing.isPending} onClick={() => reversing.mutate()}>
          {say('statement.reverseDo')}
        </Button>
      </div>
    </Dialog>
  );
}
