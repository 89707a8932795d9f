/** Which book is open, the others beside it, and a new one. */
import { Menu } from '@mantine/core';
import { IconBook2, IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { BookInfo } from '../../main/features/books/contract';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { exportJob } from '../rpc/export-job';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { FailureNotice } from '../ui/notices';

const NewBook = lazy(async () => ({ default: (await import('./new-book')).NewBook }));

interface OtherBooksProps {
  onOpen(name: string): void;
}

function OtherBooks({ onOpen }: OtherBooksProps) {
  const { say } = useWords();
  const books = useQuery({
    queryKey: ['book', 'list'],
    queryFn: ({ signal }) => api.books.list(undefined, { signal }),
  });
  return (
    <>
      <Menu.Label>{say('book.open')}</Menu.Label>
      {(books.data ?? []).map((book) => (
        <Menu.Item
          key={book.file}
          leftSection={
            book.current ? (
              <IconCheck size={14} aria-hidden="true" />
            ) : (
              <IconBook2 size={14} stroke={1.6} aria-hidden="true" />
            )
          }
          disabled={book.current}
          onClick={() => onOpen(book.name)}
        >
          <bdi>{book.name}</bdi>
        </Menu.Item>
      ))}
      {books.data?.length === 0 && <Menu.Item disabled>{say('book.none')}</Menu.Item>}
    </>
  );
}

/** Opens another book in this window; asks first when an export would be broken off by it. */
function useOpenBook() {
  const { say } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const open = async (name: string) => {
    await api.books.open({ name });
  };
  const onOpen = (name: string) => {
    if (exportJob.state.get().phase === 'running') setAsked(name);
    else open(name).catch((error: unknown) => setFailure(failureOf(error)));
  };
  const dialogs = (
    <>
      <Confirm
        opened={asked !== null}
        title={say('book.leave', { name: asked ?? '' })}
        consequences={[say('book.leaveExport'), say('book.leaveSafe')]}
        deed={say('book.leaveDeed')}
        destructive
        onConfirm={() => open(asked ?? '')}
        onClose={() => setAsked(null)}
      />
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={say('book.notOpened')}>
        {failure && <FailureNotice failure={failure} />}
      </Dialog>
    </>
  );
  return { onOpen, dialogs };
}

export function BookMenu({ info }: { info: BookInfo | undefined }) {
  const { say } = useWords();
  const [creating, setCreating] = useState<'never' | 'now' | 'before'>('never');
  const { onOpen, dialogs } = useOpenBook();
  return (
    <>
      <Menu position="bottom-start" width={250}>
        <Menu.Target>
          <button type="button" className="book-button" title={info?.file}>
            <bdi>{info?.name ?? '…'}</bdi>
            <IconChevronDown size={13} className="book-arrow" aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <OtherBooks onOpen={onOpen} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setCreating('now')}>
            {say('book.newMenu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {creating !== 'never' && (
        <Suspense fallback={null}>
          <NewBook opened={creating === 'now'} onClose={() => setCreating('before')} />
        </Suspense>
      )}
      {dialogs}
    </>
  );
}
