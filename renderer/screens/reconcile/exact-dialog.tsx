/** What *accept all exact* would do, line by line, before it is done. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProposalRow } from '../../../main/features/matching/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Amount } from '../../ui/amount';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { Waiting } from '../../ui/waiting';
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
  const accept = useMutation({
    mutationFn: () => api.matching.accept({ request, keys: found.map(({ key }) => key) }),
    onSuccess: () => {
      onDone(found.reduce((sum, { lines }) => sum + lines.length, 0));
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={say('bench.exactTitle')} width={760}>
      <p className="soft">{say('bench.exactWhat')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="exact-list" aria-label={say('bench.exactAll')} tabIndex={0}>
        {exact.isPending && <Waiting />}
        <ul>
          {found.map((proposal) => (
            <Exact key={proposal.key} proposal={proposal} />
          ))}
        </ul>
      </section>
      {exact.error && <FailureNotice failure={failureOf(exact.error)} />}
      {accept.error && <FailureNotice failure={failureOf(accept.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          variant="filled"
          loading={accept.isPending}
          disabled={found.length === 0}
          data-autofocus
          onClick={() => accept.mutate()}
        >
          {say('bench.accept')}
        </Button>
      </div>
    </Dialog>
  );
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
