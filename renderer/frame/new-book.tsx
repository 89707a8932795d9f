/** Makes a new book: its name, and where its business days begin and end. */
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { Dialog } from '../ui/dialog';
import { FailureNotice } from '../ui/notices';

// Intl leaves the plain one out of its list.
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function NewBook({ opened, onClose }: { opened: boolean; onClose(): void }) {
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
