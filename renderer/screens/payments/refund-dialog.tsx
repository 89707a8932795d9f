/** Gives a payment back, whole or in part: what that will do stands there first, and what cannot be done says why. */
import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import type { FailureCode } from '../../../main/kernel/failure';
import { toDecimal } from '../../../main/kernel/money';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { readAmount } from '../../table/amount-input';
import { useAmountWords } from '../../taking/amount-words';
import { useKinds } from '../../taking/use-ways';
import { Dialog } from '../../ui/dialog';
import { useGatewayNames } from '../../ui/gateway-names';
import { isZero } from '../../ui/money-text';
import { FailureNotice, Note } from '../../ui/notices';
import { CashOutNote, useCashOut } from './cash-out-note';
import { minorOf, partsOf, type RefundParts } from './refund-parts';

/** What is left to refund, as far as the drawer knows; the book holds it to the last refund under way. */
function leftOf({ row }: PaymentDetail): string {
  const { amount, currency } = row.amount;
  const left = minorOf(amount, currency) - minorOf(row.refunded, currency) - minorOf(row.disputed, currency);
  return toDecimal(Math.max(0, left), currency);
}

function useRefund({ row }: PaymentDetail) {
  const [request] = useState(newId);
  return useMutation({
    mutationFn: (asked: { to: 'method' | 'credit'; amount: string; reason: string; owes: string; draft: boolean }) =>
      api.taking.refund({
        ...{ request, payment: row.id, amount: asked.amount, to: asked.to, draft: asked.draft },
        ...(asked.reason === '' ? {} : { reason: asked.reason }),
        ...(asked.owes === '' ? {} : { owes: asked.owes }),
      }),
  });
}

/** How the refund fares, told until it is known. */
function Asked({ attempt, onClose }: { attempt: string; onClose(): void }) {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['outbox', 'attempt', attempt],
    queryFn: ({ signal }) => api.outbox.get({ id: attempt }, { signal }),
  }).data;
  const outcome = found?.outcome;
  const tone = outcome === 'confirmed' ? 'green' : outcome ? 'red' : 'amber';
  const state = found?.state ?? 'sending';
  return (
    <div className="form">
      <div role="status">
        <Note tone={tone}>
          {outcome ? say(`refundTold.${outcome}`) : say(`refundTold.${state}`)}
          {found?.detail && <p>{found.detail}</p>}
        </Note>
      </div>
      <div className="dialog-actions">
        <a className="link dialog-link" href={linkTo('outbox')}>
          {say('refund.toOutbox')}
        </a>
        <Button variant="filled" onClick={onClose}>
          {say('notice.close')}
        </Button>
      </div>
    </div>
  );
}

/** The refusal that is known before anything is asked. */
function useRefusal(detail: PaymentDetail, to: 'method' | 'credit'): FailureCode | null {
  const kinds = useKinds().data;
  const { providerOf } = useGatewayNames();
  // What paid an invoice can be credit again: a credit note takes the sale back.
  const paidOne = detail.invoices.some(({ kind, paid }) => kind === 'service' && !isZero(paid));
  if (to === 'credit') return paidOne ? null : 'refund-already-credit';
  if (!kinds) return null;
  const kind = kinds.find((one) => one.provider === providerOf(detail.row.gateway));
  return kind?.capabilities.refund ? null : 'refund-not-possible';
}

/** What was filled in, and whether it can be asked for. */
function useForm(detail: PaymentDetail) {
  const { money, language } = useWords();
  const { currency } = detail.row.amount;
  const left = leftOf(detail);
  const [to, setTo] = useState<'method' | 'credit'>('method');
  const [text, setText] = useState(() => money(left, currency));
  const [reason, setReason] = useState('');
  const [owes, setOwes] = useState('');
  const refusal = useRefusal(detail, to);
  const amount = readAmount(text, language, currency);
  const problem = useAmountWords()(amount, currency, left);
  const isWrong = amount === null || amount === '' || problem !== null;
  const shown = { amount: money(amount ?? '', currency), currency };
  const most = { amount: money(left, currency), currency };
  return { to, setTo, text, setText, reason, setReason, owes, setOwes, refusal, amount, problem, isWrong, shown, most };
}
type RefundForm = ReturnType<typeof useForm>;

