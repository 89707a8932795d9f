/** Pays invoices from the customer's credit: which ones, how much, and what it moves, before it is done. */
import './pay-dialog.css';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InvoiceRow, PayEffect } from '../../main/features/invoices/contract';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { readAmount } from '../table/amount-input';
import { Amount } from '../ui/amount';
import { Dialog } from '../ui/dialog';
import { isZero } from '../ui/money-text';
import { FailureNotice, Note } from '../ui/notices';
import { useAmountWords } from './amount-words';

const MOST_OFFERED = 50;

interface PayDialogProps {
  customer: InvoiceRow['customer'];
  currency: string;
  /** Begins with these, in this order. */
  chosen: readonly string[];
  /** What else is to be known before it is paid. */
  warning?: string | null;
  onPaid?(effect: PayEffect): void;
  onClose(): void;
}

/** The customer's open invoices in this currency, oldest due day first. */
function useOpen({ customer, currency }: PayDialogProps): InvoiceRow[] {
  const found = useQuery({
    queryKey: ['invoices', 'open', customer.id, currency],
    queryFn: ({ signal }) =>
      api.invoices.page(
        {
          filter: { customer: customer.id, currencies: [currency], kind: 'service' },
          sort: { column: 'due', direction: 'asc' },
          limit: 500,
        },
        { signal },
      ),
  });
  return (found.data?.rows ?? []).filter(({ open }) => !isZero(open)).slice(0, MOST_OFFERED);
}

function Choice(props: { rows: InvoiceRow[]; chosen: readonly string[]; onChosen(next: string[]): void }) {
  const { say, money, times } = useWords();
  const { rows, chosen, onChosen } = props;
  return (
    <fieldset className="pay-choice">
      <legend>{say('invoicePay.which')}</legend>
      {rows.map((row) => (
        <div key={row.id} className="money-line">
          <Checkbox
            aria-label={say('invoicePay.choose', { number: row.number ?? '' })}
            label={row.number ?? ''}
            checked={chosen.includes(row.id)}
            onChange={() =>
              onChosen(chosen.includes(row.id) ? chosen.filter((id) => id !== row.id) : [...chosen, row.id])
            }
          />
          <span className="soft">{times.day(row.dueDay)}</span>
          <span className="sum-figure">
            {money(row.open, row.currency)} <span className="amount-currency">{row.currency}</span>
          </span>
        </div>
      ))}
      {rows.length > 1 && (
        <button type="button" className="text-button" onClick={() => onChosen(rows.map(({ id }) => id))}>
          {say('invoicePay.all')}
        </button>
      )}
    </fieldset>
  );
}

function Effect({ effect, customer }: { effect: PayEffect; customer: string }) {
  const { say, money } = useWords();
  const { currency, taken, left } = effect;
  const lots = (['granted', 'voucher', 'paid'] as const).filter((lot) => !isZero(taken[lot]));
  return (
    <section aria-label={say('invoicePay.effect')} className="pay-effect">
      {effect.invoices.map(({ id, number, applied }) => (
        <div key={id} className="money-line">
          <span>
            {say('invoicePay.less', { customer })} · {number}
          </span>
          <Amount amount={applied} currency={currency} />
        </div>
      ))}
      {lots.map((lot) => (
        <div key={lot} className="money-line">
          <span>{say(`invoicePay.${lot}`)}</span>
          <Amount amount={`-${taken[lot]}`} currency={currency} signed />
        </div>
      ))}
      <p className="soft">{say('invoicePay.left', { amount: `${money(left, currency)} ${currency}` })}</p>
    </section>
  );
}

/** What is chosen and typed, what it would move, and doing it. */
function usePay(props: PayDialogProps) {
  const { language } = useWords();
  const { customer, currency } = props;
  const [request] = useState(newId);
  const [chosen, setChosen] = useState<readonly string[]>(props.chosen);
  const [text, setText] = useState('');
  const amount = readAmount(text, language, currency);
  const problem = useAmountWords()(amount, currency);
  const wish = {
    ...{ customer: customer.id, currency, invoices: [...chosen] },
    ...(amount !== null && amount !== '' && problem === null ? { amount } : {}),
  };
  const preview = useQuery({
    queryKey: ['invoices', 'pay', wish],
    enabled: chosen.length > 0 && problem === null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.invoices.payPreview(wish, { signal }),
  });
  const effect = chosen.length > 0 ? preview.data : undefined;
  const pay = useMutation({
    mutationFn: () => api.invoices.pay({ request, ...wish }),
    // Of the mutation, not of the press: what it was opened from may be gone by then.
    onSuccess: () => {
      if (effect) props.onPaid?.(effect);
      props.onClose();
    },
  });
  const nothing = effect !== undefined && isZero(effect.available);
  const isReady = chosen.length > 0 && problem === null && !nothing;
  return {
    chosen,
    setChosen,
    text,
    setText,
    problem,
    effect,
    nothing,
    isReady,
    pay,
    failure: pay.error ?? preview.error,
  };
}

function Form(props: PayDialogProps) {
  const { say, money } = useWords();
  const { customer, currency, warning, onClose } = props;
  const rows = useOpen(props);
  const { chosen, setChosen, text, setText, problem, effect, nothing, isReady, pay, failure } = usePay(props);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !pay.isPending) pay.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Choice rows={rows} chosen={chosen} onChosen={setChosen} />
      <TextInput
        label={say('invoicePay.amount', { currency })}
        description={
          effect && say('invoicePay.available', { amount: `${money(effect.available, currency)} ${currency}` })
        }
        error={problem}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        inputMode="decimal"
        maxLength={40}
        data-autofocus
      />
      {nothing && <Note tone="amber">{say('invoicePay.none', { currency })}</Note>}
      {effect && !nothing && problem === null && <Effect effect={effect} customer={customer.name} />}
      {warning && <Note tone="amber">{warning}</Note>}
      {failure && <FailureNotice failure={failureOf(failure)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={pay.isPending} disabled={!isReady}>
          {say('invoicePay.deed')}
        </Button>
      </div>
    </form>
  );
}

export function PayDialog(props: PayDialogProps) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={props.onClose} title={say('invoicePay.title')} width={520}>
      <Form {...props} />
    </Dialog>
  );
}
