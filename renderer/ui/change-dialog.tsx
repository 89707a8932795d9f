/** Many items changed at once: what each would become, what cannot take part and why, and the totals; then one press. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { ChangePreview, Deed, Planned } from '../../main/features/changes/contract';
import { useWords } from '../locales/words';
import { lookedAt, makeJob } from '../rpc/change-jobs';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { useJob } from '../rpc/use-job';
import { Amount } from './amount';
import './change-dialog.css';
import { Dialog } from './dialog';
import { JobProgress } from './job-progress';
import { FailureNotice } from './notices';
import { useFocusWhen } from './use-focus-when';

const states = ['Pending', 'Completed', 'Cancelled', 'Unpaid', 'Void', 'Open', 'Waiting', 'Approved'] as const;

function PlannedRows({ items }: { items: readonly Planned[] }) {
  const { say, failure, money: written } = useWords();
  /** What is open of an invoice comes as `1500 JPY`. */
  const stateOf = (text: string, { money }: Planned) => {
    const known = states.find((one) => one === text);
    if (known) return say(`plannedState.${known}`);
    const [amount = '', currency, ...more] = text.split(' ');
    const isMoney = money !== null && currency === money.currency && more.length === 0;
    return isMoney ? `${written(amount, currency)} ${currency}` : text;
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
          {items.map((item) => {
            const { id, label, before, after, money, problem } = item;
            return (
              <tr key={id} className={problem ? 'planned-out' : undefined}>
                <td>
                  <bdi>{label || say('changes.unnamed')}</bdi>
                </td>
                <td>
                  {problem ? (
                    failure(problem.code, problem.params).what
                  ) : (
                    <>
                      <del>{stateOf(before, item)}</del> {before !== '' && <span aria-hidden="true">→ </span>}
                      <ins>{stateOf(after, item)}</ins>
                    </>
                  )}
                </td>
                <td className="planned-money">{money && <Amount {...money} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PlanSums({ fits, refused, totals }: Omit<ChangePreview, 'items' | 'plan'>) {
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

/** Fewer are made before a bar could be read. */
const SLOW_FROM = 300;

function useMaking(ids: readonly string[], onMade: () => void, onFailed: () => void) {
  const [request] = useState(newId);
  const [started, setStarted] = useState(false);
  const making = useJob(makeJob);
  // What ended while nobody looked is of another set.
  useEffect(() => makeJob.clear(), []);
  const phase = started ? making.phase : 'idle';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each end
  useEffect(() => {
    if (phase === 'done') {
      makeJob.clear();
      onMade();
    }
    if (phase === 'failed') onFailed();
  }, [phase]);
  return {
    isRunning: phase === 'running',
    progress: making.phase === 'running' && ids.length >= SLOW_FROM ? making : null,
    failure: started && making.phase === 'failed' ? making.failure : null,
    start(deed: Deed, plan: string, pin: string | undefined) {
      setStarted(true);
      makeJob.start({ request, deed, ids: [...ids], plan, ...(pin === undefined ? {} : { pin }) });
    },
  };
}

export function ChangeDialog({ title, ids, deed, pin, children, onDone, onClose }: ChangeDialogProps) {
  const { say } = useWords();
  const shown = useQuery({
    queryKey: ['changes', 'preview', deed, ids],
    enabled: deed !== null,
    retry: false,
    queryFn: ({ signal }) => (deed ? lookedAt(deed, ids, signal) : null),
  });
  const made = () => {
    onDone();
    onClose();
  };
  const making = useMaking(ids, made, () => void shown.refetch());
  const { data } = shown;
  const apply = useFocusWhen<HTMLButtonElement>(data != null && data.fits > 0);
  const mayApply = data != null && data.fits > 0 && deed !== null && pin !== '';
  // Enter in the field that was filled in last: never on what was not shown yet.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mayApply && !making.isRunning) making.start(deed, data.plan, pin);
  };
  const failure = making.failure ?? (shown.error ? failureOf(shown.error) : null);
  return (
    <Dialog opened onClose={onClose} title={title} width={640}>
      <form className="form" onSubmit={submit}>
        {children}
        {data && <PlannedRows items={data.items} />}
        {data && <PlanSums {...data} />}
        {failure && <FailureNotice failure={failure} />}
        {making.progress ? (
          <JobProgress
            label={say('changes.making')}
            progress={making.progress.progress}
            onCancel={() => makeJob.cancel()}
          />
        ) : (
          <div className="dialog-actions">
            <Button onClick={onClose}>{say('notice.cancel')}</Button>
            <Button
              ref={apply}
              type="submit"
              variant="filled"
              disabled={!mayApply}
              loading={making.isRunning || (deed !== null && shown.isPending)}
            >
              {say('changes.apply')}
            </Button>
          </div>
        )}
      </form>
    </Dialog>
  );
}
