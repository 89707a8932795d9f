/** Two customers who are one: side by side, what goes over, the balances after, what the ledger moves; then one press. */
import { Button } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { CustomerField } from '../../taking/customer-field';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { useFocusWhen } from '../../ui/use-focus-when';
import { MergePlan } from './merge-plan';

export interface Mergeable {
  id: string;
  name: string;
}

interface MergeDialogProps {
  /** Stays, unless the two are swapped. */
  survivor: Mergeable;
  /** null: is still to be chosen. */
  other: Mergeable | null;
  onDone(survivor: string): void;
  onClose(): void;
}

interface Sides {
  survivor: string;
  customer: string | null;
}

/** What would be merged, as it is now; a side that is not chosen yet, or chosen twice, is not asked about. */
function useMerge({ survivor, customer }: Sides, onDone: (survivor: string) => void) {
  const [request] = useState(newId);
  const shown = useQuery({
    queryKey: ['customers', 'merge', customer, survivor],
    enabled: customer !== null && customer !== survivor,
    retry: false,
    queryFn: ({ signal }) =>
      customer === null ? null : api.customers.mergePreview({ customer, survivor }, { signal }),
  });
  const merging = useMutation({
    mutationFn: async (seen: string) => {
      if (customer !== null) await api.customers.merge({ request, customer, survivor, seen });
    },
    onSuccess: () => onDone(survivor),
    onError: () => void shown.refetch(),
  });
  return { shown, merging };
}

export function MergeDialog({ survivor, other, onDone, onClose }: MergeDialogProps) {
  const { say } = useWords();
  const [chosen, setChosen] = useState(other);
  const [isSwapped, setSwapped] = useState(false);
  const sides: Sides =
    isSwapped && chosen
      ? { survivor: chosen.id, customer: survivor.id }
      : { survivor: survivor.id, customer: chosen?.id ?? null };
  const { shown, merging } = useMerge(sides, (id) => {
    onClose();
    onDone(id);
  });
  const { data } = shown;
  const merge = useFocusWhen<HTMLButtonElement>(data != null);
  const problem = merging.error ?? shown.error;
  return (
    <Dialog opened onClose={onClose} title={say('merge.title')} width={680}>
      <div className="form">
        {other === null && <CustomerField value={chosen} onChange={setChosen} />}
        {chosen?.id === survivor.id && <p role="alert">{say('merge.itself')}</p>}
        {data && <MergePlan plan={data} />}
        {problem && <FailureNotice failure={failureOf(problem)} />}
        <div className="dialog-actions">
          <Button
            className="merge-swap"
            leftSection={<IconArrowsLeftRight size={14} stroke={1.8} aria-hidden="true" />}
            disabled={!chosen || chosen.id === survivor.id}
            onClick={() => setSwapped(!isSwapped)}
          >
            {say('merge.swap')}
          </Button>
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button
            ref={merge}
            variant="filled"
            disabled={!data}
            loading={merging.isPending || shown.isLoading}
            onClick={() => data && merging.mutate(data.seen)}
          >
            {say('merge.deed')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
