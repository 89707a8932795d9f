/** The bell of the bar: how many notices nobody has read, and the list behind it. */
import { Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../locales/words';
import { useInbox, useTellSystem } from './use-inbox';

const InboxList = lazy(async () => ({ default: (await import('./inbox-list')).InboxList }));

export function InboxButton() {
  const { say, count } = useWords();
  const [opened, setOpened] = useState(false);
  const unread = useInbox().data?.unread ?? 0;
  useTellSystem();
  return (
    <Popover position="bottom-end" width={400} opened={opened} onChange={setOpened} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="quiet-button inbox-button"
          aria-label={unread === 0 ? say('inbox.title') : say('inbox.unread', { count: unread })}
          title={say('inbox.title')}
          onClick={() => setOpened((before) => !before)}
        >
          <IconBell size={16} stroke={1.7} aria-hidden="true" />
          {unread > 0 && (
            <span className="inbox-count" aria-hidden="true">
              {unread > 99 ? '99+' : count(unread)}
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="inbox" aria-label={say('inbox.title')}>
        <Suspense fallback={null}>
          <InboxList onLeave={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
