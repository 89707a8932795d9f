/** By which rules due invoices are charged: off or on, when, until when, and who tries again at each gateway. */
import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ChargeRulesInput } from '../../../main/features/charges/contract';
import { MOST_STOP_DAYS, MOST_TRY_DAYS, retriers } from '../../../main/kernel/charge';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRefusal } from '../../rpc/operator-session';
import { useGatewayNames } from '../../ui/gateway-names';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** `1, 3, 5` as numbers; null for what is not that. */
function readDays(text: string): number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > MOST_TRY_DAYS || words.some((word) => !/^\d{1,2}$/.test(word))) return null;
  const days = words.map((word) => Number.parseInt(word, 10));
  return days.every((day, n) => day > (days[n - 1] ?? 0) && day <= MOST_STOP_DAYS) ? days : null;
}

type Change = (more: Partial<ChargeRulesInput>) => void;

function Retriers({ rules, onChange }: { rules: ChargeRulesInput; onChange: Change }) {
  const { say } = useWords();
  const { nameOf } = useGatewayNames();
  const accounts = useQuery({
    queryKey: ['sync', 'state'],
    queryFn: ({ signal }) => api.sync.state(undefined, { signal }),
  });
  const keys = (accounts.data?.gateways ?? []).map(({ key }) => key);
  return keys.map((key) => (
    <Select
      key={key}
      label={say('chargeRules.who', { gateway: nameOf(key) })}
      data={retriers.map((value) => ({ value, label: say(`retrier.${value}`) }))}
      value={rules.retriers[key] ?? 'counterfoil'}
      onChange={(value) => {
        const chosen = retriers.find((each) => each === value);
        if (chosen) onChange({ retriers: { ...rules.retriers, [key]: chosen } });
      }}
      allowDeselect={false}
    />
  ));
}

interface TimesProps {
  rules: ChargeRulesInput;
  /** The days, as they stand in their field. */
  text: string;
  onChange: Change;
  onText(next: string): void;
}

function Times({ rules, text, onChange, onText }: TimesProps) {
  const { say } = useWords();
  return (
    <>
      <Select
        label={say('chargeRules.hour')}
        data={hours}
        value={String(rules.hour)}
        onChange={(value) => onChange({ hour: Number.parseInt(value ?? '9', 10) })}
        allowDeselect={false}
      />
      <TextInput
        label={say('chargeRules.days')}
        description={say('chargeRules.daysHint')}
        error={readDays(text) === null ? say('chargeRules.daysWrong') : null}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        maxLength={60}
        autoComplete="off"
      />
      <NumberInput
        label={say('chargeRules.stopDays')}
        description={say('chargeRules.stopHint')}
        value={rules.stopDays}
        onChange={(value) => typeof value === 'number' && onChange({ stopDays: value })}
        min={0}
        max={MOST_STOP_DAYS}
        allowDecimal={false}
        clampBehavior="strict"
      />
    </>
  );
}

function RulesForm({ kept }: { kept: ChargeRulesInput }) {
  const { say } = useWords();
  const refusal = useRefusal('charges.setRules');
  const [rules, setRules] = useState(kept);
  const [text, setText] = useState(kept.days.join(', '));
  const days = readDays(text);
  const save = useMutation({
    mutationFn: (next: ChargeRulesInput) => api.charges.setRules({ request: newId(), ...next }),
  });
  const change: Change = (more) => {
    save.reset();
    setRules({ ...rules, ...more });
  };
  const write = (next: string) => {
    save.reset();
    setText(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (days && !save.isPending) save.mutate({ ...rules, days });
  };
  return (
    <SettingsForm
      onSubmit={submit}
      save={save}
      refusal={refusal}
      isSound={days !== null}
      label={say('chargeRules.save')}
    >
      <Switch
        label={say('chargeRules.automatic')}
        description={rules.automatic && !kept.automatic ? say('chargeRules.on') : undefined}
        checked={rules.automatic}
        onChange={(event) => change({ automatic: event.currentTarget.checked })}
      />
      <Times rules={rules} text={text} onChange={change} onText={write} />
      <Retriers rules={rules} onChange={change} />
      <p className="soft">{say('chargeRules.whoHint')}</p>
    </SettingsForm>
  );
}

export function ChargeRulesCard() {
  const { say } = useWords();
  const rules = useQuery({
    queryKey: ['invoices', 'charge-rules'],
    queryFn: ({ signal }) => api.charges.rules(undefined, { signal }),
  });
  return (
    <Card title={say('chargeRules.title')}>
      <div className="form">
        <p className="operators-none">{say('chargeRules.lead')}</p>
        {rules.error && <FailureNotice failure={failureOf(rules.error)} onRetry={() => void rules.refetch()} />}
        {rules.data && <RulesForm kept={rules.data} />}
      </div>
    </Card>
  );
}
