/** One dispute of a payment: its state, until when it must be answered, and what became of the answer. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../../main/features/disputes/contract';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { isFailureCode } from '../../../main/kernel/failure';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useKinds } from '../../taking/use-ways';
import { Amount } from '../../ui/amount';
import { useGatewayNames } from '../../ui/gateway-names';
import { Ago, Moment, useNow } from '../../ui/moment';
import { negated } from '../../ui/money-text';
import { FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { AnswerDialog } from './answer-dialog';

type Dispute = PaymentDetail['disputes'][number];

/** Of all disputes of a payment, the newest first. */
export function useAnswers(payment: string, has: boolean) {
  return useQuery({
    queryKey: ['payments', 'answers', payment],
    enabled: has,
    queryFn: ({ signal }) => api.disputes.answers({ payment }, { signal }),
  });
}

function Due({ at }: { at: number }) {
  const { say, sayWith, times } = useWords();
  const now = useNow(60_000);
  const isOver = at < now;
  return (
    <Note tone={isOver ? 'red' : 'amber'}>
      {isOver
        ? say('dispute.dueWas', { time: times.moment(at) })
        : sayWith('dispute.due', { time: times.moment(at), when: <Ago key="when" at={at} /> })}
    </Note>
  );
}

function Sent({ answer, gateway }: { answer: Answer; gateway: string }) {
  const { say, failure, times } = useWords();
  const lookUp = useMutation({ mutationFn: () => api.disputes.lookUp({ id: answer.id }) });
  const { state, why, files, createdAt, text } = answer;
  const isOpen = state === 'sending' || state === 'unknown';
  const reason = why !== null && isFailureCode(why) ? failure(why, { gateway }).what : '';
  return (
    <div className="dispute-answer">
      <Note tone={state === 'sent' ? 'green' : state === 'refused' ? 'red' : 'amber'}>
        {say(`answerState.${state}`, { gateway, time: times.moment(createdAt) })} {state === 'refused' && reason}
      </Note>
      {text !== null && (
        <details>
          <summary>{say('dispute.whatWasSent', { count: files.length })}</summary>
          <p className="dispute-text">
            <bdi>{text}</bdi>
          </p>
          {files.map(({ part, name }) => (
            <p key={part} className="soft">
              {say(`evidencePart.${part}`)}: <bdi>{name}</bdi>
            </p>
          ))}
        </details>
      )}
      {isOpen && (
        <Button loading={lookUp.isPending} onClick={() => lookUp.mutate()}>
          {say('outbox.lookUp')}
        </Button>
      )}
      {lookUp.error && <FailureNotice failure={failureOf(lookUp.error)} />}
    </div>
  );
}

interface DisputeLinesProps {
  dispute: Dispute;
  detail: PaymentDetail;
  answers: readonly { dispute: string; answer: Answer }[] | undefined;
}

export function DisputeLines({ dispute, detail, answers }: DisputeLinesProps) {
  const { say } = useWords();
  const kinds = useKinds().data;
  const [answering, setAnswering] = useState(false);
  const { labelOf, providerOf } = useGatewayNames();
  const kind = kinds?.find((one) => one.provider === providerOf(detail.row.gateway));
  const answer = answers?.find((one) => one.dispute === dispute.externalId)?.answer;
  const needsAnswer = dispute.state === 'open' && dispute.dueAt !== null;
  const isFree = answers !== undefined && (answer === undefined || answer.state === 'refused');
  const label = labelOf(detail.row.gateway);
  return (
    <div className="taken-back">
      <div className="money-line">
        <span>
          {say(`disputeState.${dispute.state}`)} <q className="soft">{dispute.reason}</q>
        </span>
        <Amount amount={negated(dispute.amount.amount)} currency={dispute.amount.currency} />
      </div>
      <Moment at={dispute.openedAt} className="faint" />
      {needsAnswer && dispute.dueAt !== null && <Due at={dispute.dueAt} />}
      {answer && <Sent answer={answer} gateway={label} />}
      {needsAnswer && isFree && kind?.capabilities.evidence && (
        <RightButton to="disputes.answer" onClick={() => setAnswering(true)}>
          {say('dispute.answer')}
        </RightButton>
      )}
      {needsAnswer && kind && !kind.capabilities.evidence && (
        <p className="soft">{say('dispute.elsewhere', { gateway: label })}</p>
      )}
      {kind?.capabilities.evidence && (
        <AnswerDialog
          opened={answering}
          payment={detail.row.id}
          dispute={dispute}
          gateway={label}
          terms={kind.capabilities.evidence}
          onClose={() => setAnswering(false)}
        />
      )}
    </div>
  );
}
