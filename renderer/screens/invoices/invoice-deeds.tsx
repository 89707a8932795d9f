/** What can be done with an invoice as it stands; the rest is not offered. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { useRefusal } from '../../rpc/operator-session';
import { makePayment, offerInvoice } from '../../taking/asked';
import { PayDialog } from '../../taking/pay-dialog';
import type { AskedInvoice } from '../../taking/plan';
import { Confirm } from '../../ui/confirm';
import { isZero } from '../../ui/money-text';
import { PaperButton } from '../../ui/paper-button';
import { RightButton } from '../../ui/right-button';
import { type Deed, DeedDialog } from './deed-dialog';
import { EditDialog } from './edit-dialog';
import { PromiseDialog } from './promise-dialog';

type Open = Deed | 'issue' | 'drop' | 'edit' | 'pay' | 'promise' | null;

function DraftDeeds({ onOpen }: { onOpen(next: Open): void }) {
  const { say } = useWords();
  return (
    <>
      <RightButton to="invoices.issue" variant="filled" onClick={() => onOpen('issue')}>
        {say('invoice.issue')}
      </RightButton>
      <RightButton to="invoices.save" onClick={() => onOpen('edit')}>
        {say('invoice.edit')}
      </RightButton>
      <RightButton to="invoices.drop" onClick={() => onOpen('drop')}>
        {say('invoice.drop')}
      </RightButton>
    </>
  );
}

/** By what is open, credited and written off of it. */
function offered({ row, creditable }: InvoiceDetail): Deed[] {
  const isOpen = !isZero(row.open);
  const isService = row.kind === 'service';
  return [
    ...(isService && !isZero(creditable) ? (['credit'] as const) : []),
    ...(isOpen && isService ? (['short', 'write-off'] as const) : []),
    ...(isZero(row.writtenOff) ? [] : (['recover'] as const)),
    ...(isOpen && row.open === row.total ? (['void'] as const) : []),
  ];
}

const words = {
  credit: 'invoice.creditNote',
  short: 'invoice.short',
  'write-off': 'invoice.writeOff',
  recover: 'invoice.recover',
  void: 'invoice.void',
} as const;

function MoreDeeds({ detail, onOpen }: { detail: InvoiceDetail; onOpen(next: Open): void }) {
  const { say } = useWords();
  const refusal = useRefusal('invoices.credit');
  const deeds = offered(detail);
  const isOpen = !isZero(detail.row.open);
  if (refusal !== null || (deeds.length === 0 && !isOpen)) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="quiet-button invoice-more" aria-label={say('invoice.more')}>
          <IconDots size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {isOpen && <Menu.Item onClick={() => onOpen('promise')}>{say('invoice.promise')}</Menu.Item>}
        {deeds.map((deed) => (
          <Menu.Item key={deed} onClick={() => onOpen(deed)}>
            {say(words[deed])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function IssueConfirm({ detail, onClose }: { detail: InvoiceDetail; onClose(): void }) {
  const { say, money, times } = useWords();
  const [request] = useState(newId);
  const { row } = detail;
  const amount = `${money(row.total, row.currency)} ${row.currency}`;
  const consequence: ReactNode =
    row.kind === 'service'
      ? say('invoiceDeed.issueDue', { customer: row.customer.name, amount, day: times.day(row.dueDay) })
      : say('invoiceDeed.issueFunds');
  return (
    <Confirm
      opened
      title={say('invoiceDeed.issueTitle')}
      consequences={[say('invoiceDeed.issueNumber'), consequence]}
      deed={say('invoice.issue')}
      onConfirm={async () => void (await api.invoices.issue({ request, id: row.id }))}
      onClose={onClose}
    />
  );
}

function DropConfirm({ detail, onClose }: { detail: InvoiceDetail; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  return (
    <Confirm
      opened
      title={say('invoiceDeed.dropTitle')}
      consequences={[say('invoiceDeed.dropWhat')]}
      deed={say('invoice.drop')}
      destructive
      onConfirm={async () => void (await api.invoices.drop({ request, id: detail.row.id }))}
      onClose={onClose}
    />
  );
}

function OpenDialog({ open, detail, onClose }: { open: Open; detail: InvoiceDetail; onClose(): void }) {
  const { customer, currency, id } = detail.row;
  switch (open) {
    case null:
      return null;
    case 'issue':
      return <IssueConfirm detail={detail} onClose={onClose} />;
    case 'drop':
      return <DropConfirm detail={detail} onClose={onClose} />;
    case 'edit':
      return <EditDialog detail={detail} customer={null} onClose={onClose} onSaved={onClose} />;
    case 'pay':
      return <PayDialog customer={customer} currency={currency} chosen={[id]} onClose={onClose} />;
    case 'promise':
      return <PromiseDialog detail={detail} onClose={onClose} />;
    default:
      return <DeedDialog deed={open} detail={detail} onClose={onClose} />;
  }
}

function askedOf({ id, number, kind, open, currency }: InvoiceDetail['row']): AskedInvoice {
  return { id, number: number ?? '', kind, open, currency };
}

export function InvoiceDeeds({ detail }: { detail: InvoiceDetail }) {
  const { say } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const { row } = detail;
  const isOpen = !isZero(row.open);
  useEffect(() => {
    if (!isOpen || row.number === null) return;
    offerInvoice({ customer: row.customer.id, invoice: askedOf(row) });
    return () => offerInvoice(null);
  }, [isOpen, row]);
  const take = () => makePayment(row.customer.id, askedOf(row));
  return (
    <div className="stub-deeds">
      {row.status === 'Draft' && <DraftDeeds onOpen={setOpen} />}
      {isOpen && row.kind === 'service' && (
        <RightButton to="invoices.pay" variant="filled" onClick={() => setOpen('pay')}>
          {say('invoice.pay')}
        </RightButton>
      )}
      {isOpen && (
        <RightButton to="taking.take" rightSection={<kbd>N</kbd>} onClick={take}>
          {say('invoice.take')}
        </RightButton>
      )}
      <PaperButton label={say('invoice.pdf')} write={(signal) => api.invoices.pdf({ id: row.id }, { signal })} />
      {row.status !== 'Draft' && <MoreDeeds detail={detail} onOpen={setOpen} />}
      <OpenDialog open={open} detail={detail} onClose={() => setOpen(null)} />
    </div>
  );
}
