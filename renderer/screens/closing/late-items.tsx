/** What came late for a closed month: what it moved, where it counts now, and a person's answer. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Late } from '../../../main/features/closing/contract';
import { isBookMovement, isHappeningWord } from '../../../main/kernel/happening';
import { useWords, type Words } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { DebitCredit } from '../../ui/debit-credit';
import { useEventSource } from '../../ui/event-source';
import { LateCauseLine } from '../../ui/late-cause';
import { Moment } from '../../ui/moment';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';
import { AnswerLateDialog } from './period-dialogs';

function Answered({ late: { state, note, answeredBy, answeredAt } }: { late: Late }) {
  const { sayWith } = useWords();
  if (state === 'open' || answeredAt === null) return null;
  return (
    <p className="soft">
      {sayWith(`lateAnswer.${state}`, {
        ...{ by: <bdi key="by">{answeredBy}</bdi>, note: <bdi key="note">{note}</bdi> },
        when: <Moment key="at" at={answeredAt} />,
      })}
    </p>
  );
}

function wordOf(kind: string, say: Words['say']): string {
  if (isHappeningWord(kind)) return say(`happening.${kind}`);
  return isBookMovement(kind) ? say(`bookMovement.${kind}`) : kind;
}

function LateItem({ late }: { late: Late }) {
  const { say, sayWith, times } = useWords();
  const sourceOf = useEventSource();
  const [answer, setAnswer] = useState<'accepted' | 'corrected' | null>(null);
  const { day, bookedOn, customer, payment, subject, kind, recordedAt, operator, source } = late;
  const title = say('closing.lateOf', { day: times.day(day), bookedOn: times.day(bookedOn) });
  return (
    <li>
      <Card title={title} note={wordOf(kind, say)}>
        <div className="close-story">
          <p>
            {customer && (
              <>
                <a className="link" href={linkTo('customers', customer.id)}>
                  <bdi>{customer.name}</bdi>
                </a>
                {payment && ' · '}
              </>
            )}
            {payment && (
              <a className="link mono" href={linkTo('payments', subject)}>
                {payment.reference}
              </a>
            )}
          </p>
          {late.cause && (
            <p>
              <LateCauseLine cause={late.cause} day={day} />
            </p>
          )}
          <DebitCredit postings={late.transfers} />
          <p className="soft">
            {sayWith('closing.lateFrom', {
              when: <Moment key="at" at={recordedAt} />,
              source: <bdi key="source">{source.startsWith('gateway:') ? sourceOf(source) : operator}</bdi>,
            })}
          </p>
          <Answered late={late} />
          {late.state === 'open' && (
            <div className="close-deeds">
              <RightButton to="closing.answerLate" variant="filled" onClick={() => setAnswer('accepted')}>
                {say('closing.accept')}
              </RightButton>
              <RightButton to="closing.answerLate" onClick={() => setAnswer('corrected')}>
                {say('closing.corrected')}
              </RightButton>
            </div>
          )}
        </div>
        {answer && (
          <AnswerLateDialog events={[late.event]} bookedOn={bookedOn} answer={answer} onClose={() => setAnswer(null)} />
        )}
      </Card>
    </li>
  );
}

export function LateItems() {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['payments', 'late'],
    queryFn: ({ signal }) => api.closing.late({ open: false }, { signal }),
  });
  const list = useKeysInList(found.data);
  if (found.error && !found.data)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (found.data.length === 0) return <EmptyState title={say('closing.lateNone')} text={say('closing.lateNoneWhat')} />;
  return (
    <ul ref={list} className="close-late" aria-label={say('closing.late')}>
      {found.data.map((late) => (
        <LateItem key={late.event} late={late} />
      ))}
    </ul>
  );
}
