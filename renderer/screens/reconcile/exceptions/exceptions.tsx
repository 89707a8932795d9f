/** What reconciliation cannot explain: by type, with its age, whose it is, and the four ways out. */
import '../bench.css';
import '../rules.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ExceptionRow } from '../../../../main/features/matching/contract';
import { exceptionTypes } from '../../../../main/kernel/matching';
import { readDay } from '../../../../main/kernel/time';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { linkTo, type Place } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { useGatewayNames } from '../../../ui/gateway-names';
import { LateCauseLine } from '../../../ui/late-cause';
import { isZero } from '../../../ui/money-text';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Tabs } from '../../../ui/screen';
import { useKeysInList } from '../../../ui/use-keys-in-list';
import { Waiting } from '../../../ui/waiting';
import { ProofButton } from '../bench/proof-dialog';
import { ToClose } from '../next-step';
import type { PartProps } from '../tabs';
import { WayOut } from './way-out';

const LOOK_EVERY_MS = 60_000;
const all = ['all', ...exceptionTypes, 'ignored'] as const;
type View = (typeof all)[number];

/** Days that the queue is narrowed to, as a chart of ages leads here. */
function useDays({ since, until }: Place['query']) {
  const { say, times } = useWords();
  const days = { ...(readDay(since ?? '') ? { since } : {}), ...(readDay(until ?? '') ? { until } : {}) };
  const told = [
    days.since && say('span.since', { day: times.day(days.since) }),
    days.until && say('span.until', { day: times.day(days.until) }),
  ].filter(Boolean);
  return { days, told: told.join(' ') };
}

export function Exceptions({ place }: PartProps) {
  const { say, count } = useWords();
  const [view, setView] = useState<View>('all');
  const { days, told } = useDays(place.query);
  const type = exceptionTypes.find((each) => each === view);
  const found = useQuery({
    queryKey: ['payments', 'exceptions', view, told],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: ({ signal }) =>
      api.matching.exceptions({ ignored: view === 'ignored', ...(type ? { type } : {}), ...days }, { signal }),
  });
  const list = useKeysInList(found.data?.rows, say('exceptions.ignore'));
  const counts = new Map<View, number>(found.data?.counts.map((each) => [each.type, each.count]));
  const ofView = (each: View) =>
    each === 'all' ? found.data?.open : each === 'ignored' ? found.data?.ignored : counts.get(each);
  const tabs = all
    .filter((each) => each === 'all' || each === view || (ofView(each) ?? 0) > 0)
    .map((value) => {
      const of = ofView(value);
      return { value, label: say(`exceptionType.${value}`), count: of === undefined ? null : count(of) };
    });
  return (
    <>
      <Tabs
        label={say('exceptions.which')}
        tabs={tabs}
        value={view}
        onChange={(next) => setView(all.find((each) => each === next) ?? view)}
      >
        <div className="bench-bank">
          <ExportButton
            of={{
              list: 'exceptions',
              filter: { state: view === 'ignored' ? 'ignored' : 'open', ...(type ? { type } : {}), ...days },
            }}
          />
        </div>
      </Tabs>
      <div className="matched-place">
        {told !== '' && (
          <p>
            {told}{' '}
            <a className="link" href={linkTo('reconcile', null, { part: 'exceptions' })}>
              {say('filter.clearAll')}
            </a>
          </p>
        )}
        {found.error && <FailureNotice failure={failureOf(found.error)} />}
        {found.isPending && <Waiting />}
        {found.data?.rows.length === 0 && <NoException isAll={view === 'all'} />}
        <ul className="matched" aria-label={say('exceptions.title')} ref={list}>
          {found.data?.rows.map((row) => (
            <Exception key={row.key} row={row} />
          ))}
        </ul>
      </div>
    </>
  );
}

function NoException({ isAll }: { isAll: boolean }) {
  const { say } = useWords();
  return (
    <EmptyState title={say('exceptions.none')} text={say('exceptions.noneWhat')}>
      {isAll && <ToClose />}
    </EmptyState>
  );
}

