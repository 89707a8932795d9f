/** What was given to a customer or taken by hand, by whom and why; each can be reversed once. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Adjustment } from '../../../main/features/credits/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Amount } from '../../ui/amount';
import { AttachedFiles } from '../../ui/attached-files';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { StubSection } from '../../ui/stub';

function ReverseForm({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [note, setNote] = useState('');
  const reverse = useMutation({ mutationFn: () => api.credits.reverse({ request, id, note: note.trim() }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reverse.isPending) reverse.mutate(undefined, { onSuccess: ({ state }) => state === 'done' && onClose() });
  };
  return (
    <form className="form" onSubmit={submit}>
      <ul className="consequences">
        <li>{say('adjust.reverseWhat')}</li>
        <li>{say('adjust.reverseSpent')}</li>
      </ul>
      <Textarea
        label={say('adjust.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
        autosize
        required
        data-autofocus
      />
      {reverse.error && <FailureNotice failure={failureOf(reverse.error)} />}
      <div role="status">{reverse.data?.state === 'requested' && <Note tone="green">{say('adjust.asked')}</Note>}</div>
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.close')}</Button>
        <Button
          type="submit"
          variant="filled"
          className="button-red"
          loading={reverse.isPending}
          disabled={note.trim() === '' || reverse.isSuccess}
        >
          {say('adjust.reverse')}
        </Button>
      </div>
    </form>
  );
}

function Line({ adjustment, onReverse }: { adjustment: Adjustment; onReverse(): void }) {
  const { say, times, money } = useWords();
  const { amount, reason, note, expiresOn, expired, madeBy: who, madeAt, approvedBy: other } = adjustment;
  const day = times.day(times.dayOf(madeAt));
  const isOpen = adjustment.reversedAt === null && expired !== amount.amount;
  return (
    <li className="adjustment">
      <span>
        {say(`adjustReason.${reason}`)} <Amount amount={amount.amount} currency={amount.currency} signed />
      </span>
      <bdi className="soft">{note}</bdi>
      <AttachedFiles of={adjustment.id} files={adjustment.files} />
      <span className="soft">
        {other === null ? say('adjust.by', { who, day }) : say('adjust.byTwo', { who, other, day })}
      </span>
      {expiresOn !== null && expired === null && (
        <span className="soft">{say('adjust.expiresOn', { day: times.day(expiresOn) })}</span>
      )}
      {expired !== null && (
        <span className="soft">
          {say('adjust.expired', { amount: money(expired, amount.currency), currency: amount.currency })}
        </span>
      )}
      {adjustment.reversedAt !== null && (
        <span className="soft">
          {say('adjust.reversed', {
            who: adjustment.reversedBy ?? '',
            day: times.day(times.dayOf(adjustment.reversedAt)),
          })}
        </span>
      )}
      {isOpen && (
        <RightButton to="credits.reverse" onClick={onReverse}>
          {say('adjust.reverse')}
        </RightButton>
      )}
    </li>
  );
}

export function Adjustments({ customer }: { customer: string }) {
  const { say } = useWords();
  const [reversing, setReversing] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['customers', 'adjustments', customer],
    queryFn: ({ signal }) => api.credits.list({ customer }, { signal }),
  });
  const close = () => setReversing(null);
  const leave = list.data && list.data.length > 0 && (
    <ExportButton size="compact-xs" of={{ list: 'adjustments', filter: { customer } }} />
  );
  return (
    <section aria-label={say('adjust.list')}>
      <StubSection title={say('adjust.list')} action={leave}>
        {list.error && <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && <p className="soft">{say('adjust.none')}</p>}
        <ul className="adjustments">
          {(list.data ?? []).map((adjustment) => (
            <Line key={adjustment.id} adjustment={adjustment} onReverse={() => setReversing(adjustment.id)} />
          ))}
        </ul>
      </StubSection>
      <Dialog opened={reversing !== null} onClose={close} title={say('adjust.reverseTitle')} width={420}>
        {reversing !== null && <ReverseForm id={reversing} onClose={close} />}
      </Dialog>
    </section>
  );
}
