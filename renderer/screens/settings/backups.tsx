/** The backups of this book that are there, newest first, each to be taken along. */
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { handOver } from '../../rpc/hand-over';
import { useBytes } from '../../ui/export-receipt';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';

/** More of them lie in the folder. */
const SHOWN = 4;

export function Backups() {
  const { say } = useWords();
  const bytes = useBytes();
  const kept = useQuery({
    queryKey: ['book', 'backups'],
    queryFn: ({ signal }) => api.books.backups(undefined, { signal }),
  });
  const take = useMutation({ mutationFn: async (name: string) => handOver(await api.books.downloadBackup({ name })) });
  if (kept.error) return <FailureNotice failure={failureOf(kept.error)} onRetry={() => void kept.refetch()} />;
  if (!kept.data) return null;
  if (kept.data.length === 0) return <p className="soft">{say('backup.none')}</p>;
  return (
    <>
      <ul className="backup-list" aria-label={say('backup.kept')}>
        {kept.data.slice(0, SHOWN).map(({ name, bytes: size, madeAt }) => (
          <li key={name}>
            <bdi className="cell-text">{name}</bdi>
            <span className="soft figure-text">{bytes(size)}</span>
            <Moment className="soft" at={madeAt} />
            <button
              type="button"
              className="quiet-button"
              aria-label={say('backup.downloadWhat', { name })}
              title={say('backup.download')}
              disabled={take.isPending}
              onClick={() => take.mutate(name)}
            >
              <IconDownload size={15} stroke={1.8} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {take.error && <FailureNotice failure={failureOf(take.error)} />}
    </>
  );
}
