/** The right side: what is proposed for the line, what else there is in the book, and what a person has chosen of it. */
import { Button, Checkbox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { ItemRow, LineRow, ProposalRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { Amount } from '../../../ui/amount';
import { BenchHead } from './bench-head';
import { type BookedChoice, type Choice, keyOfItem, mayBePart, partLeft } from './chosen';
import { EvidenceWords } from './evidence';
import { useItemNames } from './item-name';
import { SeenField } from './seen-field';

interface ExplainsProps {
  line: LineRow | null;
  proposals: readonly ProposalRow[];
  candidates: readonly ItemRow[];
  choice: Choice;
  /** Lines less what is chosen. */
  difference: string;
  chosen: ProposalRow | null;
  search: string;
  searchField: RefObject<HTMLInputElement | null>;
  onSearch(text: string): void;
  onToggle(item: ItemRow): void;
  onSeen(item: ItemRow, amount: string): void;
  onDrop(booked: BookedChoice): void;
  onPropose(proposal: ProposalRow): void;
}

export function Explains(props: ExplainsProps) {
  const { say } = useWords();
  const { line, proposals, candidates, choice } = props;
  const taken = new Set(choice.items.map(keyOfItem));
  const others = candidates.filter((item) => !taken.has(keyOfItem(item)));
  const isElse = choice.items.length + choice.booked.length > 0;
  return (
    <section className="bench-side" aria-label={say('bench.explains')}>
      <BenchHead
        title={say('bench.explains')}
        label={say('bench.searchItems')}
        hotkey="F"
        search={props.search}
        field={props.searchField}
        onSearch={props.onSearch}
      />
      <div className="bench-rows">
        {line === null && <p className="bench-more soft">{say('bench.chooseLine')}</p>}
        {line && <LineFacts line={line} />}
        {line && proposals.length > 0 && <Proposals {...props} />}
        {isElse && (
          <ul aria-label={say('bench.explains')}>
            {choice.items.map((item) => (
              <Item key={keyOfItem(item)} item={item} checked {...props} />
            ))}
            {choice.booked.map((booked) => (
              <Booked key={`${booked.as} ${booked.amount} ${booked.note}`} booked={booked} {...props} />
            ))}
          </ul>
        )}
        {line && <h3 className="bench-sub">{say('bench.others')}</h3>}
        {line && others.length === 0 && <p className="bench-more soft">{say('bench.othersNone')}</p>}
        {line && (
          <ul aria-label={say('bench.others')}>
            {others.map((item) => (
              <Item key={keyOfItem(item)} item={item} checked={false} {...props} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** The whole of what the bank wrote: in the list it is cut. */
function LineFacts({ line }: { line: LineRow }) {
  const facts = [line.name, line.account, line.text, line.reference, line.bankReference];
  return (
    <p className="bench-facts">
      {[...new Set(facts)].filter(Boolean).map((fact) => (
        <bdi key={fact}>{fact}</bdi>
      ))}
    </p>
  );
}

function Proposals({ proposals, chosen, line, onPropose }: ExplainsProps) {
  const { say } = useWords();
  return (
    <ul className="bench-proposals" aria-label={say('bench.explains')}>
      {proposals.map((proposal, n) => (
        <li key={proposal.key}>
          <button
            type="button"
            className="bench-proposal"
            aria-pressed={proposal === chosen}
            onClick={() => onPropose(proposal)}
          >
            {n < 3 && <kbd>{n + 1}</kbd>}
            <span className={proposal.exact ? 'tone-green bench-rule' : 'bench-rule'}>
              {say(`ruleKind.${proposal.ruleKind}`)}
            </span>
            <span className="soft">
              <EvidenceWords evidence={proposal.evidence} currency={line?.money.currency ?? 'EUR'} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Item({ item, checked, ...props }: { item: ItemRow; checked: boolean } & ExplainsProps) {
  const { line, onToggle, onSeen } = props;
  const { say, times } = useWords();
  const { whose } = useItemNames();
  const who = whose(item);
  const { kind, label, money, seen, day, pending } = item;
  const isOther = line !== null && money.currency !== line.money.currency;
  return (
    <li className="bench-item">
      <Checkbox
        checked={checked}
        onChange={() => onToggle(item)}
        aria-label={[say(`itemKind.${kind}`), label, who, money.amount, money.currency].filter(Boolean).join(' ')}
      />
      <span className="bench-day">{day === null ? '' : times.day(day)}</span>
      <span className="bench-text">
        <bdi>{label || say(`itemKind.${kind}`)}</bdi>
        {who !== '' && (
          <>
            {' · '}
            <bdi>{who}</bdi>
          </>
        )}
        {pending && <span className="tone-amber"> · {say('bench.pending')}</span>}
      </span>
      {checked && mayBePart(item) && seen === null && !isOther && (
        <InPart item={item} difference={props.difference} onSeen={onSeen} />
      )}
      {checked && (isOther || seen !== null) && (
        <SeenField
          seen={seen?.amount ?? ''}
          currency={line?.money.currency ?? money.currency}
          onSeen={(amount) => onSeen(item, amount)}
        />
      )}
      <Amount {...money} />
    </li>
  );
}

/** Where the line is smaller than what is waited for: it may be a part of it. */
function InPart({ item, difference, onSeen }: { item: ItemRow } & Pick<ExplainsProps, 'difference' | 'onSeen'>) {
  const { say } = useWords();
  const part = partLeft(item, difference);
  if (part === null) return null;
  return (
    <Button className="bench-seen" size="compact-xs" onClick={() => onSeen(item, part)}>
      {say('bench.inPart')}
    </Button>
  );
}

function Booked({ booked, line, onDrop }: { booked: BookedChoice } & ExplainsProps) {
  const { say } = useWords();
  return (
    <li className="bench-item">
      <button
        type="button"
        className="quiet-button"
        aria-label={`${say('notice.cancel')} ${say(`bookAs.${booked.as}`)}`}
        onClick={() => onDrop(booked)}
      >
        <IconX size={14} stroke={1.8} aria-hidden="true" />
      </button>
      <span className="bench-day" />
      <span className="bench-text">
        {say(`bookAs.${booked.as}`)}
        {booked.note !== '' && <bdi className="soft"> · {booked.note}</bdi>}
      </span>
      <Amount amount={booked.amount} currency={line?.money.currency ?? 'EUR'} />
    </li>
  );
}
