/** What a person can do about one notice by e-mail: send it once more, or not at all. */
import { useState } from 'react';
import type { MailRow } from '../../main/features/mail/contract';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { newId } from '../rpc/new-id';
import { Confirm } from './confirm';
import { RightButton } from './right-button';

type Asking = 'again' | 'cancel';

export function MailDeeds({ row, size }: { row: MailRow; size?: 'compact-sm' }) {
  const { say } = useWords();
  const [asking, setAsking] = useState<Asking | null>(null);
  // One id per question: pressed twice it is queued once.
  const [request, setRequest] = useState(newId);
  const { id, state } = row;
  const act = async () => {
    if (asking === 'cancel') await api.mail.cancel({ id });
    else await api.mail.resend({ request, id });
    setRequest(newId());
  };
  const sized = size ? { size } : {};
  const shown = asking ?? 'again';
  return (
    <>
      {state === 'queued' && (
        <RightButton to="mail.cancel" {...sized} onClick={() => setAsking('cancel')}>
          {say('mail.cancel')}
        </RightButton>
      )}
      {state !== 'queued' && state !== 'sending' && (
        <RightButton to="mail.resend" {...sized} onClick={() => setAsking('again')}>
          {say('mail.again')}
        </RightButton>
      )}
      <Confirm
        opened={asking !== null}
        title={say(shown === 'again' ? 'mail.againTitle' : 'mail.cancel')}
        consequences={shown === 'again' ? [say('mail.againWhat'), say('mail.againFresh')] : [say('mail.cancelWhat')]}
        deed={say(`mail.${shown}`)}
        destructive={shown === 'cancel'}
        onConfirm={act}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
