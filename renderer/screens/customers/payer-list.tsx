/** Who pays for a customer: each with its payments, and who of them gets the notices. */
import { Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerDetail, Payer } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRefusal } from '../../rpc/operator-session';
import { Confirm } from '../../ui/confirm';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { StubSection } from '../../ui/stub';
import { PayerDialog } from './person-dialogs';

interface ItemProps {
  payer: Payer;
  detail: CustomerDetail;
  onEdit(): void;
  onArchive(): void;
}

function PayerItem({ payer, detail, onEdit, onArchive }: ItemProps) {
  const { say } = useWords();
  const name = payer.name || say('customers.unnamed');
  const notified = detail.contact === payer.id;
  const refusal = useRefusal('customers.editPayer');
  const naming = useMutation({
    mutationFn: () =>
      api.customers.nameContact({ request: newId(), id: detail.row.id, payer: notified ? null : payer.id }),
  });
  return (
    <li>
      <span>
        <bdi>{name}</bdi>
        {notified && <span className="payer-mark">{say('customerDesk.getsNotices')}</span>}
      </span>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <button type="button" className="quiet-button" aria-label={say('customerDesk.payerActions', { name })}>
            <IconDots size={15} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {refusal !== null && <Menu.Label>{refusal}</Menu.Label>}
          <Menu.Item disabled={refusal !== null} onClick={onEdit}>
            {say('customerDesk.edit')}
          </Menu.Item>
          <Menu.Item disabled={refusal !== null} onClick={() => naming.mutate()}>
            {say(notified ? 'customerDesk.noticesToCustomer' : 'customerDesk.noticesHere')}
          </Menu.Item>
          <Menu.Item disabled={refusal !== null} onClick={onArchive}>
            {say('customerDesk.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span className="soft payer-line">
        {say('customers.payerPayments', { count: payer.payments })}
        {payer.email !== null && payer.email !== detail.row.email && (
          <>
            {' · '}
            <bdi>{payer.email}</bdi>
          </>
        )}
      </span>
      {naming.error && <FailureNotice failure={failureOf(naming.error)} />}
    </li>
  );
}

function ArchivePayer({ payer, onClose }: { payer: Payer; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  return (
    <Confirm
      opened
      title={`${say('customerDesk.archive')} · ${payer.name}`}
      consequences={[say('customerDesk.payerLeaves'), say('customerDesk.payerKeeps')]}
      deed={say('customerDesk.archive')}
      onConfirm={async () => void (await api.customers.archivePayer({ request, id: payer.id }))}
      onClose={onClose}
    />
  );
}

type Asked = { deed: 'edit' | 'archive'; payer: Payer } | { deed: 'new' };

export function PayerList({ detail }: { detail: CustomerDetail }) {
  const { say } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const payers = detail.payers.filter(({ archivedAt }) => archivedAt === null);
  return (
    <StubSection
      title={say('customers.payers')}
      action={
        <RightButton
          to="customers.addPayer"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => setAsked({ deed: 'new' })}
        >
          {say('customerDesk.newPayer')}
        </RightButton>
      }
    >
      {payers.length === 0 && <p className="soft">{say('customers.noPayers')}</p>}
      <ul className="payers">
        {payers.map((payer) => (
          <PayerItem
            key={payer.id}
            payer={payer}
            detail={detail}
            onEdit={() => setAsked({ deed: 'edit', payer })}
            onArchive={() => setAsked({ deed: 'archive', payer })}
          />
        ))}
      </ul>
      {asked?.deed === 'archive' && <ArchivePayer payer={asked.payer} onClose={close} />}
      {asked && asked.deed !== 'archive' && (
        <PayerDialog customer={detail.row.id} payer={asked.deed === 'edit' ? asked.payer : null} onClose={close} />
      )}
    </StubSection>
  );
}
