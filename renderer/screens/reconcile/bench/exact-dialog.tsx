/** What *accept all exact* would do, line by line, before it is done. */
import './exact.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProposalRow } from '../../../../main/features/matching/contract';
import { addMinor, readDecimal, toDecimal } from '../../../../main/kernel/money';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { useFocusWhen } from '../../../ui/use-focus-when';
import { Waiting } from '../../../ui/waiting';
import { EvidenceWords } from './evidence';
import { useItemNames } from './item-name';

export function ExactDialog(props: { bank: string; onDone(lines: number): void; onClose(): void }) {
  const { say } = useWords();
  const { bank, onDone, onClose } = props;
  const [request] = useState(newId);
  const exact = useQuery({
    queryKey: ['statements', 'exact', bank],
    queryFn: ({ signal }) => api.matching.exact({ bank }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const found = exact.data ?? [];
  const yes = useFocusWhen<HTMLButtonElement>(found.length > 0);
  const accept = useMutation({
    mutationFn: () => api.matching.accept({ request, keys: found.map(({ key }) => key) }),
    onSuccess: () => {
      onDone(found.reduce((sum, { lines }) => sum + lines.length, 0));
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={say('bench.exactTitle')} width={760}>
      {found.length > 0 && <p className="soft">{say('bench.exactWhat')}</p>}
      {found.length > 0 && <Totals found={found} />}
      {exact.data && found.length === 0 ? (
        <EmptyState title={say('bench.exactNone')} text={say('bench.exactNoneWhat')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="exact-list" aria-label={say('bench.exactAll')} tabIndex={0}>
          {exact.isPending && <Waiting />}
          <ul>
            {found.map((proposal) => (
              <Exact key={proposal.key} proposal={proposal} />
            ))}
          </ul>
        </section>
      )}
      {exact.error && <FailureNotice failure={failureOf(exact.error)} />}
      {accept.error && <FailureNotice failure={failureOf(accept.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          variant="filled"
          loading={accept.isPending}
          disabled={found.length === 0}
          ref={yes}
          onClick={() => accept.mutate()}
        >
          {say('bench.accept')}
        </Button>
      </div>
    </Dialog>
  );
}

interface Sum {
  came: number;
  went: number;
}

/** Minor units that the banks show, by currency; what is exact comes to its lines. */
function sumsOf(found: readonly ProposalRow[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { amount, currency } of found.flatMap(({ items }) => items.map(({ seen, money }) => seen ?? money))) {
    const minor = readDecimal(amount, currency);
    if (typeof minor !== 'number') continue;
    const { came, went } = sums.get(currency) ?? { came: 0, went: 0 };
    sums.set(currency, minor > 0 ? { came: addMinor(came, minor), went } : { came, went: addMinor(went, minor) });
  }
  return sums;
}

/** How many lines, and how much of each currency comes in and goes out by them. */
function Totals({ found }: { found: readonly ProposalRow[] }) {
  const { say, money } = useWords();
  const told = (minor: number, currency: string) => `${money(toDecimal(minor, currency), currency)} ${currency}`;
  const parts = [...sumsOf(found)].flatMap(([currency, { came, went }]) => [
    ...(came === 0 ? [] : [say('bench.exactIn', { amount: told(came, currency) })]),
    ...(went === 0 ? [] : [say('bench.exactOut', { amount: told(-went, currency) })]),
  ]);
  const count = found.reduce((sum, { lines }) => sum + lines.length, 0);
  return <p className="exact-totals">{[say('bench.exactLines', { count }), ...parts].join(' · ')}</p>;
}

function Exact({ proposal }: { proposal: ProposalRow }) {
  const { nameOf } = useItemNames();
  const [first] = proposal.items;
  if (!first) return null;
  return (
    <li className="exact-item">
      <bdi className="bench-text">{proposal.items.map(nameOf).join(' + ')}</bdi>
      <span className="soft exact-why">
        <EvidenceWords evidence={proposal.evidence} currency={first.money.currency} />
      </span>
      <Amount {...first.money} />
    </li>
  );
}
