/** What can be done with the customers that are chosen: copied, tagged, archived or taken back together. */
import { Button, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { Deed } from '../../../main/features/changes/contract';
import { useWords } from '../../locales/words';
import { go } from '../../navigation';
import { ChangeDialog } from '../../ui/change-dialog';
import { RightButton } from '../../ui/right-button';
import { MergeDialog } from './merge-dialog';

interface TagManyProps {
  ids: readonly string[];
  onDone(): void;
  onClose(): void;
}

function TagMany({ ids, onDone, onClose }: TagManyProps) {
  const { say } = useWords();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const deed: Deed | null = add.length + remove.length === 0 ? null : { deed: 'tag-customers', add, remove };
  return (
    <ChangeDialog title={say('changes.tagTitle')} ids={ids} deed={deed} onDone={onDone} onClose={onClose}>
      <div className="form-pair customer-tags">
        <TagsInput
          label={say('changes.tagsAdded')}
          value={add}
          onChange={setAdd}
          maxTags={20}
          acceptValueOnBlur
          data-autofocus
        />
        <TagsInput
          label={say('changes.tagsRemoved')}
          value={remove}
          onChange={setRemove}
          maxTags={20}
          acceptValueOnBlur
        />
      </div>
    </ChangeDialog>
  );
}

const archive: Deed = { deed: 'archive-customers' };
const restore: Deed = { deed: 'restore-customers' };

interface ChosenProps {
  count: number;
  /** null: not all of them are at hand yet. */
  ids: readonly string[] | null;
  archived: boolean;
  onCopy: (() => void) | null;
  onClear(): void;
}

export function ChosenCustomers({ count, ids, archived, onCopy, onClear }: ChosenProps) {
  const { say } = useWords();
  const [asked, setAsked] = useState<'tag' | 'archive' | 'merge' | null>(null);
  const close = () => setAsked(null);
  return (
    <div className="selection-line" role="status">
      <b>{say('customers.selected', { count })}</b>
      <span className="selection-end">
        {ids && (
          <>
            <RightButton to="changes.make" onClick={() => setAsked('tag')}>
              {say('changes.tagMany')}
            </RightButton>
            {ids.length === 2 && !archived && (
              <RightButton to="customers.merge" onClick={() => setAsked('merge')}>
                {say('customerDesk.merge')}
              </RightButton>
            )}
            <RightButton to="changes.make" onClick={() => setAsked('archive')}>
              {say(archived ? 'changes.restoreMany' : 'changes.archiveMany')}
            </RightButton>
          </>
        )}
        {onCopy && <Button onClick={onCopy}>{say('customers.copyRows')}</Button>}
        <Button onClick={onClear}>{say('customers.clearSelection')}</Button>
      </span>
      {ids && asked === 'tag' && <TagMany ids={ids} onDone={onClear} onClose={close} />}
      {ids?.[0] && ids[1] && asked === 'merge' && (
        <MergeDialog
          survivor={{ id: ids[0], name: '' }}
          other={{ id: ids[1], name: '' }}
          onDone={(id) => go({ screen: 'customers', id, query: {} })}
          onClose={close}
        />
      )}
      {ids && asked === 'archive' && (
        <ChangeDialog
          title={say(archived ? 'changes.restoreMany' : 'changes.archiveTitle')}
          ids={ids}
          deed={archived ? restore : archive}
          onDone={onClear}
          onClose={close}
        />
      )}
    </div>
  );
}
