/** The workbench's state: which line is open, what is chosen for it, and the next one after each decision. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { ItemRow, LineRow, ProposalRow } from '../../../../main/features/matching/contract';
import { api } from '../../../rpc/client';
import { newId } from '../../../rpc/new-id';
import { usePreference } from '../../../rpc/use-preference';
import type { BenchLead } from './bench-place';
import {
  type BookedChoice,
  type Choice,
  choiceOf,
  keyOfItem,
  moreOf,
  nothingChosen,
  proposalChosen,
  readChoice,
  standingOf,
} from './chosen';

const MOST_LINES = 500;

export function useBanks() {
  return useQuery({
    queryKey: ['statements', 'bench-banks'],
    queryFn: ({ signal }) => api.matching.banks(undefined, { signal }),
  });
}

function useFound(bank: string, currency: string, line: string | null, item: string) {
  const [search, setSearch] = useState('');
  const [itemSearch, setItemSearch] = useState(item);
  const text = useDeferredValue(search.trim());
  const itemText = useDeferredValue(itemSearch.trim());
  const lines = useQuery({
    queryKey: ['statements', 'bench', bank, text],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.matching.lines({ bank, view: 'open', limit: MOST_LINES, ...(text === '' ? {} : { text }) }, { signal }),
  });
  const proposals = useQuery({
    queryKey: ['statements', 'bench-proposals', line],
    enabled: line !== null,
    retry: false,
    queryFn: ({ signal }) => api.matching.proposals({ line: line ?? '' }, { signal }),
  });
  const candidates = useQuery({
    queryKey: ['payments', 'bench-candidates', line, currency, itemText],
    enabled: line !== null,
    retry: false,
    queryFn: ({ signal }) =>
      api.matching.candidates(
        { currency, ...(line === null ? {} : { line }), ...(itemText === '' ? {} : { text: itemText }) },
        { signal },
      ),
  });
  return { search, setSearch, itemSearch, setItemSearch, lines, proposals, candidates };
}

/**
 * `rows`: those that are listed, and behind them those that are wanted and stand further back: a link, the search or a proposal led to
 * them. What is looked for is listed alone; `known` holds what is wanted all the same.
 */
function useRows(
  bank: string,
  { lines, search }: ReturnType<typeof useFound>,
  wanted: readonly (string | null | undefined)[],
) {
  const near = lines.data?.rows ?? [];
  const missed = wanted.flatMap((id) => (id && !near.some((row) => row.id === id) ? [id] : []));
  // What is not known yet is not missed.
  const far = lines.data ? [...new Set(missed)] : [];
  const found = useQuery({
    queryKey: ['statements', 'bench-far', bank, far],
    enabled: far.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.matching.lines({ bank, view: 'open', only: far, limit: MOST_LINES }, { signal }),
  });
  const behind = (found.data?.rows ?? []).filter(({ id }) => far.includes(id));
  const known = [...near, ...behind];
  return {
    ...{ rows: search.trim() === '' ? known : near, known },
    isReading: far.length > 0 && (found.isPending || found.isPlaceholderData),
  };
}

/** The line that a link named is opened once; then the person goes where they like. True while it is still to be opened. */
function useLedLine(
  rows: readonly LineRow[],
  line: string | undefined,
  isReady: boolean,
  open: (line: LineRow) => void,
) {
  const [led, setLed] = useState(line);
  const ledTo = rows.find(({ id }) => id === led);
  useEffect(() => {
    if (!ledTo || !isReady) return;
    setLed(undefined);
    open(ledTo);
  });
  return ledTo !== undefined;
}

async function refuseShown(proposed: ProposalRow | null): Promise<void> {
  if (proposed) await api.matching.refuse({ request: newId(), key: proposed.key });
}

/** The next open line behind the one at hand, or else before it; null: none is left. */
function nextOf(rows: readonly LineRow[], line: string | null, gone: readonly string[]): LineRow | null {
  const at = rows.findIndex(({ id }) => id === line);
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return others.find(({ id }) => !gone.includes(id)) ?? null;
}

