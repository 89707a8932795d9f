/** What can be done with a customer itself: edit, archive, take back from the archive. */
import { useState } from 'react';
import type { CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { go } from '../../navigation';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { useRefusal } from '../../rpc/operator-session';
import { useAskedDeed } from '../../ui/asked-deed';
import { Confirm } from '../../ui/confirm';
import { RightButton } from '../../ui/right-button';
import { MergeDialog } from './merge-dialog';
import { EditCustomerDialog } from './person-dialogs';

function ArchiveQuestion({ detail, onClose }: { detail: CustomerDetail; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const { id, archivedAt } = detail.row;
  const isArchived = archivedAt !== null;
  const deed = say(isArchived ? 'customerDesk.restore' : 'customerDesk.archive');
  return (
    <Confirm
      opened
      title={deed}
      consequences={
        isArchived ? [say('customerDesk.comesBack')] : [say('customerDesk.leaves'), say('customerDesk.keeps')]
      }
      deed={deed}
      onConfirm={async () => {
        if (isArchived) await api.customers.restore({ request, id });
        else await api.customers.archive({ request, id });
      }}
      onClose={onClose}
    />
  );
}

export function CustomerDeeds({ detail }: { detail: CustomerDetail }) {
  const { say } = useWords();
  const [asked, setAsked] = useState<'edit' | 'archive' | 'merge' | null>(null);
  const isArchived = detail.row.archivedAt !== null;
  useAskedDeed('merge', useRefusal('customers.merge') === null ? () => setAsked('merge') : null);
  return (
    <div className="customer-deeds">
      <RightButton size="compact-xs" to="customers.edit" onClick={() => setAsked('edit')}>
        {say('customerDesk.edit')}
      </RightButton>
      <RightButton
        size="compact-xs"
        to={isArchived ? 'customers.restore' : 'customers.archive'}
        onClick={() => setAsked('archive')}
      >
        {say(isArchived ? 'customerDesk.restore' : 'customerDesk.archive')}
      </RightButton>
      <RightButton size="compact-xs" to="customers.merge" onClick={() => setAsked('merge')}>
        {say('customerDesk.merge')}
      </RightButton>
      {asked === 'merge' && (
        <MergeDialog
          survivor={{ id: detail.row.id, name: detail.row.name }}
          other={null}
          onDone={(id) => go({ screen: 'customers', id, query: {} }, 'replace')}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'edit' && <EditCustomerDialog detail={detail} onClose={() => setAsked(null)} />}
      {asked === 'archive' && <ArchiveQuestion detail={detail} onClose={() => setAsked(null)} />}
    </div>
  );
}
