/** What happened to a customer, in words, the newest first: by whom, from where, and the way to what it was about. */
import { Button, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Happening } from '../../../main/features/customers/contract';
import { type HappeningGroup, happeningGroups, isHappeningWord } from '../../../main/kernel/happening';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Amount } from '../../ui/amount';
import { useEventSource } from '../../ui/event-source';
import { Moment } from '../../ui/moment';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { StatusMark } from '../../ui/status-mark';
import { Waiting } from '../../ui/waiting';

const PAGE = 50;

function useTimeline(customer: string, group: HappeningGroup | null) {
  return useInfiniteQuery({
    queryKey: ['customers', 'timeline', customer, group],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      api.customers.timeline(
        {
          ...{ id: customer, limit: PAGE },
          ...(group === null ? {} : { group }),
          ...(pageParam === '' ? {} : { after: pageParam }),
        },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

function What({ happening }: { happening: Happening }) {
  const { say, times } = useWords();
  const { word, kind, name, about, text, status } = happening;
  const isDay = text !== null && /^\d{4}-\d\d-\d\d$/.test(text);
  return (
    <span>
      {word !== null && isHappeningWord(word) ? say(`happening.${word}`) : kind}
      {name !== '' && ' · '}
      {about ? (
        <a className="link" href={linkTo(about.screen, about.id)}>
          <bdi>{name}</bdi>
        </a>
      ) : (
        <bdi>{name}</bdi>
      )}{' '}
      {status && <StatusMark status={status} reason={null} />}{' '}
      {text !== null && (isDay ? times.day(text) : <q className="soft">{text}</q>)}
    </span>
  );
}

function Line({ happening }: { happening: Happening }) {
  const { say, times } = useWords();
  const source = useEventSource();
  const { at, recordedAt, operator, amount } = happening;
  const by = say('event.by', { operator, source: source(happening.source) });
  return (
    <li className="happening" title={say('event.learned', { time: times.iso(recordedAt) })}>
      <Moment at={at} className="faint happening-at" />
      <span className="happening-what">
        <What happening={happening} />
        <small className="soft">
          <bdi>{by}</bdi>
        </small>
      </span>
      {amount && <Amount amount={amount.amount} currency={amount.currency} />}
    </li>
  );
}

function Kind({ group, onChange }: { group: HappeningGroup | null; onChange(next: HappeningGroup | null): void }) {
  const { say } = useWords();
  return (
    <Select
      aria-label={say('customerTimeline.kind')}
      data={[
        { value: '', label: say('customerTimeline.every') },
        ...happeningGroups.map((value) => ({ value, label: say(`happeningGroup.${value}`) })),
      ]}
      value={group ?? ''}
      onChange={(value) => onChange(happeningGroups.find((one) => one === value) ?? null)}
      allowDeselect={false}
      className="happening-kind"
    />
  );
}

export function CustomerTimeline({ customer, name }: { customer: string; name: string }) {
  const { say } = useWords();
  const [group, setGroup] = useState<HappeningGroup | null>(null);
  const found = useTimeline(customer, group);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className="happenings" aria-label={say('customerTimeline.of', { name })}>
      <Kind group={group} onChange={setGroup} />
      {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.data && rows.length === 0 && (
        <EmptyState title={say('customerTimeline.none')} text={say('customerTimeline.noneWhat')} />
      )}
      <ol className="happening-list">
        {rows.map((happening) => (
          <Line key={happening.event} happening={happening} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say('customerTimeline.more')}
        </Button>
      )}
    </section>
  );
}
