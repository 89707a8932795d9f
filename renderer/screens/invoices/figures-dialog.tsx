/** What is open by days overdue, the tax of a period by code, and what is deferred to later months: tables, per currency. */
import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ageing } from '../../../main/features/invoices/contract';
import { ageBuckets } from '../../../main/kernel/invoice';
import { readDay } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { nowShown } from '../../rpc/past-point';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { Waiting } from '../../ui/waiting';

function useBucketWord(): (bucket: Ageing['buckets'][number]['bucket']) => string {
  const { say } = useWords();
  return (bucket) =>
    bucket === 'current'
      ? say('invoices.bucketCurrent')
      : say('invoices.bucketDays', { days: bucket.replace('-', '–') });
}

function AgeingTable() {
  const { say, money } = useWords();
  const word = useBucketWord();
  const found = useQuery({
    queryKey: ['invoices', 'ageing'],
    queryFn: ({ signal }) => api.invoices.ageing({}, { signal }),
  });
  if (found.error) return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (found.data.length === 0) return <p className="soft">{say('invoices.ageingNone')}</p>;
  return (
    <table className="plain-table figures-table">
      <thead>
        <tr>
          <th scope="col">{say('invoices.currency')}</th>
          {ageBuckets.map((bucket) => (
            <th key={bucket} scope="col">
              {word(bucket)}
            </th>
          ))}
          <th scope="col">{say('invoices.total')}</th>
        </tr>
      </thead>
      <tbody>
        {found.data.map(({ currency, buckets, total }) => (
          <tr key={currency}>
            <th scope="row">{currency}</th>
            {buckets.map(({ bucket, amount }) => (
              <td key={bucket}>{money(amount, currency)}</td>
            ))}
            <td>
              <b>{money(total, currency)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TaxTable({ from, to }: { from: string; to: string }) {
  const { say, money } = useWords();
  const found = useQuery({
    queryKey: ['invoices', 'taxes', from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.invoices.taxSummary({ from, to }, { signal }),
  });
  if (found.error) return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (found.data.length === 0) return <p className="soft">{say('invoices.taxesNone')}</p>;
  return (
    <table className="plain-table figures-table">
      <thead>
        <tr>
          <th scope="col">{say('invoices.currency')}</th>
          <th scope="col">{say('invoices.code')}</th>
          <th scope="col">{say('invoices.rate')}</th>
          <th scope="col">{say('invoices.invoicedTax')}</th>
          <th scope="col">{say('invoices.purchasedTax')}</th>
          <th scope="col">{say('invoices.creditedTax')}</th>
          <th scope="col">{say('invoices.relievedTax')}</th>
          <th scope="col">{say('invoices.net')}</th>
          <th scope="col">{say('invoices.tax')}</th>
        </tr>
      </thead>
      <tbody>
        {found.data.map((row) => (
          <tr key={`${row.currency} ${row.code} ${row.rate}`}>
            <th scope="row">{row.currency}</th>
            <td>{row.code}</td>
            <td>{money(row.rate, '')} %</td>
            <td>{money(row.invoiced.tax, row.currency)}</td>
            <td>{money(row.purchased.tax, row.currency)}</td>
            <td>{money(row.credited.tax, row.currency)}</td>
            <td>{money(row.relieved.tax, row.currency)}</td>
            <td>{money(row.net, row.currency)}</td>
            <td>
              <b>{money(row.tax, row.currency)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DeferredTable() {
  const { say, money } = useWords();
  const found = useQuery({
    queryKey: ['invoices', 'deferred'],
    queryFn: ({ signal }) => api.invoices.deferred(undefined, { signal }),
  });
  if (found.error) return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (found.data.length === 0) return <p className="soft">{say('deferred.none')}</p>;
  return (
    <table className="plain-table figures-table">
      <thead>
        <tr>
          <th scope="col">{say('deferred.month')}</th>
          <th scope="col">{say('deferred.product')}</th>
          <th scope="col">{say('invoices.currency')}</th>
          <th scope="col">{say('deferred.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {found.data.map(({ month, product, currency, amount }) => (
          <tr key={`${month} ${product} ${currency}`}>
            <th scope="row">{month}</th>
            <td>{product}</td>
            <td>{currency}</td>
            <td>{money(amount, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figures() {
  const { say, times } = useWords();
  const today = times.dayOf(nowShown());
  const [from, setFrom] = useState(`${today.slice(0, 7)}-01`);
  const [to, setTo] = useState<string>(today);
  const isSpan = readDay(from) !== null && readDay(to) !== null;
  return (
    <div className="form">
      <h3>{say('invoices.ageing')}</h3>
      <AgeingTable />
      <h3>{say('invoices.taxes')}</h3>
      <div className="edit-pair">
        <TextInput
          type="date"
          label={say('invoices.from')}
          value={from}
          onChange={(e) => setFrom(e.currentTarget.value)}
        />
        <TextInput type="date" label={say('invoices.to')} value={to} onChange={(e) => setTo(e.currentTarget.value)} />
      </div>
      {isSpan && <TaxTable from={from} to={to} />}
      <h3>{say('deferred.title')}</h3>
      <DeferredTable />
    </div>
  );
}

export function FiguresDialog({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={onClose} title={say('invoices.figures')} width={760}>
      <Figures />
    </Dialog>
  );
}