function Exception({ row }: { row: ExceptionRow }) {
  const { say, times, money } = useWords();
  const { labelOf } = useGatewayNames();
  const [asked, setAsked] = useState<'note' | 'ignore' | null>(null);
  const { type, about, id, label, who, gateway, day, hours, owner, note, ignored, expected } = row;
  const save = useSay(row, () => setAsked(null));
  return (
    <li className="exception">
      <span className="exception-type">{say(`exceptionType.${type}`)}</span>
      <div className="exception-what">
        <p>
          <bdi>{[label, who, gateway && labelOf(gateway)].filter(Boolean).join(' · ')}</bdi>
        </p>
        <p className="soft">
          {say('exceptions.since', { day: times.day(day), hours })}
          {expected !== null &&
            ` · ${say('exceptions.expected', { amount: `${money(expected, row.money.currency)} ${row.money.currency}` })}`}
          {owner !== null && ` · ${say('exceptions.owner', { owner })}`}
        </p>
        {row.cause && (
          <p>
            <LateCauseLine cause={row.cause} day={day} />
          </p>
        )}
        {(note ?? ignored) !== null && <bdi>{ignored ?? note}</bdi>}
        <div className="exception-deeds">
          <WayOut row={row} />
          {about === 'payout' && <ProofButton of={id} />}
          <RightButton to="matching.say" size="compact-sm" onClick={() => setAsked('note')}>
            {say('exceptions.note')}
          </RightButton>
          {about === 'late' ? null : ignored === null ? (
            <RightButton to="matching.say" size="compact-sm" onClick={() => setAsked('ignore')}>
              {say('exceptions.ignore')}
            </RightButton>
          ) : (
            <RightButton to="matching.say" size="compact-sm" onClick={() => save.mutate({ ignored: null })}>
              {say('exceptions.lookAgain')}
            </RightButton>
          )}
        </div>
        {save.error && <FailureNotice failure={failureOf(save.error)} />}
      </div>
      {!isZero(row.money.amount) && <Amount {...row.money} />}
      {asked && <SayDialog row={row} asked={asked} save={save} onClose={() => setAsked(null)} />}
    </li>
  );
}

function useSay({ key, owner, note, ignored }: ExceptionRow, onSuccess: () => void) {
  return useMutation({
    mutationFn: (more: Partial<Pick<ExceptionRow, 'owner' | 'note' | 'ignored'>>) =>
      api.matching.say({ request: newId(), exception: key, owner, note, ignored, ...more }),
    onSuccess,
  });
}

interface SayDialogProps {
  row: ExceptionRow;
  asked: 'note' | 'ignore';
  save: ReturnType<typeof useSay>;
  onClose(): void;
}

function SayDialog({ row, asked, save, onClose }: SayDialogProps) {
  const { say } = useWords();
  const [owner, setOwner] = useState(row.owner ?? '');
  const [text, setText] = useState(asked === 'note' ? (row.note ?? '') : '');
  const said = (of: string) => (of.trim() === '' ? null : of.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(asked === 'ignore' ? { ignored: said(text) } : { owner: said(owner), note: said(text) });
  };
  return (
    <Dialog opened onClose={onClose} title={say(asked === 'ignore' ? 'exceptions.ignoreTitle' : 'exceptions.note')}>
      <form className="form" onSubmit={submit}>
        {asked === 'note' && (
          <TextInput
            label={say('exceptions.ownerField')}
            value={owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
            maxLength={100}
          />
        )}
        <TextInput
          label={say(asked === 'ignore' ? 'exceptions.why' : 'exceptions.noteField')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={500}
          required={asked === 'ignore'}
          data-autofocus
        />
        {save.error && <FailureNotice failure={failureOf(save.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {say(asked === 'ignore' ? 'exceptions.ignore' : 'bank.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
