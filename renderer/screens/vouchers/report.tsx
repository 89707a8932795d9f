/** What was issued, redeemed, voided and expired in a span of days, and what is owed after it: vouchers held against the ledger. */
import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, type Day, readDay } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { nowShown } from '../../rpc/past-point';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';

const spans = ['whole', 'month', 'lastMonth', 'year'] as const;
type SpanName = (typeof spans)[number];

function spanOf(name: SpanName, today: Day): { from?: string; to?: string } {
  const month = today.slice(0, 7);
  if (name === 'month') return { from: `${month}-01` };
  if (name === 'year') return { from: `${today.slice(0, 4)}-01-01` };
  if (name === 'whole') return {};
  const last = addDays(readDay(`${month}-01`) ?? today, -1);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

function useReport(name: SpanName) {
  const { times } = useWords();
  const today = readDay(times.dayOf(nowShown()));
  const span = today === null ? {} : spanOf(name, today);
  return useQuery({
    queryKey: ['vouchers', 'report', span],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.vouchers.report(span, { signal }),
  });
}

const parts = ['before', 'issued', 'redeemed', 'voided', 'expired', 'after'] as const;

function Sums({ rows }: { rows: NonNullable<ReturnType<typeof useReport>['data']>['rows'] }) {
  const { say, money } = useWords();
  const headOf = (part: (typeof parts)[number]) =>
    part === 'before' || part === 'after' ? say(`voucherReport.${part}`) : say(`vouchers.${part}`);
  return (
    <table className="voucher-table" aria-label={say('voucherReport.caption')}>
      <thead>
        <tr>
          <th scope="col">{say('taking.currency')}</th>
          {parts.map((part) => (
            <th key={part} scope="col" className="voucher-figure">
              {headOf(part)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.currency} ${row.kind}`}>
            <th scope="row">
              {row.currency} <span className="soft">{say(`voucherKind.${row.kind}`)}</span>
            </th>
            {parts.map((part) => (
              <td key={part} className={row[part].uses === 0 ? 'voucher-figure faint' : 'voucher-figure'}>
                {money(row[part].amount, row.currency)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Report() {
  const { say, money } = useWords();
  const [name, setName] = useState<SpanName>('whole');
  const { data, error, refetch } = useReport(name);
  const list = (data?.outstanding ?? []).map(({ amount, currency }) => `${money(amount, currency)} ${currency}`);
  const choice = (
    <Select
      aria-label={say('voucherReport.span')}
      data={spans.map((value) => ({ value, label: say(`voucherReport.${value}`) }))}
      value={name}
      onChange={(next) => setName(spans.find((one) => one === next) ?? name)}
      allowDeselect={false}
      w={190}
    />
  );
  return (
    <Card title={say('voucherReport.title')} action={choice}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className="voucher-sheet">
            <Sums rows={data.rows} />
          </div>
          <p className="soft voucher-proof">
            {list.length === 0 ? say('voucherReport.owedNone') : say('voucherReport.owed', { list: list.join(', ') })}
          </p>
        </>
      )}
    </Card>
  );
}
