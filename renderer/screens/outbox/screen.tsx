/** The outbox: every asking of a gateway to move money, with its whole life, and what a person can do about each. */
import './outbox.css';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useOpenAttempts } from '../../rpc/outbox-counts';
import { makePayment } from '../../taking/asked';
import { useAskedDeed } from '../../ui/asked-deed';
import { useGatewayNames } from '../../ui/gateway-names';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, ScreenScroll, Tabs } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';
import { AttemptItem } from './attempt-item';
import { MailList } from './mail-list';
import { useWaitingMail } from './use-waiting-mail';

const PAGE = 50;

function useAttempts(open: boolean) {
  return useInfiniteQuery({
    queryKey: ['outbox', 'list', open],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      api.outbox.list({ open, limit: PAGE, ...(pageParam === '' ? {} : { before: pageParam }) }, { signal }),
    getNextPageParam: (last) => last.next,
  });
}

function Attempts({ open }: { open: boolean }) {
  const { say } = useWords();
  const found = useAttempts(open);
  const { nameOf } = useGatewayNames();
  const list = useKeysInList(found.data);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  if (found.error && rows.length === 0)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (rows.length === 0)
    return (
      <EmptyState
        title={say(open ? 'outbox.noneOpen' : 'outbox.noneYet')}
        text={say(open ? 'outbox.noneOpenWhat' : 'outbox.noneYetWhat')}
      >
        <RightButton to="taking.take" rightSection={<kbd>N</kbd>} onClick={() => makePayment(null)}>
          {say('taking.title')}
        </RightButton>
      </EmptyState>
    );
  return (
    <>
      <ul ref={list} className="attempts" aria-label={say('rail.outbox')}>
        {rows.map((attempt) => (
          <AttemptItem key={attempt.id} attempt={attempt} nameOf={nameOf} />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="attempts-more">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {say('outbox.more')}
          </Button>
        </div>
      )}
    </>
  );
}

export function OutboxScreen() {
  const { say, count } = useWords();
  const [which, setWhich] = useState<'open' | 'all' | 'mail'>('open');
  useAskedDeed('mail', () => setWhich('mail'));
  const open = useOpenAttempts();
  const mail = useWaitingMail();
  return (
    <Screen>
      <ScreenHead title={say('rail.outbox')} lead={say(which === 'mail' ? 'mail.lead' : 'outbox.lead')}>
        <ExportButton
          of={
            which === 'mail'
              ? { list: 'notices', filter: {} }
              : { list: 'outbox', filter: which === 'open' ? { open: true } : {} }
          }
        />
      </ScreenHead>
      <Tabs
        label={say('outbox.which')}
        tabs={[
          { value: 'open', label: say('outbox.open'), count: open === undefined ? null : count(open) },
          { value: 'all', label: say('outbox.all'), count: '' },
          // The list is of all of them, as that of all requests is: beside its name stands only what is left to do.
          { value: 'mail', label: say('mail.tab'), count: mail ? say('mail.leftToDo', { count: mail }) : '' },
        ]}
        value={which}
        onChange={(value) => setWhich(value === 'all' || value === 'mail' ? value : 'open')}
      />
      <ScreenScroll label={say('rail.outbox')} className="outbox">
        {which === 'mail' ? <MailList /> : <Attempts open={which === 'open'} />}
      </ScreenScroll>
    </Screen>
  );
}
