/** How payments are taken in a currency: the limits, the usual amounts, and the account that bank transfers go to. */
import { Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TakeOptions } from '../../../main/features/taking/contract';
import { currencies } from '../../../main/kernel/currency';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { readAmount } from '../../table/amount-input';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

const fields = ['min', 'max', 'presets', 'holder', 'iban', 'bic', 'bank'] as const;
type Field = (typeof fields)[number];
type Filled = Readonly<Record<Field, string>>;

const MOST: Readonly<Record<Field, number>> = {
  ...{ min: 40, max: 40, presets: 200 },
  ...{ holder: 140, iban: 42, bic: 11, bank: 140 },
};

/** Amounts are written one behind the other with this between them: a comma may be part of one. */
const BETWEEN = ' · ';

function useFilled(options: TakeOptions) {
  const { money, language } = useWords();
  const { currency, bank } = options;
  const shown = (amount: string) => money(amount, currency);
  const [filled, setFilled] = useState<Filled>({
    min: shown(options.min),
    max: shown(options.max),
    presets: options.presets.map(shown).join(BETWEEN),
    ...{ holder: bank?.holder ?? '', iban: bank?.iban ?? '', bic: bank?.bic ?? '', bank: bank?.bank ?? '' },
  });
  /** What cannot be read goes as it is, and the book says what is wrong with it. */
  const read = (text: string) => readAmount(text, language, currency) ?? text;
  const wanted = (): TakeOptions => {
    const { holder, iban, bic } = filled;
    const hasBank = [holder, iban, bic, filled.bank].some((text) => text.trim() !== '');
    return {
      currency,
      ...{ min: read(filled.min), max: read(filled.max) },
      presets: filled.presets
        .split(/[·;]/)
        .map((text) => text.trim())
        .filter(Boolean)
        .map(read),
      bank: hasBank ? { holder: holder.trim(), iban: iban.trim(), bic: bic.trim(), bank: filled.bank.trim() } : null,
    };
  };
  const change = (field: Field, text: string) => setFilled({ ...filled, [field]: text });
  return { filled, change, wanted };
}

function Form({ options }: { options: TakeOptions }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const refusal = useRefusal('taking.setOptions');
  const { filled, change, wanted } = useFilled(options);
  const save = useMutation({
    mutationFn: () => api.taking.setOptions(wanted()),
    onSuccess: (saved) => queries.setQueryData(['book', 'taking', saved.currency], saved),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal}>
      <div className="taking-fields">
        {fields.map((field) => (
          <TextInput
            key={field}
            className={`taking-field-${field}`}
            label={say(`takingField.${field}`)}
            value={filled[field]}
            onChange={(event) => {
              save.reset();
              change(field, event.currentTarget.value);
            }}
            maxLength={MOST[field]}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
      </div>
    </SettingsForm>
  );
}

export function TakingCard() {
  const { say } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const choices = useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  });
  const currency = chosen ?? choices.data?.currencies[0] ?? 'USD';
  const options = useQuery({
    queryKey: ['book', 'taking', currency],
    queryFn: ({ signal }) => api.taking.options({ currency }, { signal }),
  });
  return (
    <Card title={say('settings.taking')}>
      <div className="form">
        <Select
          label={say('taking.currency')}
          data={[...currencies]}
          value={currency}
          onChange={setChosen}
          searchable
          limit={60}
          allowDeselect={false}
        />
        {options.error && <FailureNotice failure={failureOf(options.error)} onRetry={() => void options.refetch()} />}
        {options.data && <Form key={currency} options={options.data} />}
      </div>
    </Card>
  );
}
