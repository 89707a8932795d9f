/** The notices, the newest first: what happened, when, and the way to the payment or the gateway it is about. */
import './inbox.css';
import { Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Notice, NoticeKind } from '../../main/features/notices/contract';
import { useWords } from '../locales/words';
import { linkTo } from '../navigation';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { IconCancelled, IconCompleted, IconPending } from '../ui/icons';
import { Ago } from '../ui/moment';
import { FailureNotice } from '../ui/notices';
import { useInbox, useNoticeText, useSystemNotices } from './use-inbox';

const marks = {
  'payment-completed': [IconCompleted, 'tone-green'],
  'payment-cancelled': [IconCancelled, 'tone-soft'],
  'payment-returned': [IconCancelled, 'tone-red'],
  'refund-failed': [IconCancelled, 'tone-red'],
  'dispute-opened': [IconPending, 'tone-amber'],
  'attempt-not-found': [IconPending, 'tone-amber'],
  'key-refused': [IconCancelled, 'tone-red'],
  'sync-stuck': [IconPending, 'tone-amber'],
} as const satisfies Record<NoticeKind, unknown>;

/** Where one leads. */
function placeOf({ kind, payment }: Notice): string {
  if (kind === 'attempt-not-found') return linkTo('outbox');
  return payment === null ? linkTo('settings') : linkTo('payments', payment);
}

function Item({ notice, onLeave, onRead }: { notice: Notice; onLeave(): void; onRead(id: number): void }) {
  const { say } = useWords();
  const text = useNoticeText()(notice);
  const [Icon, tone] = marks[notice.kind];
  return (
    <li className={notice.read ? 'notice-item' : 'notice-item notice-unread'}>
      <span className={tone}>
        <Icon size={15} />
      </span>
      <div className="notice-what">
        <a
          href={placeOf(notice)}
          onClick={() => {
            onRead(notice.id);
            onLeave();
          }}
        >
          <bdi>{text}</bdi>
        </a>
        <small>
          <Ago at={notice.at} />
        </small>
      </div>
      {!notice.read && (
        <button
          type="button"
          className="notice-dot"
          aria-label={say('inbox.markRead')}
          title={say('inbox.markRead')}
          onClick={() => onRead(notice.id)}
        />
      )}
    </li>
  );
}

export function InboxList({ onLeave }: { onLeave(): void }) {
  const { say } = useWords();
  const inbox = useInbox();
  const system = useSystemNotices();
  const marking = useMutation({ mutationFn: (id: number | null) => api.notices.markRead({ id }) });
  const failure = inbox.data ? marking.error : (inbox.error ?? marking.error);
  const rows = inbox.data?.rows ?? [];
  return (
    <>
      <div className="inbox-head">
        <h2>{say('inbox.title')}</h2>
        {(inbox.data?.unread ?? 0) > 0 && (
          <button type="button" className="text-button" onClick={() => marking.mutate(null)}>
            {say('inbox.allRead')}
          </button>
        )}
      </div>
      {failure && <FailureNotice failure={failureOf(failure)} onRetry={() => void inbox.refetch()} />}
      {inbox.data && rows.length === 0 && (
        <div className="inbox-empty">
          <p>{say('inbox.none')}</p>
          <p className="soft">{say('inbox.noneWhat')}</p>
        </div>
      )}
      <ul className="notice-items" aria-label={say('inbox.title')} aria-busy={inbox.isPending}>
        {rows.map((notice) => (
          <Item key={notice.id} notice={notice} onLeave={onLeave} onRead={(id) => marking.mutate(id)} />
        ))}
      </ul>
      <div className="inbox-foot">
        <Checkbox
          label={say('inbox.system')}
          checked={system.on}
          onChange={(event) => system.set(event.currentTarget.checked)}
        />
      </div>
    </>
  );
}
