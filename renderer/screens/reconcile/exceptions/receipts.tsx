/** Unknown receipts: money that came to the bank and whose owner is not known, until it is a customer's or goes back. */
import '../bench.css';
import '../rules.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ReceiptRow } from '../../../../main/features/matching/contract';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { CustomerField } from '../../../taking/customer-field';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { useNow } from '../../../ui/moment';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Tabs } from '../../../ui/screen';
import { useKeysInList } from '../../../ui/use-keys-in-list';
import { Waiting } from '../../../ui/waiting';
import { ReturnDialog } from './return-dialog';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 60_000;
const views = ['open', 'settled'] as const;
type View = (typeof views)[number];

export function Receipts() {
  const { say, count } = useWords();
  const [view, setView] = useState<View>('open');
  const found = useQuery({
    queryKey: ['statements', 'receipts', view],
    queryFn: ({ signal }) => api.matching.receipts({ open: view === 'open' }, { signal }),
  });
  const rows = found.data;
  const list = useKeysInList(rows);
  const tabs = views.map((value) => ({
    value,
    label: say(`receipts.${value}`),
    count: value === view && rows ? count(rows.length) : null,
  }));
  return (
    <>
      <Tabs
        label={say('receipts.which')}
        tabs={tabs}
        value={view}
        onChange={(next) => setView(views.find((each) => each === next) ?? view)}
      >
        <div className="bench-bank">
          <ExportButton of={{ list: 'unknown-receipts', filter: { state: view } }} />
        </div>
      </Tabs>
      <div className="matched-place">
        <p className="soft rules-lead">{say('receipts.lead')}</p>
        {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
        {found.isPending && <Waiting />}
        {rows?.length === 0 && (
          <EmptyState
            title={say(view === 'open' ? 'receipts.none' : 'receipts.settledNone')}
            text={say('receipts.noneWhat')}
          />
        )}
        <ul className="matched" aria-label={say('receipts.title')} ref={list}>
          {rows?.map((row) => (
            <Receipt key={row.id} row={row} />
          ))}
        </ul>
      </div>
    </>
  );
}

function Receipt({ row }: { row: ReceiptRow }) {
  const { say, times } = useWords();
  const [asked, setAsked] = useState<'assign' | 'return' | null>(null);
  const today = times.dayOf(useNow(LOOK_EVERY_MS));
  const { day, money, state, bank, name, text, payment } = row;
  const age = Math.max(0, (Date.parse(today) - Date.parse(day)) / DAY_MS);
  const close = () => setAsked(null);
  return (
    <li className="exception">
      <span className="exception-type">{say(`receiptState.${state}`)}</span>
      <div className="exception-what">
        <p>
          <bdi>{[name, text].filter(Boolean).join(' · ') || say('receipts.silent')}</bdi>
        </p>
        <p className="soft">
          {times.day(day)} · {state === 'open' && `${say('receipts.age', { count: age })} · `}
          <bdi>{bank}</bdi>
        </p>
        <div className="exception-deeds">
          {payment !== null && (
            <a className="link" href={linkTo('payments', payment)}>
              {say('receipts.payment')}
            </a>
          )}
          {state === 'open' && (
            <>
              <RightButton to="matching.assign" size="compact-sm" onClick={() => setAsked('assign')}>
                {say('receipts.assign')}
              </RightButton>
              <RightButton to="matching.match" size="compact-sm" onClick={() => setAsked('return')}>
                {say('receipts.return')}
              </RightButton>
            </>
          )}
        </div>
      </div>
      <Amount {...money} />
      {asked === 'assign' && <AssignDialog row={row} onClose={close} />}
      {asked === 'return' && <ReturnDialog row={row} onClose={close} />}
    </li>
  );
}

function AssignDialog({ row, onClose }: { row: ReceiptRow; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const assign = useMutation({
    mutationFn: (id: string) => api.matching.assign({ request, receipt: row.id, customer: id }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (customer && !assign.isPending) assign.mutate(customer.id);
  };
  return (
    <Dialog opened onClose={onClose} title={say('receipts.assignTitle')}>
      <form className="form" onSubmit={submit}>
        <p>
          <Amount {...row.money} /> · <bdi>{[row.name, row.text].filter(Boolean).join(' · ')}</bdi>
        </p>
        <p className="soft">{say('receipts.assignWhat')}</p>
        <CustomerField value={customer} onChange={setCustomer} />
        {assign.error && <FailureNotice failure={failureOf(assign.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!customer} loading={assign.isPending}>
            {say('receipts.assign')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
