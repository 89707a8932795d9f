/** The left side: lines that nothing explains yet, one of them open. Arrows go from one to the next. */
import { IconCircleCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import type { LineRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { Amount } from '../../../ui/amount';
import { BenchHead } from './bench-head';

export function lineText({ name, text, reference, bankReference }: LineRow): string {
  const said = [name, text].filter(Boolean).join(' · ');
  return said || reference || bankReference;
}

interface BenchLinesProps {
  rows: readonly LineRow[];
  total: number;
  line: string | null;
  more: readonly string[];
  search: string;
  searchField: RefObject<HTMLInputElement | null>;
  list: RefObject<HTMLDivElement | null>;
  onSearch(text: string): void;
  onOpen(line: LineRow): void;
  onMore(line: LineRow): void;
  /** Enter. */
  onMatch(): void;
}

export function BenchLines(props: BenchLinesProps) {
  const { rows, line, list, onOpen, onMore } = props;
  const { say } = useWords();
  useEffect(() => {
    const open = line === null ? null : document.getElementById(`line-${line}`);
    open?.scrollIntoView({ block: 'nearest' });
  }, [line]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onMatch();
      return;
    }
    const at = rows.findIndex(({ id }) => id === line);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = step === 0 ? undefined : rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey) onMore(next);
    else onOpen(next);
  };
  return (
    <section className="bench-side" aria-label={say('bench.lines')}>
      <BenchHead
        title={say('bench.lines')}
        label={say('bench.searchLines')}
        hotkey="/"
        search={props.search}
        field={props.searchField}
        onSearch={props.onSearch}
      />
      <div
        ref={list}
        className="bench-rows"
        role="listbox"
        tabIndex={0}
        aria-label={say('bench.lines')}
        aria-multiselectable="true"
        aria-activedescendant={rows.some(({ id }) => id === line) ? `line-${line}` : undefined}
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          <Line key={row.id} row={row} {...props} />
        ))}
        {props.total > rows.length && (
          <p className="bench-more soft">{say('bench.more', { count: props.total - rows.length })}</p>
        )}
      </div>
    </section>
  );
}

function Line({ row, line, more, onOpen, onMore }: { row: LineRow } & BenchLinesProps) {
  const { say, times } = useWords();
  const isOpen = row.id === line;
  const isMore = more.includes(row.id);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
    <div
      id={`line-${row.id}`}
      className="bench-line"
      role="option"
      tabIndex={-1}
      aria-selected={isOpen || isMore}
      data-open={isOpen || undefined}
      data-more={isMore || undefined}
      onClick={(event) => (event.ctrlKey || event.metaKey || event.shiftKey ? onMore(row) : onOpen(row))}
    >
      <span className="bench-day">{times.day(row.day)}</span>
      <bdi className="bench-text" title={lineText(row)}>
        {lineText(row)}
        {row.isPart && <span className="soft"> · {say('bench.part')}</span>}
      </bdi>
      <span className={row.best?.exact ? 'bench-why tone-green' : 'bench-why soft'}>
        {row.best?.exact && <IconCircleCheck size={13} stroke={1.8} aria-hidden="true" />}
        {row.best ? say(`ruleKind.${row.best.ruleKind}`) : say('bench.nothing')}
      </span>
      <Amount {...row.money} />
    </div>
  );
}