/** `isLed`: a line is still to be opened, or to be known, and none other is opened instead. */
export function useWorkbench(bank: string, currency: string, lead: BenchLead) {
  const kept = usePreference('reconcile-bench');
  const stored = readChoice(kept.value);
  const choice: Choice = stored.bank === bank ? stored : { ...nothingChosen, bank };
  const set = (more: Partial<Choice>) => kept.set(JSON.stringify({ ...choice, ...more }));
  const found = useFound(bank, currency, choice.line, lead.item ?? '');
  const { rows, known, isReading } = useRows(bank, found, [lead.line, choice.line, ...choice.more]);
  const open = known.find(({ id }) => id === choice.line) ?? null;
  const proposals = open ? (found.proposals.data ?? []) : [];
  const chosenLines = known.filter(({ id }) => id === choice.line || choice.more.includes(id));
  const proposed = proposalChosen(proposals, choice);

  /** What is chosen for the one that is open is not lost by opening it again. */
  const openLine = (line: LineRow | null) => {
    if (line?.id !== choice.line) set({ line: line?.id ?? null, more: [], items: [], booked: [] });
  };
  const isLed = useLedLine(rows, lead.line, kept.value !== undefined, (line) => {
    if (line.id !== choice.line) openLine(line);
  });

  const propose = (proposal: ProposalRow) => set({ ...choiceOf(proposal), more: moreOf(proposal, choice.line) });

  // The first proposal lies there ready, once for each line that is opened.
  const laidOut = useRef<string | null>(null);
  const first = proposals[0];
  const isBare = choice.items.length + choice.booked.length === 0;
  useEffect(() => {
    if (!first || choice.line === null || laidOut.current === choice.line || found.proposals.isFetching) return;
    laidOut.current = choice.line;
    if (isBare) propose(first);
  });

  const decided = (gone: readonly string[]) => {
    laidOut.current = null;
    if (found.itemSearch === lead.item) found.setItemSearch('');
    openLine(nextOf(rows, choice.line, gone));
  };
  const match = useMutation({
    mutationFn: () => decide(choice, proposed, currency),
    onSuccess: () => decided([choice.line ?? '', ...choice.more, ...(proposed?.lines ?? [])]),
  });
  const refuse = useMutation({
    mutationFn: () => refuseShown(proposed),
    onSuccess: () => {
      laidOut.current = null;
      set({ more: [], items: [], booked: [] });
    },
  });
  return {
    ...found,
    isLed: isLed || isReading,
    ...{ choice, rows, open, proposals, proposed, openLine, propose, match, refuse },
    total: found.lines.data?.total ?? 0,
    exact: found.lines.data?.exact ?? 0,
    candidates: found.candidates.data ?? [],
    standing: standingOf(chosenLines, choice, currency),
    ...choosing(choice, currency, set),
  };
}

/** What a person does to the choice. */
function choosing(choice: Choice, currency: string, set: (more: Partial<Choice>) => void) {
  const { more, items, booked } = choice;
  return {
    addLine: ({ id }: LineRow) => set({ more: more.includes(id) ? more.filter((each) => each !== id) : [...more, id] }),
    toggle: (item: ItemRow) => set({ items: without(items, item) ?? [...items, item] }),
    seen: (item: ItemRow, amount: string) =>
      set({
        items: items.map((each) =>
          keyOfItem(each) === keyOfItem(item) ? { ...each, seen: { amount, currency } } : each,
        ),
      }),
    book: (of: BookedChoice) => set({ booked: [...booked, of] }),
    drop: (of: BookedChoice) => set({ booked: booked.filter((each) => each !== of) }),
  };
}

function without(items: readonly ItemRow[], item: ItemRow): ItemRow[] | null {
  const left = items.filter((each) => keyOfItem(each) !== keyOfItem(item));
  return left.length === items.length ? null : left;
}

function decide({ line, more, items, booked }: Choice, proposed: ProposalRow | null, currency: string) {
  const request = newId();
  if (proposed) return api.matching.accept({ request, keys: [proposed.key] });
  return api.matching.match({
    ...{ request, lines: [...(line === null ? [] : [line]), ...more] },
    tied: items.flatMap(({ kind, id, seen, money }) => {
      if (id === null || kind === 'receipt' || kind === 'book' || kind === 'transfer') return [];
      return [
        {
          kind,
          id,
          ...(seen && (money.currency !== currency || seen.amount !== money.amount) ? { seen: seen.amount } : {}),
        },
      ];
    }),
    booked: booked.map(({ as, amount, note }) => ({ as, amount, ...(note === '' ? {} : { note }) })),
  });
}
