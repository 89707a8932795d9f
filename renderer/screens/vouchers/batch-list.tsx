/** Every batch with what became of it, and the report of a span of days above. */
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchRow, VoucherCount } from '../../../main/features/vouchers/contract';
import { ExportMenu } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { redeemVoucher } from '../../taking/asked';
import { Amount } from '../../ui/amount';
import { useAskedDeed } from '../../ui/asked-deed';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';
import { BatchMark } from './batch-mark';
import { NewBatchDialog } from './new-batch-dialog';
import { Report } from './report';
import { useValidity } from './use-validity';

const PAGE = 50;

function useBatches() {
  return useInfiniteQuery({
    queryKey: ['vouchers', 'batches'],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      api.vouchers.batches({ limit: PAGE, ...(pageParam === '' ? {} : { before: pageParam }) }, { signal }),
    getNextPageParam: (last) => last.next,
  });
}

/** How many uses, and what they come to below; nothing for none. */
function Counted({ of, currency }: { of: VoucherCount; currency: string }) {
  const { count } = useWords();
  if (of.uses === 0) return <td className="voucher-figure faint">–</td>;
  return (
    <td className="voucher-figure">
      {count(of.uses)}
      <small>
        <Amount amount={of.amount} currency={currency} />
      </small>
    </td>
  );
}

function BatchLine({ row }: { row: BatchRow }) {
  const { say } = useWords();
  const validity = useValidity();
  const { currency } = row.money;
  return (
    <tr>
      <th scope="row">
        <a className="link" href={linkTo('vouchers', row.id)}>
          <bdi>{row.name}</bdi>
        </a>
        <small className="soft">{validity(row)}</small>
      </th>
      <td>
        {say(`voucherKind.${row.kind}`)}
        <small>
          <BatchMark state={row.state} />
        </small>
      </td>
      <td className="voucher-figure">
        <Amount amount={row.money.amount} currency={currency} />
      </td>
      <Counted of={row.issued} currency={currency} />
      <Counted of={row.redeemed} currency={currency} />
      <Counted of={row.expired} currency={currency} />
      <Counted of={row.voided} currency={currency} />
      <Counted of={row.open} currency={currency} />
    </tr>
  );
}

function Batches({ rows }: { rows: readonly BatchRow[] }) {
  const { say } = useWords();
  const list = useKeysInList<HTMLTableSectionElement>(rows);
  const figures = ['worth', 'issued', 'redeemed', 'expired', 'voided', 'open'] as const;
  return (
    <div className="card voucher-sheet">
      <table className="voucher-table" aria-label={say('vouchers.batches')}>
        <thead>
          <tr>
            <th scope="col">{say('vouchers.name')}</th>
            <th scope="col">{say('vouchers.kind')}</th>
            {figures.map((name) => (
              <th key={name} scope="col" className="voucher-figure">
                {say(`vouchers.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={list}>
          {rows.map((row) => (
            <BatchLine key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Found({ onNew }: { onNew(): void }) {
  const { say } = useWords();
  const found = useBatches();
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  if (found.error && rows.length === 0)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  if (rows.length === 0)
    return (
      <EmptyState title={say('vouchers.none')} text={say('vouchers.noneWhat')}>
        <RightButton to="vouchers.create" variant="filled" rightSection={<kbd>V</kbd>} onClick={onNew}>
          {say('vouchers.new')}
        </RightButton>
      </EmptyState>
    );
  return (
    <>
      <Report />
      <Batches rows={rows} />
      {found.hasNextPage && (
        <div className="voucher-more">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {say('vouchers.more')}
          </Button>
        </div>
      )}
    </>
  );
}

export function BatchList() {
  const { say } = useWords();
  const [adding, setAdding] = useState(false);
  const mayIssue = useRefusal('vouchers.create') === null;
  const mayRedeem = useRefusal('vouchers.redeem') === null;
  const add = () => mayIssue && setAdding(true);
  useKey('v', add);
  useAskedDeed('new-vouchers', add);
  useKey('r', () => mayRedeem && redeemVoucher(null));
  return (
    <Screen>
      <ScreenHead title={say('vouchers.title')} lead={say('vouchers.lead')}>
        <ExportMenu
          of={[
            { list: 'voucher-batches', filter: {} },
            { list: 'vouchers', filter: {} },
          ]}
        />
        <RightButton to="vouchers.redeem" rightSection={<kbd>R</kbd>} onClick={() => redeemVoucher(null)}>
          {say('vouchers.redeem')}
        </RightButton>
        <RightButton to="vouchers.create" variant="filled" rightSection={<kbd>V</kbd>} onClick={add}>
          {say('vouchers.new')}
        </RightButton>
      </ScreenHead>
      <ScreenScroll label={say('rail.vouchers')} className="vouchers">
        <Found onNew={add} />
      </ScreenScroll>
      {adding && (
        <NewBatchDialog onClose={() => setAdding(false)} onIssued={(id) => go({ screen: 'vouchers', id, query: {} })} />
      )}
    </Screen>
  );
}
