/** The rows behind a bar or a point, where no list of its own has them: each leads on to its payment, its customer or its bank line. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Clearing as Held } from '../../../main/features/closing/contract';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Amount } from '../../ui/amount';
import { Dialog } from '../../ui/dialog';
import { useGatewayNames } from '../../ui/gateway-names';
import { isZero } from '../../ui/money-text';
import { FailureNotice, Note } from '../../ui/notices';
import { Waiting } from '../../ui/waiting';
import type { Behind, BehindBank, BehindClearing, BehindCredit } from './behind-place';

export function BehindDialog({ behind, span }: { behind: Behind; span: Span }) {
  const { say, times } = useWords();
  const { nameOf } = useGatewayNames();
  const close = () => go({ screen: 'charts', id: null, query: { ...span } });
  const day = times.day(behind.last);
  const gateway = 'gateway' in behind ? behind.gateway : '';
  const name = gateway === 'bank-transfer' ? say('method.bank-transfer') : nameOf(gateway);
  return (
    <Dialog opened onClose={close} title={say(`behind.${behind.of}`, { gateway: name, day })} width={720}>
      <div className="behind">
        {behind.of === 'bank' && <Bank of={behind} />}
        {behind.of === 'clearing' && <Clearing of={behind} />}
        {behind.of === 'credit' && <Credit of={behind} />}
        <div className="dialog-actions">
          <Button onClick={close}>{say('notice.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What is being read, as the dialog shows it. */
function useRead<Data>(key: readonly unknown[], read: (signal: AbortSignal) => Promise<Data>) {
  const { data, error, refetch } = useQuery({
    queryKey: ['payments', 'charts', 'behind', ...key],
    queryFn: ({ signal }) => read(signal),
  });
  const failed = error && data === undefined;
  const instead = failed ? (
    <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
  ) : data === undefined ? (
    <Waiting />
  ) : null;
  return { data, instead };
}

interface RowsProps {
  head: readonly string[];
  /** So many columns of words stand before the figures. */
  words?: 1 | 2;
  children: ReactNode;
}

