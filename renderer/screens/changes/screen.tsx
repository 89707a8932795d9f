/** Changes: every set that was made at once, by whom, and the way to take it back whole. */
import './changes.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeSet } from '../../../main/features/changes/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Amount } from '../../ui/amount';
import { LatestOnly } from '../../ui/latest-only';
import { Moment } from '../../ui/moment';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { UndoDialog, useChangeName } from '../../ui/undo-dialog';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';

const SHOWN = 100;

/** What of the file was not stored, and its hash. */
function FileFacts({ file }: { file: NonNullable<ChangeSet['file']> }) {
  const { say } = useWords();
  const { there, differs, refused, sha256 } = file;
  const left = [
    ...(there > 0 ? [say('changes.fileThere', { count: there })] : []),
    ...(differs > 0 ? [say('changes.fileDiffers', { count: differs })] : []),
    ...(refused > 0 ? [say('changes.fileRefused', { count: refused })] : []),
  ];
  return (
    <p className="soft change-file">
      {left.map((part) => `${part} · `)}
      {say('changes.fileHash')} <code>{sha256}</code>
    </p>
  );
}

function Item({ set, onUndo }: { set: ChangeSet; onUndo(): void }) {
  const { say } = useWords();
  const nameOf = useChangeName();
  const { at, operator, totals, undone, file } = set;
  return (
    <li className="card change">
      <div>
        <h2>{nameOf(set)}</h2>
        <span className="soft">
          <Moment at={at} /> · <bdi>{operator}</bdi>
        </span>
        {file && <FileFacts file={file} />}
        {undone && (
          <p className="soft">
            {say('changes.undoneBy', { operator: undone.operator })} <Moment at={undone.at} />
            {undone.stayed > 0 && ` · ${say('changes.stayed', { count: undone.stayed })}`}
          </p>
        )}
      </div>
      <span className="change-totals">
        {totals.map((total) => (
          <Amount key={total.currency} {...total} />
        ))}
      </span>
      {!undone && (
        <RightButton to="changes.undo" onClick={onUndo}>
          {say('changes.undo')}
        </RightButton>
      )}
    </li>
  );
}

function List() {
  const { say } = useWords();
  const [undoing, setUndoing] = useState<ChangeSet | null>(null);
  const list = useQuery({
    queryKey: ['changes', 'list'],
    queryFn: ({ signal }) => api.changes.list({ limit: SHOWN }, { signal }),
  });
  const items = useKeysInList(list.data, say('changes.undo'));
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  if (list.data.length === 0) return <EmptyState title={say('changes.none')} text={say('changes.noneWhat')} />;
  return (
    <>
      <ul ref={items} className="changes" aria-label={say('rail.changes')}>
        {list.data.map((set) => (
          <Item key={set.id} set={set} onUndo={() => setUndoing(set)} />
        ))}
      </ul>
      <LatestOnly rows={list.data.length} most={SHOWN} leaves />
      {undoing && <UndoDialog set={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

export function ChangesScreen() {
  const { say } = useWords();
  return (
    <Screen>
      <ScreenHead title={say('rail.changes')} lead={say('changes.lead')}>
        <ExportButton of={{ list: 'changes', filter: {} }} />
      </ScreenHead>
      <ScreenScroll label={say('rail.changes')}>
        <List />
      </ScreenScroll>
    </Screen>
  );
}
