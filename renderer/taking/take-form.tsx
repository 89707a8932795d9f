/** What is asked before a payment is reviewed: who, how much, by which way, and what for. */
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { purposes } from '../../main/kernel/payment';
import { useWords } from '../locales/words';
import { failureOf } from '../rpc/failure';
import { FailureNotice } from '../ui/notices';
import { AmountField } from './amount-field';
import { CustomerField } from './customer-field';
import type { Plan } from './plan';
import type { Draft, DraftState } from './use-draft';
import type { useWays } from './use-ways';
import { VoucherField } from './voucher-field';
import { WayField } from './way-field';

const ITSELF = 'itself';

/** Saved methods are the payer's own; a voucher is whose it is. */
function keptWay({ way }: Draft): string | null {
  return way === 'voucher' ? way : null;
}

function PayerField({ state }: { state: DraftState }) {
  const { say } = useWords();
  const { payers, payerId, change } = state;
  if (payers.length === 0) return null;
  return (
    <Select
      label={say('taking.payer')}
      data={[
        { value: ITSELF, label: say('taking.payerSelf') },
        ...payers.map(({ id, name, email }) => ({ value: id, label: name || (email ?? say('customers.unnamed')) })),
      ]}
      value={payerId ?? ITSELF}
      onChange={(next) => change({ payer: next === ITSELF ? null : next, way: keptWay(state.draft) })}
      allowDeselect={false}
    />
  );
}

function Purposes({ state: { draft, change } }: { state: DraftState }) {
  const { say } = useWords();
  return (
    <div className="taking-pair">
      <Select
        label={say('taking.purpose')}
        data={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
        value={draft.purpose}
        onChange={(next) => change({ purpose: purposes.find((one) => one === next) ?? draft.purpose })}
        allowDeselect={false}
      />
      <TextInput
        label={say('taking.description')}
        placeholder={say(`purpose.${draft.purpose}`)}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        maxLength={500}
      />
    </div>
  );
}

interface TakeFormProps {
  state: DraftState;
  found: ReturnType<typeof useWays>;
  onReview(plan: Plan): void;
  onClose(): void;
}

export function TakeForm({ state, found, onReview, onClose }: TakeFormProps) {
  const { say } = useWords();
  // What is wrong with the amount is said when it is long enough there to be wrong: the button alone would only stay dimmed.
  const [tried, setTried] = useState(false);
  const { draft, change, problem } = state;
  const { ways, first } = found;
  const key = draft.way ?? first;
  const plan = state.planBy(ways?.find((way) => way.key === key));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plan) onReview(plan);
  };
  const shown = problem === 'empty' || (!tried && problem === 'not-an-amount') ? null : problem;
  return (
    <form className="form" onSubmit={submit}>
      <CustomerField
        value={state.customer}
        onChange={(customer) => change({ customer, payer: undefined, currency: null, way: keptWay(draft) })}
      />
      {state.error && <FailureNotice failure={failureOf(state.error)} />}
      <PayerField state={state} />
      {key === 'voucher' ? (
        <VoucherField state={state} />
      ) : (
        <AmountField
          text={draft.amount}
          currency={state.currency}
          options={state.options}
          problem={shown}
          onText={(amount) => change({ amount })}
          onTyped={() => setTried(draft.amount !== '')}
          onCurrency={(currency) => change({ currency })}
        />
      )}
      {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={found.retry} />}
      {ways && (
        <WayField
          ways={ways}
          hasPayer={state.customer !== null}
          known={found.known}
          open={found.open}
          value={key}
          balances={state.detail?.balances}
          saveMethod={draft.saveMethod}
          onChange={(way) => change({ way })}
          onSaveMethod={(saveMethod) => change({ saveMethod })}
        />
      )}
      <Purposes state={state} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={!plan}>
          {say('taking.review')}
        </Button>
      </div>
    </form>
  );
}
