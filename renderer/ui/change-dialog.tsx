/** Many items changed at once: what each would become, what cannot take part and why, and the totals; then one press. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ChangePreview, Deed, Planned } from '../../main/features/changes/contract';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { Amount } from './amount';
import './change-dialog.css';
import { Dialog } from './dialog';
import { FailureNotice } from './notices';

const states = ['Pending', 'Completed', 'Cancelled', 'Unpaid', 'Void', 'Open', 'Waiting', 'Approved'] as const;

export function PlannedRows({ items }: { items: readonly Planned[] }) {
  const { say, failure } = useWords();
  const stateOf = (text: string) => {
    const known = states.find((one) => one === text);
    return known ? say(`plannedState.${known}`) : text;
  };
  return (
    <div className="planned-scroll">
      <table className="planned">
        <thead>
          <tr>
            <th scope="col">{say('changes.item')}</th>
            <th scope="col">{say('changes.becomes')}</th>
            <th scope="col" className="planned-money">
              {say('changes.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, label, before, after, money, problem }) => (
            <tr key={id} className={problem ? 'planned-out' : undefined}>
              <td>
                <bdi>{label || say('changes.unnamed')}</bdi>
              </td>
              <td>
                {problem ? (
                  failure(problem.code, problem.params).what
                ) : (
                  <>
                    <del>{stateOf(before)}</del> {before !== '' && <span aria-hidden="true">→ </span>}
                    <ins>{stateOf(after)}</ins>
                  </>
                )}
              </td>
              <td className="planned-money">{money && <Amount {...money} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function PlanSums({ fits, refused, totals }: Omit<ChangePreview, 'items' | 'plan'>) {
  const { say } = useWords();
  return (
    <p className="planned-sums" role="status">
      <b>{say('changes.fits', { count: fits })}</b>
      {refused > 0 && <span className="soft">{say('changes.refused', { count: refused })}</span>}
      <span className="planned-totals">
        {totals.map((total) => (
          <Amount key={total.currency} {...total} />
        ))}
      </span>
    </p>
  );
}

interface ChangeDialogProps {
  title: string;
  ids: readonly string[];
  /** null: what it is done with is not chosen yet. */
  deed: Deed | null;
  /** Of an operator who has one, where the deed takes it. */
  pin?: string | undefined;
  /** Where that is chosen. */
  children?: ReactNode;
  onDone(): void;
  onClose(): void;
}

export function ChangeDialog({ title, ids, deed, pin, children, onDone, onClose }: ChangeDialogProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const shown = useQuery({
    queryKey: ['changes', 'preview', deed, ids],
    enabled: deed !== null,
    retry: false,
    queryFn: ({ signal }) => (deed ? api.changes.preview({ deed, ids: [...ids] }, { signal }) : null),
  });
  const making = useMutation({
    mutationFn: async (plan: string) => {
      const proof = pin === undefined ? {} : { pin };
      if (deed) await api.changes.make({ request, deed, ids: [...ids], plan, ...proof });
    },
    onSuccess: () => {
      onDone();
      onClose();
    },
    onError: () => void shown.refetch(),
  });
  const { data } = shown;
  const problem = making.error ?? shown.error;
  return (
    <Dialog opened onClose={onClose} title={title} width={640}>
      <div className="form">
        {children}
        {data && <PlannedRows items={data.items} />}
        {data && <PlanSums {...data} />}
        {problem && <FailureNotice failure={failureOf(problem)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button
            variant="filled"
            disabled={!data || data.fits === 0}
            loading={making.isPending || (deed !== null && shown.isPending)}
            onClick={() => data && making.mutate(data.plan)}
          >
            {say('changes.apply')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
