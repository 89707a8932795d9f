/** Issues vouchers: worth, rules, pattern, and for sold ones where they were paid; what it moves stands there before. */
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { currencies } from '../../../main/kernel/currency';
import { voucherKinds } from '../../../main/kernel/voucher';
import { laidOut } from '../../../main/kernel/voucher-code';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Amount } from '../../ui/amount';
import { FailureNotice } from '../../ui/notices';
import { TypedDialog } from '../../ui/typed-dialog';
import { usePlaceName } from './place-name';
import { useWish, type Wish } from './use-wish';

interface PartProps {
  state: Wish;
  /** What is wrong is said once somebody has tried to issue. */
  tried: boolean;
}

function Worth({ state, tried }: PartProps) {
  const { say, money } = useWords();
  const { draft, change, currency, problems } = state;
  return (
    <>
      <TextInput
        label={say('vouchers.name')}
        description={say('vouchers.nameHint')}
        error={tried && problems.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        maxLength={80}
        required
        data-autofocus
      />
      <SegmentedControl
        aria-label={say('vouchers.kind')}
        value={draft.kind}
        onChange={(value) => change({ kind: voucherKinds.find((one) => one === value) ?? draft.kind })}
        data={voucherKinds.map((value) => ({ value, label: say(`voucherKind.${value}`) }))}
      />
      <p className="soft">{say('voucherNew.kindHint')}</p>
      <div className="voucher-triple">
        <TextInput
          label={say('voucherNew.amount')}
          error={
            problems.amount &&
            (draft.amount === '' ? tried : say('taking.notAnAmount', { example: money('1234', currency) }))
          }
          value={draft.amount}
          onChange={(event) => change({ amount: event.currentTarget.value })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          required
        />
        <Select
          label={say('voucherNew.currency')}
          data={[...currencies]}
          value={currency}
          onChange={(next) => next !== null && change({ currency: next })}
          searchable
          limit={60}
          allowDeselect={false}
        />
        <TextInput
          label={say('voucherNew.count')}
          error={problems.count && say('voucherNew.wrongNumber')}
          value={draft.count}
          onChange={(event) => change({ count: event.currentTarget.value })}
          inputMode="numeric"
          maxLength={6}
          required
        />
      </div>
    </>
  );
}

function Rules({ state }: PartProps) {
  const { say } = useWords();
  const { draft, change, problems } = state;
  const number = problems.uses || problems.perCustomer;
  return (
    <>
      <div className="voucher-pair">
        <TextInput
          type="date"
          label={say('voucherNew.from')}
          description={'\u2007'}
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
          required
        />
        <TextInput
          type="date"
          label={say('voucherNew.to')}
          description={say('voucherNew.toHint')}
          error={problems.days && say('voucherNew.wrongDays')}
          value={draft.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <TextInput
          label={say('voucherNew.uses')}
          description={'\u2007'}
          error={number && say('voucherNew.wrongNumber')}
          value={draft.uses}
          onChange={(event) => change({ uses: event.currentTarget.value })}
          inputMode="numeric"
          maxLength={7}
          required
        />
        <TextInput
          label={say('voucherNew.perCustomer')}
          description={say('voucherNew.perCustomerHint')}
          error={problems.perCustomer}
          value={draft.perCustomer}
          onChange={(event) => change({ perCustomer: event.currentTarget.value })}
          inputMode="numeric"
          maxLength={7}
        />
      </div>
      <Pattern state={state} />
    </>
  );
}

/** Signs that stand for those of a code: no code is made here. */
const EXAMPLE = 'K7QX2MRD9TWH4VPC6ZNB8YJS5AF3GE2';

function Pattern({ state: { draft, change, problems } }: { state: Wish }) {
  const { say } = useWords();
  const wrong = { 'not-a-pattern': say('voucherNew.patternWrong'), 'too-easy': say('voucherNew.patternWeak') };
  const example = problems.pattern === 'not-a-pattern' ? '' : laidOut(draft.pattern, EXAMPLE);
  return (
    <TextInput
      label={say('voucherNew.pattern')}
      description={`${say('voucherNew.patternHint')} ${example && say('voucherNew.looksLike', { code: example })}`}
      error={problems.pattern && wrong[problems.pattern]}
      value={draft.pattern}
      onChange={(event) => change({ pattern: event.currentTarget.value.trim() })}
      classNames={{ input: 'mono' }}
      spellCheck={false}
      maxLength={60}
      required
    />
  );
}

function Paid({ state, tried }: PartProps) {
  const { say } = useWords();
  const { draft, change, problems } = state;
  const placeOf = usePlaceName();
  const places = useQuery({
    queryKey: ['sync', 'vouchers', 'paid-at'],
    queryFn: ({ signal }) => api.vouchers.paidAt(undefined, { signal }),
  });
  if (draft.kind !== 'sold') return null;
  return (
    <>
      <div className="voucher-pair">
        <Select
          label={say('voucherNew.paidAt')}
          data={(places.data ?? []).map(({ at, label }) => ({ value: at, label: label || placeOf(at) }))}
          value={draft.paidAt}
          onChange={(next) => next !== null && change({ paidAt: next })}
          allowDeselect={false}
        />
        <TextInput
          type="date"
          label={say('voucherNew.paidDay')}
          error={tried && problems.paidDay}
          value={draft.paidDay}
          onChange={(event) => change({ paidDay: event.currentTarget.value })}
          required
        />
      </div>
      <TextInput
        label={say('voucherNew.paidNote')}
        description={`${say('voucherNew.paidNoteHint')} ${say('voucherNew.paidAtHint')}`}
        error={tried && problems.paidNote}
        value={draft.paidNote}
        onChange={(event) => change({ paidNote: event.currentTarget.value })}
        maxLength={500}
        required
      />
    </>
  );
}

function Effect({ state: { draft, currency, whole, all } }: { state: Wish }) {
  const { say } = useWords();
  const placeOf = usePlaceName();
  return (
    <section className="voucher-effect" aria-label={say('voucherNew.effect')}>
      <h3>{say('voucherNew.effect')}</h3>
      {draft.kind === 'promotional' && <p className="soft">{say('voucherNew.effectGift')}</p>}
      {draft.kind === 'sold' && whole !== null && (
        <>
          <div className="money-line">
            <span>{say('voucherNew.effectMoney', { place: placeOf(draft.paidAt) })}</span>
            <Amount amount={whole} currency={currency} signed />
          </div>
          <div className="money-line">
            <span>{say('voucherNew.effectOwed')}</span>
            <Amount amount={whole} currency={currency} signed />
          </div>
          <p className="soft">{say('voucherNew.effectWhole', { count: all })}</p>
        </>
      )}
    </section>
  );
}

interface NewBatchProps {
  onClose(): void;
  onIssued(batch: string): void;
}

interface FormProps extends NewBatchProps {
  /** Something was typed, so that leaving would lose it. */
  onTyped(): void;
  /** What *Cancel* does. */
  onLeave(): void;
}

function Form({ onClose, onIssued, onTyped, onLeave }: FormProps) {
  const { say } = useWords();
  const state = useWish();
  const [tried, setTried] = useState(false);
  const [request] = useState(newId);
  const issuing = useMutation({
    mutationFn: (wish: NonNullable<Wish['wish']>) => api.vouchers.create({ request, ...wish }),
    onSuccess: ({ id }) => {
      onClose();
      onIssued(id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (state.wish && !issuing.isPending) issuing.mutate(state.wish);
  };
  const { draft, change } = state;
  return (
    <form className="form" onSubmit={submit} onInput={onTyped} noValidate>
      <Worth state={state} tried={tried} />
      <Rules state={state} tried={tried} />
      <Paid state={state} tried={tried} />
      <TextInput
        label={say('voucherNew.note')}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        maxLength={500}
      />
      <Effect state={state} />
      {issuing.error && <FailureNotice failure={failureOf(issuing.error)} />}
      <div className="dialog-actions">
        {tried && !state.wish && <span className="tone-amber">{say('voucherNew.wrong')}</span>}
        <Button onClick={onLeave}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={issuing.isPending}>
          {say('voucherNew.issue')}
        </Button>
      </div>
    </form>
  );
}

export function NewBatchDialog(props: NewBatchProps) {
  const { say } = useWords();
  const [isTyped, setTyped] = useState(false);
  return (
    <TypedDialog opened isTyped={isTyped} onClose={props.onClose} title={say('voucherNew.title')} width={600}>
      {(leave) => <Form {...props} onTyped={() => setTyped(true)} onLeave={leave} />}
    </TypedDialog>
  );
}
