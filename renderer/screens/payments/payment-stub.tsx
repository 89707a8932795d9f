/** The counterfoil of a payment: its figure, its fields, what happened, and what it moved. */
import { Button, Menu } from '@mantine/core';
import { IconCopy, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PaymentDetail, PaymentRow } from '../../../main/features/payments/contract';
import { isId } from '../../../main/kernel/id';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Figure } from '../../ui/amount';
import { FailureNotice, Note } from '../../ui/notices';
import { StatusMark } from '../../ui/status-mark';
import { Stub } from '../../ui/stub';
import { Aftermath } from './aftermath';
import { FlagNote } from './flag-note';
import { MoneyDeeds } from './money-deeds';
import { PaymentFacts } from './payment-facts';
import { PaymentInvoices } from './payment-invoices';
import { PaymentMoney } from './payment-money';
import { PaymentPostings } from './payment-postings';
import { Timeline } from './timeline';

function Heading({ row }: { row: PaymentRow }) {
  const { say, sayWith } = useWords();
  const customer = row.customer && (
    <a key="customer" className="link" href={linkTo('customers', row.customer.id)}>
      <bdi>{row.customer.name}</bdi>
    </a>
  );
  const who = customer ?? (row.payer ? <bdi key="payer">{row.payer}</bdi> : null);
  const method = row.methodLabel ?? say(`method.${row.method}`);
  return (
    <>
      <h2 className="stub-figure">
        <Figure amount={row.amount.amount} currency={row.amount.currency} />
      </h2>
      <p className="soft">{who ? sayWith('payment.from', { method, who }) : method}</p>
    </>
  );
}

function CopyMenu({ row, link }: Pick<PaymentDetail, 'row' | 'link'>) {
  const { say } = useWords();
  const copy = (text: string) => void navigator.clipboard.writeText(text).catch(() => {});
  const texts: readonly (readonly [string, string | null])[] = [
    [say('payment.copyReference'), row.reference || null],
    [say('payment.copyExternal'), row.externalId],
    [say('payment.copyLink'), link],
    [say('payment.copyId'), row.id],
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconCopy size={14} stroke={1.9} aria-hidden="true" />}>{say('payment.copy')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {texts.map(
          ([label, text]) =>
            text !== null && (
              <Menu.Item key={label} onClick={() => copy(text)}>
                {label}
              </Menu.Item>
            ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Deeds({ detail, gateway }: { detail: PaymentDetail; gateway: string }) {
  const { say } = useWords();
  const { row, link } = detail;
  const check = useMutation({ mutationFn: () => api.payments.check({ id: row.id }) });
  const openLink = useMutation({ mutationFn: () => api.books.openLink({ payment: row.id }) });
  const failure = check.error ?? openLink.error;
  // While a customer has the gateway's page open, the page is what can be asked about.
  const canBeChecked = row.externalId !== null || (link !== null && row.status === 'Pending');
  return (
    <>
      <div className="stub-deeds">
        {canBeChecked && (
          <Button
            variant={row.status === 'Pending' ? 'filled' : 'default'}
            loading={check.isPending}
            onClick={() => check.mutate()}
            leftSection={<IconRefresh size={14} stroke={1.9} aria-hidden="true" />}
          >
            {say('payment.check')}
          </Button>
        )}
        {link !== null && row.status === 'Pending' && (
          <Button
            onClick={() => openLink.mutate()}
            leftSection={<IconExternalLink size={14} stroke={1.9} aria-hidden="true" />}
          >
            {say('payment.openLink')}
          </Button>
        )}
        <MoneyDeeds detail={detail} gateway={gateway} />
        <CopyMenu row={row} link={link} />
      </div>
      {check.data && (
        <p className="soft stub-word" role="status">
          {check.data.changed
            ? say('payment.checkedChanged', { status: say(`status.${check.data.status}`) })
            : say('payment.checkedSame')}
        </p>
      )}
      {failure && <FailureNotice failure={failureOf(failure)} />}
    </>
  );
}

function Notes({ detail }: { detail: PaymentDetail }) {
  const { say } = useWords();
  const { row } = detail;
  return (
    <>
      <FlagNote key={`${row.id} ${row.flag}`} row={row} />
      {row.status === 'Cancelled' && detail.detail !== null && (
        <Note tone="red">
          <bdi>{detail.detail}</bdi>
        </Note>
      )}
      {row.reason === 'waiting-customer' && detail.link !== null && (
        <Note tone="blue">{say('payment.waitsForCustomer')}</Note>
      )}
    </>
  );
}

function Content({ detail, gateways }: { detail: PaymentDetail; gateways: ReadonlyMap<string, string> }) {
  const { say } = useWords();
  return (
    <>
      <Heading row={detail.row} />
      <PaymentFacts detail={detail} gateways={gateways} />
      <div className="stub-notes">
        <Notes detail={detail} />
      </div>
      <Deeds key={detail.row.id} detail={detail} gateway={gateways.get(detail.row.gateway) ?? detail.row.gateway} />
      <PaymentInvoices detail={detail} />
      {detail.events.length > 0 && <Timeline events={detail.events} />}
      <PaymentMoney detail={detail} />
      <Aftermath detail={detail} />
      <PaymentPostings key={`postings ${detail.row.id}`} detail={detail} gateways={gateways} />
      {detail.row.status !== 'Completed' && <p className="soft stub-word">{say('payment.notCounted')}</p>}
    </>
  );
}

/** What the table's row already tells, until the rest is there. */
function draftOf(row: PaymentRow): PaymentDetail {
  return {
    row,
    detail: null,
    link: null,
    bookedOn: null,
    settlement: null,
    refunds: [],
    disputes: [],
    payout: null,
    events: [],
    postings: [],
    invoices: [],
    nextCheckAt: null,
  };
}

export interface PaymentStubProps {
  id: string;
  /** The table's row, when it was opened from there. */
  row: PaymentRow | null;
  gateways: ReadonlyMap<string, string>;
  onClose(): void;
  onStep(places: 1 | -1): void;
}

export function PaymentStub({ id, row, gateways, onClose, onStep }: PaymentStubProps) {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['payments', 'detail', id],
    queryFn: ({ signal }) => (isId(id) ? api.payments.get({ id }, { signal }) : null),
  });
  const detail = found.data ?? (row && draftOf(row));
  const shown = detail?.row;
  const name = shown?.reference || shown?.externalId || '';
  return (
    <Stub
      label={shown ? say('payment.label', { reference: name }) : say('payment.loading')}
      head={shown && <StatusMark status={shown.status} reason={shown.reason} long />}
      onClose={onClose}
      onStep={onStep}
    >
      {detail && <Content detail={detail} gateways={gateways} />}
      {found.data === null && <p className="soft">{say('payment.unknown')}</p>}
      {found.error && !detail && (
        <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
      )}
    </Stub>
  );
}