function Rows({ head, words = 2, children }: RowsProps) {
  return (
    <div className={`behind-rows behind-words-${words}`}>
      <table className="plain-table">
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function More({ count, shown }: { count: number; shown: number }) {
  const { say } = useWords();
  return count > shown ? <p className="soft">{say('behind.more', { count: count - shown })}</p> : null;
}

function Bank({ of: { gateway, day, last, state } }: { of: BehindBank }) {
  const { say, times } = useWords();
  const { data, instead } = useRead(['bank', gateway, day, last, state], (signal) =>
    api.reports.toBankRows({ gateway, from: day, to: last, ...(state === '' ? {} : { state }) }, { signal }),
  );
  if (!data) return instead;
  if (data.count === 0) return <p className="soft">{say('charts.noneToBank')}</p>;
  const placeOf = ({ kind, id }: (typeof data.rows)[number]) =>
    kind === 'payout' ? linkTo('payments', null, { payout: id }) : linkTo('payments', id);
  return (
    <>
      <Rows head={[say('overview.day'), say('behind.what'), say('behind.sum'), say('behind.atBank')]}>
        {data.rows.map((row) => (
          <tr key={`${row.id} ${row.label}`}>
            <td>{times.day(row.day)}</td>
            <td>
              <span className="soft">{say(`itemKind.${row.kind}`)}</span>{' '}
              <a className="link" href={placeOf(row)}>
                <bdi>{row.label || row.id}</bdi>
              </a>
            </td>
            <td>
              <Amount {...row.money} signed />
            </td>
            <td>
              {row.line === null ? (
                <a className="link tone-amber" href={linkTo('reconcile', null, { part: 'todo' })}>
                  {say('charts.open')}
                </a>
              ) : (
                <a className="link" href={linkTo('reconcile', row.line, { part: 'lines' })}>
                  {say('charts.matched')}
                </a>
              )}
            </td>
          </tr>
        ))}
      </Rows>
      <More count={data.count} shown={data.rows.length} />
    </>
  );
}

function Items({ items, currency }: { items: Held['items']; currency: string }) {
  const { say, times } = useWords();
  if (items.length === 0) return null;
  return (
    <Rows head={[say('overview.day'), say('behind.what'), say('behind.sum')]}>
      {items.map((item) => (
        <tr key={`${item.payment ?? item.reference} ${item.amount}`}>
          <td>{times.day(item.day)}</td>
          <td>
            {item.payment === null ? (
              say(item.kind === 'payout' ? 'closing.payout' : 'closing.other', { reference: item.reference })
            ) : (
              <a className="link" href={linkTo('payments', item.payment)}>
                <bdi>{item.reference}</bdi>
              </a>
            )}
          </td>
          <td>
            <Amount amount={item.amount} currency={currency} signed />
          </td>
        </tr>
      ))}
    </Rows>
  );
}

function Clearing({ of: { gateway, currency, day, last } }: { of: BehindClearing }) {
  const { say } = useWords();
  const { data, instead } = useRead(['clearing', gateway, currency, last], (signal) =>
    api.closing.clearing({ gateway, currency, day: last }, { signal }),
  );
  if (data === undefined) return instead;
  if (data === null) return <p className="soft">{say('closing.clearingNone')}</p>;
  return (
    <>
      <ul className="behind-sums">
        <li>
          {say('closing.balance')} <Amount amount={data.balance} currency={currency} signed />
        </li>
        <li>
          {say('closing.items', { count: data.count })} <Amount amount={data.explained} currency={currency} signed />
        </li>
        <li>
          {say('closing.difference')} <Amount amount={data.difference} currency={currency} signed />
        </li>
      </ul>
      <Note tone={isZero(data.difference) ? 'green' : 'amber'}>
        {say(isZero(data.difference) ? 'behind.explained' : 'behind.notExplained')}
      </Note>
      <Items items={data.items} currency={currency} />
      <More count={data.count} shown={data.items.length} />
      <p>
        <a className="link" href={linkTo('payments', null, { gateway, from: day, to: last })}>
          {say('behind.payments')}
        </a>
        {gateway !== 'bank-transfer' && (
          <>
            {' · '}
            <a
              className="link"
              href={linkTo('charts', null, { behind: 'bank', gateway, day, last, from: day, to: last })}
            >
              {say('behind.payouts')}
            </a>
          </>
        )}
      </p>
    </>
  );
}

function Credit({ of: { currency, last } }: { of: BehindCredit }) {
  const { say, times } = useWords();
  const { data, instead } = useRead(['credit', currency, last], (signal) =>
    api.reports.creditHeld({ currency, day: last }, { signal }),
  );
  if (!data) return instead;
  return (
    <>
      <ul className="behind-sums">
        <li>
          {say('charts.paid')} <Amount amount={data.paid} currency={currency} />
        </li>
        <li>
          {say('charts.granted')} <Amount amount={data.granted} currency={currency} />
        </li>
      </ul>
      {data.count === 0 ? (
        <p className="soft">{say('behind.noCredit', { day: times.day(last) })}</p>
      ) : (
        <Rows words={1} head={[say('behind.customer'), say('charts.paid'), say('charts.granted')]}>
          {data.rows.map(({ customer, paid, granted }) => (
            <tr key={customer.id}>
              <td>
                <a className="link" href={linkTo('customers', customer.id, { why: currency, asOf: last })}>
                  <bdi>{customer.name || customer.id.slice(0, 8)}</bdi>
                </a>
              </td>
              <td>
                <Amount amount={paid} currency={currency} />
              </td>
              <td>
                <Amount amount={granted} currency={currency} />
              </td>
            </tr>
          ))}
        </Rows>
      )}
      <More count={data.count} shown={data.rows.length} />
      <p>
        <a className="link" href={linkTo('vouchers')}>
          {say('behind.vouchers')}
        </a>
      </p>
    </>
  );
}
