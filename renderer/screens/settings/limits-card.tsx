/** Above which amount an act takes two operators, per currency. */
import { Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { currencies } from '../../../main/kernel/currency';
import { type LimitedAct, limitedActs } from '../../../main/kernel/operator';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRefusal, useSession } from '../../rpc/operator-session';
import { readAmount } from '../../table/amount-input';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

interface LimitFormProps {
  act: LimitedAct;
  currency: string;
  amount: string | null;
}

function LimitForm({ act, currency, amount }: LimitFormProps) {
  const { say, money, language } = useWords();
  const refusal = useRefusal('approvals.setLimit');
  const [text, setText] = useState(amount === null ? '' : money(amount, currency));
  const save = useMutation({
    mutationFn: () => {
      const read = readAmount(text, language, currency);
      return api.approvals.setLimit({ request: newId(), act, currency, amount: read === '' ? null : (read ?? text) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal} label={say('limits.save')} className="limit-form">
      <TextInput
        label={say(`limits.${act}`)}
        description={say(act === 'refund' ? 'limits.emptyRefund' : 'limits.empty')}
        leftSection={<span className="amount-currency">{currency}</span>}
        leftSectionWidth={52}
        value={text}
        onChange={(event) => {
          save.reset();
          setText(event.currentTarget.value);
        }}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
      />
    </SettingsForm>
  );
}

export function LimitsCard() {
  const { say } = useWords();
  const session = useSession();
  const [currency, setCurrency] = useState('EUR');
  const limits = useQuery({
    queryKey: ['approvals', 'limits'],
    queryFn: ({ signal }) => api.approvals.limits(undefined, { signal }),
  });
  const amountOf = (act: LimitedAct) =>
    limits.data?.find((one) => one.act === act && one.currency === currency)?.amount ?? null;
  return (
    <Card title={say('limits.title')}>
      <div className="form">
        <p className="operators-none">{say(session?.hasOperators === false ? 'limits.noOperators' : 'limits.lead')}</p>
        {limits.error && <FailureNotice failure={failureOf(limits.error)} onRetry={() => void limits.refetch()} />}
        {limits.data && session?.hasOperators && (
          <>
            <Select
              label={say('adjust.currency')}
              data={[...currencies]}
              value={currency}
              onChange={(value) => setCurrency(value ?? currency)}
              searchable
              limit={60}
              allowDeselect={false}
            />
            {limitedActs.map((act) => (
              <LimitForm key={`${act} ${currency}`} act={act} currency={currency} amount={amountOf(act)} />
            ))}
          </>
        )}
      </div>
    </Card>
  );
}
