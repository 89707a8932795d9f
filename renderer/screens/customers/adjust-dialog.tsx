/** Gives or takes credit by hand: why, how much, what it does to the lots; above the limit it becomes a request. */
import { Button, FileInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import {
  type AdjustmentReason,
  adjustmentReasons,
  type CorrectedAccount,
  correctedAccounts,
} from '../../../main/kernel/adjustment';
import { attachmentTypes, MOST_ATTACHMENTS } from '../../../main/kernel/attachment';
import { systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { failureOf } from '../../rpc/failure';
import { AdjustmentEffectLines } from '../../ui/adjustment-effect';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { SumField } from './sum-field';
import { useAdjustment } from './use-adjustment';

interface AdjustDialogProps {
  opened: boolean;
  customer: string;
  /** Offered first: that of a balance. */
  currency: string;
  onClose(): void;
}

type Adjusting = ReturnType<typeof useAdjustment>;

function HowMuch({ form, change, problem }: Adjusting) {
  const { say } = useWords();
  return (
    <>
      <SegmentedControl
        aria-label={say('adjust.which')}
        value={form.direction}
        onChange={(value) => change({ direction: value === 'take' ? 'take' : 'give' })}
        data={[
          { value: 'give', label: say('adjust.give') },
          { value: 'take', label: say('adjust.take') },
        ]}
        fullWidth
      />
      <SumField text={form.text} currency={form.currency} problem={problem} onChange={change} />
    </>
  );
}

function Why({ form, change, mayExpire }: Adjusting) {
  const { say, times } = useWords();
  const reasons = adjustmentReasons.map((value) => ({ value, label: say(`adjustReason.${value}`) }));
  const accounts = correctedAccounts.map((value) => ({ value, label: say(`adjustAccount.${value}`) }));
  const reasonOf = (value: string | null): AdjustmentReason =>
    adjustmentReasons.find((one) => one === value) ?? form.reason;
  const accountOf = (value: string | null): CorrectedAccount =>
    correctedAccounts.find((one) => one === value) ?? form.account;
  return (
    <>
      <div className="receive-pair">
        <Select
          label={say('adjust.reason')}
          data={reasons}
          value={form.reason}
          onChange={(value) => change({ reason: reasonOf(value) })}
          allowDeselect={false}
        />
        {form.reason === 'correction' && (
          <Select
            label={say('adjust.account')}
            data={accounts}
            value={form.account}
            onChange={(value) => change({ account: accountOf(value) })}
            allowDeselect={false}
          />
        )}
        {mayExpire && (
          <TextInput
            type="date"
            label={say('adjust.expires')}
            description={say('adjust.expiresHint')}
            value={form.expiresOn}
            min={times.dayOf(systemClock.now())}
            onChange={(event) => change({ expiresOn: event.currentTarget.value })}
          />
        )}
      </div>
      <Textarea
        label={say('adjust.note')}
        description={say('adjust.noteHint')}
        value={form.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        maxLength={500}
        autosize
        required
      />
    </>
  );
}

function Attach({ form, change, isTooMuch }: Adjusting) {
  const { say } = useWords();
  return (
    <FileInput
      label={say('adjust.files')}
      description={say('adjust.filesHint')}
      placeholder={say('adjust.chooseFiles')}
      accept={[...attachmentTypes, '.txt', '.eml'].join(',')}
      multiple
      clearable
      clearButtonProps={{ 'aria-label': say('adjust.clearFiles') }}
      value={[...form.files]}
      onChange={(files) => change({ files })}
      error={isTooMuch && say('adjust.tooMuch', { most: MOST_ATTACHMENTS })}
    />
  );
}

function Asked({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  return (
    <div className="form">
      <div role="status">
        <Note tone="green">{say('adjust.asked')}</Note>
      </div>
      <div className="dialog-actions">
        <Button component="a" href={linkTo('requests')}>
          {say('adjust.showRequests')}
        </Button>
        <Button variant="filled" onClick={onClose} data-autofocus>
          {say('notice.close')}
        </Button>
      </div>
    </div>
  );
}

function Form({ customer, currency, onClose }: Omit<AdjustDialogProps, 'opened'>) {
  const { say, money } = useWords();
  const adjusting = useAdjustment(customer, currency);
  const { form, isReady, effect, shown, apply } = adjusting;
  const asks = shown?.needsApproval === true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || apply.isPending) return;
    apply.mutate(undefined, { onSuccess: ({ state }) => state === 'done' && onClose() });
  };
  if (apply.data?.state === 'requested') return <Asked onClose={onClose} />;
  return (
    <form className="form" onSubmit={submit}>
      <HowMuch {...adjusting} />
      <Why {...adjusting} />
      <Attach {...adjusting} />
      {shown && <AdjustmentEffectLines effect={shown} currency={form.currency} />}
      {effect.error && <FailureNotice failure={failureOf(effect.error)} />}
      {asks && shown.limit !== null && (
        <Note tone="amber">
          {say('adjust.asks', { limit: money(shown.limit, form.currency), currency: form.currency })}
        </Note>
      )}
      {apply.error && <FailureNotice failure={failureOf(apply.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={apply.isPending} disabled={!isReady}>
          {say(asks ? 'adjust.askDeed' : 'adjust.deed')}
        </Button>
      </div>
    </form>
  );
}

export function AdjustDialog({ opened, onClose, ...more }: AdjustDialogProps) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('adjust.title')} width={520}>
      <Form {...more} onClose={onClose} />
    </Dialog>
  );
}
