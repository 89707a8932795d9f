/** Which book is open, the others beside it, and a new one. */
import { Button, Menu, Select, TextInput } from '@mantine/core';
import { IconBook2, IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BookInfo } from '../../main/features/books/contract';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { Dialog } from '../ui/dialog';
import { FailureNotice } from '../ui/notices';

const zones = Intl.supportedValuesOf('timeZone');
const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function NewBook({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState<string | null>(systemZone);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await api.books.create({ name, timeZone: timeZone ?? systemZone });
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={say('book.new')} width={420}>
      <form onSubmit={create} className="form">
        <TextInput
          label={say('book.name')}
          description={say('book.nameHint')}
          value={name}
          maxLength={80}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={say('book.timeZone')}
          description={say('book.timeZoneHint')}
          data={zones}
          value={timeZone}
          onChange={setTimeZone}
          searchable
          limit={60}
        />
        {failure && <FailureNotice failure={failure} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={name.trim() === ''}>
            {say('book.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function OtherBooks({ onFailure }: { onFailure(failure: ShownFailure): void }) {
  const { say } = useWords();
  const books = useQuery({
    queryKey: ['book', 'list'],
    queryFn: ({ signal }) => api.books.list(undefined, { signal }),
  });
  const open = (name: string) => api.books.open({ name }).catch((error: unknown) => onFailure(failureOf(error)));
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
          onClick={() => void open(book.name)}
        >
          <bdi>{book.name}</bdi>
        </Menu.Item>
      ))}
      {books.data?.length === 0 && <Menu.Item disabled>{say('book.none')}</Menu.Item>}
    </>
  );
}

export function BookMenu({ info }: { info: BookInfo | undefined }) {
  const { say } = useWords();
  const [creating, setCreating] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
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
          <OtherBooks onFailure={setFailure} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setCreating(true)}>
            {say('book.newMenu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NewBook opened={creating} onClose={() => setCreating(false)} />
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={say('book.notOpened')}>
        {failure && <FailureNotice failure={failure} />}
      </Dialog>
    </>
  );
}
