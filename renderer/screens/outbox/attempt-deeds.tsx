/** What a person can do about one attempt, as far as its state lets them. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttemptRow } from '../../../main/features/outbox/contract';
import type { AttemptState } from '../../../main/kernel/attempt';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Confirm } from '../../ui/confirm';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';

/** Only what was certainly never sent can be cancelled; only what may have been sent is looked up. */
const cancellable: ReadonlySet<AttemptState> = new Set(['drafted', 'waiting']);
const lookable: ReadonlySet<AttemptState> = new Set(['unknown', 'not-found']);

type Asking = 'release' | 'cancel' | 'notMade' | 'sendAgain';

function useConfirmed({ id }: AttemptRow, asking: Asking | null) {
  // One id per question: pressed twice it is done once.
  const [request, setRequest] = useState(newId);
  const act = async () => {
    // Its own key makes a second sending the same one.
    if (asking === 'sendAgain') await api.outbox.sendAgain({ id });
    else if (asking !== null) await api.outbox[asking]({ request, id });
    setRequest(newId());
  };
  return act;
}

function Question(props: { attempt: AttemptRow; asking: Asking | null; onClose(): void }) {
  const { say, money } = useWords();
  const { attempt, asking } = props;
  const act = useConfirmed(attempt, asking);
  const { amount, currency } = attempt.amount;
  const customer = attempt.payment.customer?.name ?? say('ledger.theCustomer');
  const what = { amount: money(amount, currency), currency, customer };
  const texts = {
    release: [say(`attemptAsk.${attempt.kind}`, what), say('outbox.releaseFresh')],
    cancel: [say('outbox.cancelNever'), say('outbox.cancelPayment')],
    notMade: [say('outbox.notMadeSure'), say('outbox.notMadeLater')],
    sendAgain: [say('outbox.againSame'), say('outbox.againFirst')],
  } as const;
  const shown = asking ?? 'release';
  return (
    <Confirm
      opened={asking !== null}
      title={say(`outbox.${shown}`)}
      consequences={texts[shown]}
      deed={say(`outbox.${shown}`)}
      destructive={shown === 'cancel' || shown === 'notMade'}
      onConfirm={act}
      onClose={props.onClose}
    />
  );
}

export function AttemptDeeds({ attempt }: { attempt: AttemptRow }) {
  const { say } = useWords();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { id, state } = attempt;
  const lookUp = useMutation({ mutationFn: () => api.outbox.lookUp({ id }) });
  return (
    <>
      <div className="attempt-deeds">
        {state === 'drafted' && (
          <RightButton to="outbox.release" variant="filled" onClick={() => setAsking('release')}>
            {say('outbox.release')}
          </RightButton>
        )}
        {lookable.has(state) && (
          <Button variant="filled" loading={lookUp.isPending} onClick={() => lookUp.mutate()}>
            {say('outbox.lookUp')}
          </Button>
        )}
        {state === 'not-found' && (
          <>
            <RightButton to="outbox.sendAgain" onClick={() => setAsking('sendAgain')}>
              {say('outbox.sendAgain')}
            </RightButton>
            <RightButton to="outbox.notMade" onClick={() => setAsking('notMade')}>
              {say('outbox.notMade')}
            </RightButton>
          </>
        )}
        {cancellable.has(state) && (
          <RightButton to="outbox.cancel" onClick={() => setAsking('cancel')}>
            {say('outbox.cancel')}
          </RightButton>
        )}
      </div>
      {lookUp.error && <FailureNotice failure={failureOf(lookUp.error)} />}
      <Question attempt={attempt} asking={asking} onClose={() => setAsking(null)} />
    </>
  );
}
