/** The vouchers of a batch: each by its number, with its code hidden until somebody asks to see the codes. */
import { Button, Checkbox } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchDetail, VoucherRow } from '../../../main/features/vouchers/contract';
import { type VoucherState, voucherStates } from '../../../main/kernel/voucher';
import { laidOut } from '../../../main/kernel/voucher-code';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { CopyButton } from '../../ui/copy-button';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Tabs } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { VoucherMark } from './batch-mark';
import { VoidChosen } from './void-chosen';
import { VoidDialog } from './void-dialog';

const PAGE = 100;

function useVouchers(batch: string, state: VoucherState | null) {
  return useInfiniteQuery({
    queryKey: ['vouchers', 'list', batch, state],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      api.vouchers.list({ batch, after: pageParam, limit: PAGE, ...(state ? { state } : {}) }, { signal }),
    getNextPageParam: (last) => last.next,
  });
}

/** Page by page, and forgotten as soon as nobody looks at them. */
function useCodes(pages: readonly (readonly VoucherRow[])[], shown: boolean) {
  const found = useQueries({
    queries: pages.map((rows) => ({
      queryKey: ['voucher-codes', rows.map(({ id }) => id)],
      enabled: shown && rows.length > 0,
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.vouchers.codes({ vouchers: rows.map(({ id }) => id) }, { signal }),
    })),
  });
  const known = found.flatMap(({ data }) => (shown ? (data ?? []) : []));
  return {
    codes: new Map<string, string>(known.map(({ id, code }) => [id, code])),
    error: found.find(({ error }) => error)?.error ?? null,
  };
}

interface LineProps {
  isChosen: boolean;
  onChoose(isChosen: boolean): void;
  row: VoucherRow;
  pattern: string;
  code: string | undefined;
  onVoid(): void;
}

function LastUse({ row: { lastUse, voided } }: { row: VoucherRow }) {
  const { say } = useWords();
  if (voided) return <bdi className="soft">{voided.reason}</bdi>;
  if (!lastUse) return null;
  return (
    <>
      <a className="link" href={linkTo('payments', lastUse.payment)}>
        <bdi>{lastUse.customer?.name || say('vouchers.nobody')}</bdi>
      </a>{' '}
      <Moment at={lastUse.at} className="soft" />
    </>
  );
}

function Line({ row, pattern, code, isChosen, onChoose, onVoid }: LineProps) {
  const { say, count } = useWords();
  return (
    <tr>
      <td>
        {row.state === 'open' && (
          <Checkbox
            size="xs"
            aria-label={say('vouchers.choose', { no: row.no })}
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        )}
      </td>
      <th scope="row">{count(row.no)}</th>
      <td>
        {code === undefined ? (
          <span className="voucher-code faint">
            <span aria-hidden="true">{laidOut(pattern, '', '•')}</span>
            <span className="aloud">{say('vouchers.hidden')}</span>
          </span>
        ) : (
          <span className="voucher-code">
            {code} <CopyButton text={code} what={say('vouchers.code')} />
          </span>
        )}
      </td>
      <td>
        <VoucherMark state={row.state} />
      </td>
      <td className="voucher-figure">{say('vouchers.usedOf', { used: count(row.used), uses: count(row.uses) })}</td>
      <td>
        <LastUse row={row} />
      </td>
      <td className="voucher-deed">
        {row.state === 'open' && (
          <RightButton
            to="vouchers.void"
            size="compact-sm"
            aria-label={say('vouchers.voidOne', { no: row.no })}
            onClick={onVoid}
          >
            {say('vouchers.void')}
          </RightButton>
        )}
      </td>
    </tr>
  );
}

function Lines({
  rows,
  pattern,
  codes,
  chosen,
  onChoose,
  onVoid,
}: {
  rows: readonly VoucherRow[];
  pattern: string;
  codes: ReadonlyMap<string, string>;
  chosen: ReadonlySet<string>;
  onChoose(id: string, isChosen: boolean): void;
  onVoid(row: VoucherRow): void;
}) {
  const { say } = useWords();
  const list = useKeysInList<HTMLTableSectionElement>(rows);
  return (
    <div className="voucher-sheet">
      <table className="voucher-table" aria-label={say('vouchers.list')}>
        <thead>
          <tr>
            <th scope="col">
              <span className="aloud">{say('vouchers.chosen')}</span>
            </th>
            <th scope="col">{say('vouchers.no')}</th>
            <th scope="col">{say('vouchers.code')}</th>
            <th scope="col">{say('vouchers.state')}</th>
            <th scope="col" className="voucher-figure">
              {say('vouchers.used')}
            </th>
            <th scope="col">{say('vouchers.lastUse')}</th>
            <th scope="col">
              <span className="aloud">{say('vouchers.void')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={list}>
          {rows.map((row) => (
            <Line
              key={row.id}
              row={row}
              pattern={pattern}
              code={codes.get(row.id)}
              isChosen={chosen.has(row.id)}
              onChoose={(isChosen) => onChoose(row.id, isChosen)}
              onVoid={() => onVoid(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One that was voided or used up meanwhile cannot be chosen any more. */
function useChosen(shown: readonly VoucherRow[]) {
  const [picked, setIds] = useState<ReadonlySet<string>>(new Set());
  const ids = new Set(picked);
  for (const { id, state } of shown) if (state !== 'open') ids.delete(id);
  return {
    ids,
    clear: () => setIds(new Set()),
    choose: (id: string, isChosen: boolean) => {
      const next = new Set(ids);
      if (isChosen) next.add(id);
      else next.delete(id);
      setIds(next);
    },
  };
}

export function VoucherList({ detail }: { detail: BatchDetail }) {
  const { say } = useWords();
  const [state, setState] = useState<VoucherState | null>(null);
  const [shown, setShown] = useState(false);
  const [voiding, setVoiding] = useState<string | null>(null);
  const { row, pattern, paid } = detail;
  const found = useVouchers(row.id, state);
  const pages = found.data?.pages.map((page) => page.rows) ?? [];
  const rows = pages.flat();
  const chosen = useChosen(rows);
  const { codes, error } = useCodes(pages, shown);
  const problem = found.error ?? error;
  return (
    <section className="card" aria-label={say('vouchers.list')}>
      <div className="voucher-list-head">
        <Tabs
          label={say('vouchers.state')}
          tabs={[
            { value: 'all', label: say('vouchers.all'), count: '' },
            ...voucherStates.map((value) => ({ value, label: say(`voucherState.${value}`), count: '' })),
          ]}
          value={state ?? 'all'}
          onChange={(value) => setState(voucherStates.find((one) => one === value) ?? null)}
        />
        <RightButton to="vouchers.codes" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {say(shown ? 'vouchers.hideCodes' : 'vouchers.showCodes')}
        </RightButton>
      </div>
      {problem && <FailureNotice failure={failureOf(problem)} onRetry={() => void found.refetch()} />}
      <VoidChosen chosen={chosen.ids} kind={row.kind} onClear={chosen.clear} />
      <Lines
        rows={rows}
        pattern={pattern}
        codes={codes}
        chosen={chosen.ids}
        onChoose={chosen.choose}
        onVoid={({ id }) => setVoiding(id)}
      />
      {found.hasNextPage && (
        <div className="voucher-more">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {say('vouchers.more')}
          </Button>
        </div>
      )}
      {voiding !== null && (
        <VoidDialog batch={row.id} vouchers={[voiding]} paidAt={paid?.at ?? null} onClose={() => setVoiding(null)} />
      )}
    </section>
  );
}
