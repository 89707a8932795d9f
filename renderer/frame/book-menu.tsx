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

/** `name`: of its file; `label`: as it names itself. */
interface NamedBook {
  name: string;
  label: string;
}

interface OtherBooksProps {
  onOpen(book: NamedBook): void;
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
          onClick={() => onOpen(book)}
        >
          <bdi>{book.label}</bdi>
        </Menu.Item>
      ))}
      {books.data?.length === 0 && <Menu.Item disabled>{say('book.none')}</Menu.Item>}
    </>
  );
}

/** Opens another book in this window, or makes one; asks first when an export would be broken off by it. */
function useOpenBook(makeNew: () => void) {
  const { say } = useWords();
  const [asked, setAsked] = useState<NamedBook | 'new' | null>(null);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const open = async (name: string) => {
    await api.books.open({ name });
  };
  const isExporting = () => exportJob.state.get().phase === 'running';
  const onOpen = (book: NamedBook) => {
    if (isExporting()) setAsked(book);
    else open(book.name).catch((error: unknown) => setFailure(failureOf(error)));
  };
  const onNew = () => {
    if (isExporting()) setAsked('new');
    else makeNew();
  };
  // Nobody ended the export before the person said so.
  const leave = async () => {
    exportJob.cancel();
    if (asked === 'new') makeNew();
    else if (asked !== null) await open(asked.name);
  };
  const dialogs = (
    <>
      <Confirm
        opened={asked !== null}
        title={asked === 'new' || asked === null ? say('book.leaveForNew') : say('book.leave', { name: asked.label })}
        consequences={[say('book.leaveExport'), say('book.leaveSafe')]}
        deed={say(asked === 'new' ? 'book.leaveForNewDeed' : 'book.leaveDeed')}
        destructive
        onConfirm={leave}
        onClose={() => setAsked(null)}
      />
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={say('book.notOpened')}>
        {failure && <FailureNotice failure={failure} />}
      </Dialog>
    </>
  );
  return { onOpen, onNew, dialogs };
}

export function BookMenu({ info }: { info: (Pick<BookInfo, 'name'> & Partial<Pick<BookInfo, 'file'>>) | undefined }) {
  const { say } = useWords();
  const [creating, setCreating] = useState<'never' | 'now' | 'before'>('never');
  const { onOpen, onNew, dialogs } = useOpenBook(() => setCreating('now'));
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
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onNew}>
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
