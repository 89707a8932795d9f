/** What of a customer's invoices is open, oldest due day first; each opens on the invoices screen. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { Amount } from '../../ui/amount';
import { askDeed } from '../../ui/asked-deed';
import { InvoiceMark } from '../../ui/invoice-mark';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { useKey } from '../../ui/use-key';

const SHOWN = 8;

function useOpen(customer: string) {
  const of = (status: 'Overdue' | 'Unpaid') =>
    ({ filter: { customer, status }, sort: { column: 'due', direction: 'asc' }, limit: SHOWN }) as const;
  return useQuery({
    queryKey: ['invoices', 'of-customer', customer],
    queryFn: async ({ signal }) => {
      const overdue = await api.invoices.page(of('Overdue'), { signal });
      const unpaid = await api.invoices.page(of('Unpaid'), { signal });
      return [...overdue.rows, ...unpaid.rows].slice(0, SHOWN);
    },
  });
}

/** Written on the screen of the invoices, for this customer. */
export function NewInvoice({ customer }: { customer: string }) {
  const { say } = useWords();
  const isAllowed = useRefusal('invoices.save') === null;
  const write = () => {
    go({ screen: 'invoices', id: null, query: { customer } });
    askDeed('new-invoice');
  };
  useKey('i', () => isAllowed && write());
  return (
    <RightButton to="invoices.save" size="compact-xs" rightSection={<kbd>I</kbd>} onClick={write}>
      {say('invoices.new')}
    </RightButton>
  );
}

export function CustomerInvoices({ customer }: { customer: string }) {
  const { say, times } = useWords();
  const { data, error, refetch } = useOpen(customer);
  if (error && !data) return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  return (
    <>
      {data?.length === 0 && <p className="soft">{say('invoices.noneOfCustomer')}</p>}
      <ul className="customer-invoices">
        {(data ?? []).map((row) => (
          <li key={row.id}>
            <a className="link" href={linkTo('invoices', row.id, { customer })}>
              {row.number}
            </a>
            <Amount amount={row.open} currency={row.currency} />
            <InvoiceMark row={row} />
            <span className="soft">{times.day(row.dueDay)}</span>
          </li>
        ))}
      </ul>
      <a className="link" href={linkTo('invoices', null, { customer })}>
        {say('invoices.allOfCustomer')}
      </a>
    </>
  );
}