function Fields({ form, asksOwes }: { form: RefundForm; asksOwes: boolean }) {
  const { say } = useWords();
  return (
    <>
      <TextInput
        label={say('taking.amount')}
        description={say('refund.left', form.most)}
        error={form.problem}
        value={form.text}
        onChange={(event) => form.setText(event.currentTarget.value)}
        inputMode="decimal"
        maxLength={40}
        data-autofocus
      />
      <TextInput
        label={say('refund.reason')}
        value={form.reason}
        onChange={(event) => form.setReason(event.currentTarget.value)}
        maxLength={200}
      />
      {asksOwes && (
        <Textarea
          label={say('refund.owes')}
          value={form.owes}
          onChange={(event) => form.setOwes(event.currentTarget.value)}
          maxLength={500}
          autosize
        />
      )}
    </>
  );
}

interface ConsequencesProps {
  form: RefundForm;
  detail: PaymentDetail;
  gateway: string;
  parts: RefundParts;
}

function Consequences({ form, detail, gateway, parts }: ConsequencesProps) {
  const { say, money } = useWords();
  const { currency } = detail.row.amount;
  const told = (minor: number) => ({ amount: money(toDecimal(minor, currency), currency), currency });
  const customer = detail.row.customer?.name ?? say('ledger.theCustomer');
  return (
    <ul className="consequences">
      {form.to === 'credit' ? (
        <li>{say('taking.creditNoteFirst', { ...form.shown, customer })}</li>
      ) : (
        <>
          <li>{say('refund.goesBack', { ...form.shown, gateway })}</li>
          {parts.held > 0 && <li>{say('refund.lessCredit', { ...told(parts.held), customer })}</li>}
          {parts.spent > 0 && <li>{say('refund.owesMore', { ...told(parts.spent), customer })}</li>}
        </>
      )}
    </ul>
  );
}

function Form({ detail, gateway, onClose }: { detail: PaymentDetail; gateway: string; onClose(): void }) {
  const { say } = useWords();
  const form = useForm(detail);
  const refund = useRefund(detail);
  const credit = useCashOut(detail.row.id);
  const { to, refusal, isWrong, owes } = form;
  const parts = partsOf(form.amount, to === 'method' ? credit : null, detail.row.amount.currency);
  const failure = refund.error && failureOf(refund.error);
  const asksOwes = parts.spent > 0 || failure?.code === 'refund-credit-spent' || owes !== '';
  if (refund.data?.attempt) return <Asked attempt={refund.data.attempt} onClose={onClose} />;
  if (refund.data)
    return (
      <Note tone={refund.data.approval ? 'amber' : 'green'}>
        {say(refund.data.approval ? 'cashOut.asked' : 'taking.credited')}
      </Note>
    );
  const send = (draft: boolean) => {
    const { amount, reason } = form;
    if (amount !== null && !isWrong && refusal === null && !refund.isPending)
      refund.mutate({ to, amount, reason: reason.trim(), owes: owes.trim(), draft });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        aria-label={say('refund.to')}
        value={to}
        onChange={(value) => form.setTo(value === 'credit' ? 'credit' : 'method')}
        data={(['method', 'credit'] as const).map((value) => ({ value, label: say(`refundTo.${value}`) }))}
      />
      {refusal !== null && <FailureNotice failure={{ code: refusal, params: { gateway }, kind: 'expected' }} />}
      {refusal === null && <Fields form={form} asksOwes={asksOwes} />}
      {refusal === null && to === 'method' && credit && <CashOutNote credit={credit} />}
      {refusal === null && !isWrong && <Consequences form={form} detail={detail} gateway={gateway} parts={parts} />}
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        {refusal === null && (
          <>
            <Button disabled={isWrong || refund.isPending} onClick={() => send(true)}>
              {say('taking.keepDraft')}
            </Button>
            <Button type="submit" variant="filled" className="button-red" loading={refund.isPending} disabled={isWrong}>
              {say('refund.deed')}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

interface RefundDialogProps {
  opened: boolean;
  detail: PaymentDetail;
  gateway: string;
  onClose(): void;
}

export function RefundDialog({ opened, detail, gateway, onClose }: RefundDialogProps) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('refund.title')}>
      <Form detail={detail} gateway={gateway} onClose={onClose} />
    </Dialog>
  );
}
