/** What is said when there is nothing, when something went wrong, or when something needs a look. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../locales/words';
import type { ShownFailure } from '../rpc/failure';

export type NoteTone = 'amber' | 'red' | 'blue' | 'green';

const noteIcons = {
  amber: IconAlertTriangle,
  red: IconAlertTriangle,
  blue: IconInfoCircle,
  green: IconCircleCheck,
} as const;

/** A few words on coloured ground, in place. */
export function Note({ tone, children }: { tone: NoteTone; children: ReactNode }) {
  const Icon = noteIcons[tone];
  return (
    <div className={`note note-${tone}`}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      <div className="note-text">{children}</div>
    </div>
  );
}

/** A failure's three sentences: what happened, what is safe, what to do. Read aloud at once. */
export function FailureNotice(props: { failure: ShownFailure; onRetry?: () => void; children?: ReactNode }) {
  const { failure: textOf, say } = useWords();
  const { what, safe, next } = textOf(props.failure.code, props.failure.params);
  return (
    <div role="alert" className="note note-red failure">
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
      <div className="note-text">
        <p className="failure-what">{what}</p>
        <p>{safe}</p>
        <p>{next}</p>
        {(props.onRetry || props.children) && (
          <div className="failure-actions">
            {props.onRetry && <Button onClick={props.onRetry}>{say('notice.retry')}</Button>}
            {props.children}
          </div>
        )}
      </div>
    </div>
  );
}

/** In place of a list: one line of what is so, one of what to do. */
export function EmptyState(props: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{props.title}</p>
      <p className="empty-text">{props.text}</p>
      {props.children !== undefined && <div className="empty-actions">{props.children}</div>}
    </div>
  );
}

export function OfflineNote({ children }: { children: ReactNode }) {
  return (
    <div className="note note-amber">
      <IconCloudOff size={15} stroke={1.8} aria-hidden="true" />
      <div className="note-text">{children}</div>
    </div>
  );
}
