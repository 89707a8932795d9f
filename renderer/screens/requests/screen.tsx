/** The requests: what one operator asked for and a different one must approve, the longest waiting first. */
import './requests.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { nowShown } from '../../rpc/past-point';
import { useWaitingRequests } from '../../rpc/waiting-requests';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { Screen, ScreenHead, ScreenScroll, type Tab, Tabs } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';
import { type Answer, AnswerDialog } from './answer-dialog';
import { ApproveMany } from './approve-many';
import { RequestItem } from './request-item';

function Requests({ waiting }: { waiting: boolean }) {
  const { say } = useWords();
  const list = useQuery({
    queryKey: ['approvals', 'list', waiting],
    queryFn: ({ signal }) => api.approvals.list({ waiting }, { signal }),
  });
  const items = useKeysInList(list.data);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (list.error && !list.data)
    return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  return (
    <>
      {list.data.length === 0 ? (
        <EmptyState title={say(waiting ? 'requests.none' : 'requests.noneYet')} text={say('requests.noneWhat')} />
      ) : (
        <>
          {waiting && <ApproveMany waiting={list.data} />}
          <ul ref={items} className="requests" aria-label={say('requests.title')}>
            {list.data.map((approval) => (
              <RequestItem
                key={approval.id}
                approval={approval}
                onAnswer={(answer) => setAsked({ approval, answer })}
              />
            ))}
          </ul>
        </>
      )}
      {asked && <Answering {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface Asked {
  approval: Approval;
  answer: Answer;
}

/** Stands beside the list: a request that somebody else answers meanwhile leaves it, and that is said here. */
function Answering({ approval, answer, onClose }: Asked & { onClose(): void }) {
  const all = useAllRequests();
  const now = all.data?.find(({ id }) => id === approval.id) ?? approval;
  return <AnswerDialog approval={now} answer={answer} onClose={onClose} />;
}

function useAllRequests() {
  return useQuery({
    queryKey: ['approvals', 'list', false],
    queryFn: ({ signal }) => api.approvals.list({ waiting: false }, { signal }),
  });
}

const LATELY_MS = 7 * 24 * 60 * 60_000;

/** What came of what this operator asked for: nobody else tells them. */
function OwnAnswers() {
  const { say } = useWords();
  const list = useAllRequests();
  const since = nowShown() - LATELY_MS;
  const lately = (list.data ?? []).filter(
    ({ own, answeredAt, answeredBy: who, requestedBy }) =>
      own && answeredAt !== null && answeredAt >= since && who !== requestedBy,
  );
  if (lately.length === 0) return null;
  return (
    <section aria-label={say('requests.ownAnswered')}>
      <h2 className="requests-title">{say('requests.ownAnswered')}</h2>
      <ul className="requests">
        {lately.map((approval) => (
          <RequestItem key={approval.id} approval={approval} />
        ))}
      </ul>
    </section>
  );
}

export function RequestsScreen() {
  const { say, count } = useWords();
  const [shown, setShown] = useState<'waiting' | 'all'>('waiting');
  const waiting = useWaitingRequests();
  const tabs: readonly Tab<'waiting' | 'all'>[] = [
    { value: 'waiting', label: say('requests.waiting'), count: waiting === undefined ? null : count(waiting) },
    { value: 'all', label: say('requests.all'), count: '' },
  ];
  return (
    <Screen>
      <ScreenHead title={say('requests.title')} lead={say('requests.lead')}>
        <ExportButton of={{ list: 'requests', filter: shown === 'waiting' ? { state: 'waiting' } : {} }} />
      </ScreenHead>
      <Tabs label={say('requests.which')} tabs={tabs} value={shown} onChange={(value) => setShown(value)} />
      <ScreenScroll label={say('requests.title')}>
        <Requests waiting={shown === 'waiting'} />
        {shown === 'waiting' && <OwnAnswers />}
      </ScreenScroll>
    </Screen>
  );
}
