/** Every notice to a customer by e-mail, the newest first: to whom, how it stands and why. */
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { MailRow } from '../../../main/features/mail/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { MailDeeds } from '../../ui/mail-deeds';
import { MailMark, useMailWhy } from '../../ui/mail-mark';
import { Ago, Moment } from '../../ui/moment';
import { EmptyState, FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';

const PAGE = 50;

function Life({ row }: { row: MailRow }) {
  const { say } = useWords();
  const { at, endedAt, nextAt, askedBy, copy } = row;
  return (
    <p className="attempt-life soft">
      <span>
        {say('mail.written')} <Moment at={at} />
      </span>
      {endedAt !== null && (
        <span>
          {say('mail.ended')} <Moment at={endedAt} />
        </span>
      )}
      {nextAt !== null && row.tries > 0 && (
        <span>
          {say('mail.next')} <Ago at={nextAt} />
        </span>
      )}
      {copy !== null && <bdi>{say('mail.copy', { address: copy })}</bdi>}
      {askedBy !== null && <span>{say('mail.askedBy', { operator: askedBy })}</span>}
    </p>
  );
}

function MailItem({ row }: { row: MailRow }) {
  const { say } = useWords();
  const why = useMailWhy()(row);
  const { customer, payment, invoice, address } = row;
  return (
    <li className="attempt">
      <MailMark state={row.state} />
      <div className="attempt-what">
        <p>
          {payment === null ? (
            say(`mailKind.${row.kind}`)
          ) : (
            <a className="link" href={linkTo('payments', payment)}>
              {say(`mailKind.${row.kind}`)}
            </a>
          )}
          {invoice?.number && (
            <>
              {' · '}
              <a className="link" href={linkTo('invoices', invoice.id)}>
                {invoice.number}
              </a>
            </>
          )}
          {customer && (
            <>
              {' · '}
              <a className="link" href={linkTo('customers', customer.id)}>
                <bdi>{customer.name || say('customers.unnamed')}</bdi>
              </a>
            </>
          )}
        </p>
        {row.subject !== null && (
          <p>
            <bdi>{row.subject}</bdi>
          </p>
        )}
        {why !== null && (
          <p>
            <bdi>{why}</bdi>
          </p>
        )}
        <Life row={row} />
        <div className="attempt-deeds">
          <MailDeeds row={row} />
        </div>
      </div>
      <span className="mail-address soft">
        <bdi>{address ?? (row.state === 'dropped' ? say('mail.noAddress') : '')}</bdi>
      </span>
    </li>
  );
}

function SendNow() {
  const { say } = useWords();
  const send = useMutation({ mutationFn: () => api.mail.sendNow({ wake: true }) });
  const told = send.data;
  return (
    <div className="mail-send">
      <RightButton to="mail.sendNow" loading={send.isPending} onClick={() => send.mutate()}>
        {say('mail.sendNow')}
      </RightButton>
      <div role="status">
        {told && (
          <Note tone={told.queued > 0 ? 'amber' : 'green'}>
            {say('mail.sentCount', { count: told.sent })}{' '}
            {told.queued > 0 && say('mail.stillQueued', { count: told.queued })}
          </Note>
        )}
      </div>
      {send.error && <FailureNotice failure={failureOf(send.error)} />}
    </div>
  );
}

export function MailList() {
  const { say } = useWords();
  const whyOf = useMailWhy();
  const settings = useQuery({
    queryKey: ['mail', 'settings'],
    queryFn: ({ signal }) => api.mail.settings(undefined, { signal }),
  }).data;
  const found = useInfiniteQuery({
    queryKey: ['mail', 'list'],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      api.mail.list({ limit: PAGE, ...(pageParam === '' ? {} : { before: pageParam }) }, { signal }),
    getNextPageParam: (last) => last.next,
  });
  const list = useKeysInList(found.data);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  if (found.error && rows.length === 0)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (found.data && rows.length === 0)
    return (
      <EmptyState title={say('mail.none')} text={say('mail.noneWhat')}>
        {settings && !settings.on && (
          <Button component="a" href={linkTo('settings')}>
            {say('mail.setUp')}
          </Button>
        )}
      </EmptyState>
    );
  const trouble = settings?.trouble;
  return (
    <>
      {settings?.elsewhere && <Note tone="amber">{say('mail.elsewhere')}</Note>}
      {settings?.on && settings.password === 'locked' && <Note tone="amber">{say('mail.locked')}</Note>}
      {trouble && (
        <Note tone="amber">
          {say('mail.trouble')} {whyOf({ why: trouble.code, detail: trouble.detail })}
        </Note>
      )}
      {settings?.on && <SendNow />}
      {found.isPending && <Waiting />}
      <ul ref={list} className="attempts" aria-label={say('mail.tab')}>
        {rows.map((row) => (
          <MailItem key={row.id} row={row} />
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
