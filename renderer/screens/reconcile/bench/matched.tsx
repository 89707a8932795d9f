/** Lines that are explained: by what, by whom and why; each can be opened again in one click. */
import { TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { LineRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Amount } from '../../../ui/amount';
import { Moment } from '../../../ui/moment';
import { EmptyState, FailureNotice, Note } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { useKeysInList } from '../../../ui/use-keys-in-list';
import { Waiting } from '../../../ui/waiting';
import { lineText } from './bench-lines';
import { EvidenceWords } from './evidence';
import { useItemNames } from './item-name';
import { ProofButton } from './proof-dialog';

const SHOWN = 200;

export function Matched({ bank }: { bank: string }) {
  const { say } = useWords();
  const [search, setSearch] = useState('');
  const text = useDeferredValue(search.trim());
  const [open, setOpen] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['statements', 'matched', bank, text],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.matching.lines({ bank, view: 'matched', limit: SHOWN, ...(text === '' ? {} : { text }) }, { signal }),
  });
  const undo = useMutation({
    mutationFn: (match: string) => api.matching.undo({ request: newId(), match }),
    onSuccess: () => setOpen(null),
  });
  const rows = found.data?.rows ?? [];
  const list = useKeysInList(found.data);
  if (found.data && found.data.total === 0 && text === '')
    return <EmptyState title={say('bench.matchedNone')} text={say('bench.matchedNoneWhat')} />;
  return (
    <div className="matched-place">
      <TextInput
        className="matched-search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        placeholder={say('bench.searchLines')}
        aria-label={say('bench.searchLines')}
        maxLength={200}
      />
      <div role="status">{undo.isSuccess && open === null && <Note tone="green">{say('bench.undone')}</Note>}</div>
      {undo.error && <FailureNotice failure={failureOf(undo.error)} />}
      {found.error && <FailureNotice failure={failureOf(found.error)} />}
      {found.isPending && <Waiting />}
      <ul className="matched" aria-label={say('benchView.matched')} ref={list}>
        {rows.map((row) => (
          <MatchedLine
            key={row.id}
            row={row}
            isOpen={row.id === open}
            onOpen={() => setOpen(row.id === open ? null : row.id)}
            onUndo={(match) => undo.mutate(match)}
          />
        ))}
      </ul>
      {found.data && found.data.total > rows.length && (
        <p className="bench-more soft">{say('bench.more', { count: found.data.total - rows.length })}</p>
      )}
    </div>
  );
}

interface MatchedLineProps {
  row: LineRow;
  isOpen: boolean;
  onOpen(): void;
  onUndo(match: string): void;
}

function MatchedLine({ row, isOpen, onOpen, onUndo }: MatchedLineProps) {
  const { say, times } = useWords();
  const { match } = row;
  return (
    <li className="matched-item">
      <div className="matched-line">
        <button type="button" className="matched-open" aria-expanded={isOpen} onClick={onOpen}>
          <span className="bench-day">{times.day(row.day)}</span>
          <bdi className="bench-text">{lineText(row)}</bdi>
          <Amount {...row.money} />
        </button>
        {match !== null && (
          <RightButton to="matching.undo" size="compact-sm" onClick={() => onUndo(match)}>
            {say('bench.undo')}
          </RightButton>
        )}
      </div>
      {isOpen && match !== null && <MatchFacts match={match} line={row} />}
    </li>
  );
}

function MatchFacts({ match, line }: { match: string; line: LineRow }) {
  const { say, sayWith } = useWords();
  const { whose } = useItemNames();
  const shown = useQuery({
    queryKey: ['statements', 'match', match],
    retry: false,
    queryFn: ({ signal }) => api.matching.get({ match }, { signal }),
  });
  const of = shown.data;
  if (!of) return shown.error ? <FailureNotice failure={failureOf(shown.error)} /> : <Waiting />;
  const when = <Moment key="at" at={of.at} />;
  return (
    <div className="matched-facts">
      <ul>
        {of.items.map((item) => (
          <li key={`${item.kind} ${item.id} ${item.account} ${item.money.amount}`} className="matched-with">
            <span className="soft">{say(`itemKind.${item.kind}`)}</span>
            <bdi>{[item.label, whose(item), item.note].filter(Boolean).join(' · ')}</bdi>
            <Amount {...item.money} />
          </li>
        ))}
      </ul>
      <p className="soft">
        <EvidenceWords evidence={of.evidence} currency={line.money.currency} />{' '}
        {of.automatic
          ? sayWith('bench.byRule', { when })
          : sayWith('bench.byWhom', { who: <bdi key="who">{of.operator}</bdi>, when })}
      </p>
      <div>
        <ProofButton of={line.id} />
      </div>
    </div>
  );
}
