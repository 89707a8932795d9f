/** The workbench: bank lines left, what explains them right, the difference on top; the button lives when it is zero. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../locales/words';
import { failureOf } from '../../../rpc/failure';
import { useRefusal } from '../../../rpc/operator-session';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { useKey } from '../../../ui/use-key';
import { isOnNothing } from '../../../ui/use-keys-stay';
import { BenchLines } from './bench-lines';
import type { BenchLead } from './bench-place';
import { BookDialog } from './book-dialog';
import { Explains } from './explains';
import { SplitDialog } from './split-dialog';
import { useWorkbench } from './use-workbench';

type Bench = ReturnType<typeof useWorkbench>;

interface WorkbenchProps {
  bank: string;
  currency: string;
  /** What it was opened for. */
  lead: BenchLead;
  /** Where to go on when every line is explained. */
  next: ReactNode;
}

export function Workbench({ bank, currency, lead, next }: WorkbenchProps) {
  const { say } = useWords();
  const bench = useWorkbench(bank, currency, lead);
  const [asked, setAsked] = useState<'book' | 'split' | null>(null);
  const [list, lineSearch, itemSearch] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
  ];
  const { rows, choice, open, openLine, total, search } = bench;
  const mayMatch = useRefusal('matching.match') === null;
  useBenchKeys(bench, { list, lineSearch, itemSearch }, setAsked);
  useLineOpen(bench);
  if (bench.lines.error && !bench.lines.data) return <FailureNotice failure={failureOf(bench.lines.error)} />;
  if (bench.lines.isSuccess && total === 0 && search === '')
    return (
      <EmptyState title={say('bench.none')} text={say('bench.noneWhat')}>
        {next}
      </EmptyState>
    );
  const failed = bench.match.error ?? bench.refuse.error;
  return (
    <div className="bench">
      <StandingBar bench={bench} currency={currency} onAsk={setAsked} />
      {failed && <FailureNotice failure={failureOf(failed)} />}
      <div className="bench-sides">
        <BenchLines
          {...{ rows, total, search, list, searchField: lineSearch }}
          line={choice.line}
          more={choice.more}
          onSearch={bench.setSearch}
          onOpen={openLine}
          onMore={bench.addLine}
          onMatch={() => bench.standing.isEven && mayMatch && !bench.match.isPending && bench.match.mutate()}
        />
        <Explains
          {...{ line: open, choice, searchField: itemSearch, chosen: bench.proposed }}
          proposals={bench.proposals}
          candidates={bench.candidates}
          search={bench.itemSearch}
          onSearch={bench.setItemSearch}
          onToggle={bench.toggle}
          {...{ difference: bench.standing.difference, onSeen: bench.seen }}
          onDrop={bench.drop}
          onPropose={bench.propose}
        />
      </div>
      <p className="bench-keys soft">{say('bench.keys')}</p>
      {asked === 'split' && open && <SplitDialog line={open} onClose={() => setAsked(null)} />}
      {asked === 'book' && open && (
        <BookDialog
          difference={bench.standing.difference}
          currency={currency}
          onAdd={bench.book}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** There is always one open: where the one that was is gone, the first. */
function useLineOpen({ rows, open, openLine, search, isLed, lines }: Bench): void {
  const [first] = rows;
  const isLost = lines.isSuccess && !lines.isFetching && open === null;
  useEffect(() => {
    if (isLost && first && search === '' && !isLed) openLine(first);
  });
}

interface Fields {
  list: { current: HTMLElement | null };
  lineSearch: { current: HTMLElement | null };
  itemSearch: { current: HTMLElement | null };
}

/** All of it without a mouse. */
function useBenchKeys(
  bench: Bench,
  { list, lineSearch, itemSearch }: Fields,
  onAsk: (asked: 'book' | 'split') => void,
) {
  const mayMatch = useRefusal('matching.match') === null;
  useKey('x', () => mayMatch && bench.proposed && bench.refuse.mutate());
  useKey('b', () => mayMatch && onAsk('book'));
  useKey('s', () => mayMatch && bench.open?.isPart === false && onAsk('split'));
  useKey('/', () => lineSearch.current?.focus());
  useKey('f', () => itemSearch.current?.focus());
  const propose = (n: number) => () => {
    const proposal = bench.proposals[n];
    if (proposal) bench.propose(proposal);
  };
  useKey('1', propose(0));
  useKey('2', propose(1));
  useKey('3', propose(2));
  useKey('escape', () => list.current?.focus());
  useEffect(() => {
    // After a decision, a dialog or an import the keys go on among the lines.
    const isFree = isOnNothing() || document.activeElement?.tagName === 'MAIN';
    if (bench.choice.line !== null && isFree && !document.querySelector('[role="dialog"]'))
      list.current?.focus({ preventScroll: true });
  });
}

function StandingBar({
  bench,
  currency,
  onAsk,
}: {
  bench: Bench;
  currency: string;
  onAsk(asked: 'book' | 'split'): void;
}) {
  const { say } = useWords();
  const { standing, choice, match, refuse, proposed, open } = bench;
  const count = choice.items.length + choice.booked.length;
  return (
    <div className="standing" aria-live="polite">
      <Figure label={say('bench.bankLine')} amount={standing.line} currency={currency} />
      <Figure label={say('bench.explained')} amount={standing.explained} currency={currency} />
      <Figure
        label={say('bench.difference')}
        amount={standing.difference}
        currency={currency}
        tone={standing.isEven ? 'tone-green' : 'tone-amber'}
      />
      <div className="standing-deeds">
        <RightButton
          to="statements.split"
          onClick={() => onAsk('split')}
          disabled={!open || open.isPart}
          rightSection={<kbd>S</kbd>}
        >
          {say('bench.split')}
        </RightButton>
        <RightButton to="matching.match" onClick={() => onAsk('book')} disabled={!open} rightSection={<kbd>B</kbd>}>
          {say('bench.bookNew')}
        </RightButton>
        {proposed ? (
          <RightButton
            to="matching.refuse"
            loading={refuse.isPending}
            onClick={() => refuse.mutate()}
            rightSection={<kbd>X</kbd>}
          >
            {say('bench.notThese')}
          </RightButton>
        ) : (
          <Button disabled>{say('bench.notThese')}</Button>
        )}
        <RightButton
          to="matching.match"
          variant="filled"
          disabled={!standing.isEven}
          loading={match.isPending}
          onClick={() => match.mutate()}
          rightSection={<kbd>↵</kbd>}
        >
          {count === 0 ? say('bench.matchNone') : say('bench.match', { count })}
        </RightButton>
      </div>
    </div>
  );
}

function Figure({
  label,
  amount,
  currency,
  tone = '',
}: {
  label: string;
  amount: string;
  currency: string;
  tone?: string;
}) {
  const { money } = useWords();
  return (
    <div className="standing-part">
      <span className="soft">{label}</span>
      <span className={`standing-figure ${tone}`}>
        {money(amount, currency)} <small>{currency}</small>
      </span>
    </div>
  );
}
