/** Void, credit note, write-off and its return, short settlement: how much, why, and what it changes, before it is done. */
import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { type ShortWay, shortWays } from '../../../main/kernel/invoice';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { readAmount } from '../../table/amount-input';
import { useAmountWords } from '../../taking/amount-words';
import { partsOf } from '../../taking/effect';
import { Dialog } from '../../ui/dialog';
import { isZero } from '../../ui/money-text';
import { FailureNotice } from '../../ui/notices';

export type Deed = 'void' | 'credit' | 'write-off' | 'recover' | 'short';

const titles = {
  void: 'invoiceDeed.voidTitle',
  credit: 'invoiceDeed.creditTitle',
  'write-off': 'invoiceDeed.writeOffTitle',
  recover: 'invoiceDeed.recoverTitle',
  short: 'invoiceDeed.shortTitle',
} as const;

/** How much it can be at most. */
function mostOf(deed: Deed, { row, creditable }: InvoiceDetail): string {
  if (deed === 'credit') return creditable;
  if (deed === 'recover') return row.writtenOff;
  return deed === 'void' ? row.total : row.open;
}

interface Done {
  amount: string;
  reason: string;
  way: ShortWay;
}

function useDeed(deed: Deed, { row }: InvoiceDetail, onClose: () => void) {
  const [request] = useState(newId);
  const asked = { request, id: row.id };
  return useMutation({
    mutationFn: async ({ amount, reason, way }: Done) => {
      switch (deed) {
        case 'void':
          return void (await api.invoices.void({ ...asked, reason }));
        case 'credit':
          return void (await api.invoices.credit({ ...asked, amount, reason }));
        case 'write-off':
          return void (await api.invoices.writeOff({ ...asked, amount, reason }));
        case 'recover':
          return void (await api.invoices.recover({ ...asked, amount, reason }));
        case 'short':
          return void (await api.invoices.settleShort({ ...asked, amount, reason, way }));
      }
    },
    onSuccess: onClose,
  });
}

function useConsequences(deed: Deed, detail: InvoiceDetail, amount: string, way: ShortWay): string[] {
  const { say, money } = useWords();
  const { row } = detail;
  const relief = useQuery({
    queryKey: ['invoices', 'tax-relief'],
    enabled: deed === 'write-off',
    queryFn: ({ signal }) => api.invoices.taxRelief(undefined, { signal }),
  });
  const shown = { amount: `${money(amount, row.currency)} ${row.currency}`, customer: row.customer.name };
  switch (deed) {
    case 'void':
      return [
        ...(row.kind === 'service' ? [say('invoiceDeed.voidWhat', shown)] : []),
        say('invoiceDeed.voidNumber', { number: row.number ?? '' }),
        ...(detail.payments.some(({ status }) => status === 'Pending') ? [say('invoiceDeed.voidWaiting')] : []),
      ];
    case 'credit': {
      const { due, credit } = partsOf(amount, row.open, row.currency);
      const of = (part: string) => ({ ...shown, amount: `${money(part, row.currency)} ${row.currency}` });
      return [
        say('invoiceDeed.creditLess', shown),
        ...(due === null ? [] : [say('invoiceDeed.creditDue', of(due))]),
        ...(credit === null ? [] : [say('invoiceDeed.creditBack', of(credit)), say('invoiceDeed.creditRefund')]),
      ];
    }
    case 'write-off':
      return [
        say('invoiceDeed.writeOffWhat', shown),
        ...(relief.data?.on && !isZero(row.tax) ? [say('invoiceDeed.writeOffTax')] : []),
        say('invoiceDeed.writeOffLater'),
      ];
    case 'recover':
      return [say('invoiceDeed.recoverWhat', shown)];
    case 'short':
      return [say(way === 'bank-costs' ? 'invoiceDeed.shortBankWhat' : 'invoiceDeed.shortTaxWhat', shown)];
  }
}

interface DeedDialogProps {
  deed: Deed;
  detail: InvoiceDetail;
  onClose(): void;
}

function WayChoice({ way, onWay }: { way: ShortWay; onWay(next: ShortWay): void }) {
  const { say } = useWords();
  return (
    <SegmentedControl
      aria-label={say('invoiceDeed.shortWay')}
      value={way}
      onChange={(next) => onWay(shortWays.find((one) => one === next) ?? way)}
      data={[
        { value: 'bank-costs', label: say('invoiceDeed.shortBank') },
        { value: 'withheld-tax', label: say('invoiceDeed.shortTax') },
      ]}
    />
  );
}

function Form({ deed, detail, onClose }: DeedDialogProps) {
  const { say, money, language } = useWords();
  const { currency } = detail.row;
  const most = mostOf(deed, detail);
  const [text, setText] = useState(() => money(most, currency));
  const [reason, setReason] = useState('');
  const [way, setWay] = useState<ShortWay>('bank-costs');
  const doing = useDeed(deed, detail, onClose);
  const amount = deed === 'void' ? most : readAmount(text, language, currency);
  const problem = useAmountWords()(amount, currency, most);
  const isWrong = amount === null || amount === '' || problem !== null;
  const consequences = useConsequences(deed, detail, isWrong || amount === null ? most : amount, way);
  const isReady = !isWrong && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && amount !== null && !doing.isPending) doing.mutate({ amount, reason: reason.trim(), way });
  };
  return (
    <form className="form" onSubmit={submit}>
      {deed !== 'void' && (
        <TextInput
          label={say('invoiceDeed.amount', { currency })}
          error={problem}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          inputMode="decimal"
          maxLength={40}
        />
      )}
      {deed === 'short' && <WayChoice way={way} onWay={setWay} />}
      <Textarea
        label={say('invoiceDeed.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        required
        data-autofocus
      />
      <ul className="consequences">
        {consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {doing.error && <FailureNotice failure={failureOf(doing.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" className="button-red" loading={doing.isPending} disabled={!isReady}>
          {say(titles[deed])}
        </Button>
      </div>
    </form>
  );
}

export function DeedDialog(props: DeedDialogProps) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={props.onClose} title={say(titles[props.deed])}>
      <Form {...props} />
    </Dialog>
  );
}
