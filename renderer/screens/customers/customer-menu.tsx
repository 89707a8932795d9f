/** What can be done with a customer itself: edit, archive, take back from the archive. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { Confirm } from '../../ui/confirm';
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
  const [asked, setAsked] = useState<'edit' | 'archive' | null>(null);
  const isArchived = detail.row.archivedAt !== null;
  return (
    <div className="customer-deeds">
      <Button size="compact-xs" onClick={() => setAsked('edit')}>
        {say('customerDesk.edit')}
      </Button>
      <Button size="compact-xs" onClick={() => setAsked('archive')}>
        {say(isArchived ? 'customerDesk.restore' : 'customerDesk.archive')}
      </Button>
      {asked === 'edit' && <EditCustomerDialog detail={detail} onClose={() => setAsked(null)} />}
      {asked === 'archive' && <ArchiveQuestion detail={detail} onClose={() => setAsked(null)} />}
    </div>
  );
}
