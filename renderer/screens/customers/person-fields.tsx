/** The data of a customer or payer, as it is typed: name, how to reach it, address, language, tax number. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PersonFields } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { countries, languages } from '../../ui/place-names';

const MOST_LINES = 8;

/** What is typed; nothing is `''` here and null in the book. */
export interface Typed {
  name: string;
  email: string;
  phone: string;
  /** One line each. */
  address: string;
  country: string | null;
  language: string | null;
  taxId: string;
}

export const nobody: Typed = { name: '', email: '', phone: '', address: '', country: null, language: null, taxId: '' };

export function typedOf({ name, email, phone, address, country, language, taxId }: PersonFields): Typed {
  return {
    ...{ name, country, language },
    ...{ email: email ?? '', phone: phone ?? '', address: address.join('\n'), taxId: taxId ?? '' },
  };
}

const orNull = (text: string) => text.trim() || null;

export function personOf(typed: Typed): PersonFields {
  const lines = typed.address.split('\n').map((line) => line.trim());
  return {
    ...{ name: typed.name.trim(), email: orNull(typed.email), phone: orNull(typed.phone) },
    address: lines.filter(Boolean).slice(0, MOST_LINES),
    ...{ country: typed.country, language: typed.language, taxId: orNull(typed.taxId) },
  };
}

/** As the address field of a browser sees it; the book checks it again. */
const isEmail = (text: string) => text.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

export function usePerson(before: Typed) {
  const [typed, setTyped] = useState(before);
  const change = (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part }));
  return { typed, change, ready: typed.name.trim() !== '' && isEmail(typed.email) };
}

export function PersonFieldset({ typed, change }: { typed: Typed; change(part: Partial<Typed>): void }) {
  const { say, language } = useWords();
  const places = useMemo(() => countries(language), [language]);
  const tongues = useMemo(() => languages(language, typed.language), [language, typed.language]);
  const text = (field: 'name' | 'email' | 'phone' | 'taxId', most: number) => ({
    value: typed[field],
    maxLength: most,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput label={say('customers.name')} required data-autofocus {...text('name', 200)} />
      <div className="form-pair">
        <TextInput
          label={say('customers.email')}
          type="email"
          error={isEmail(typed.email) ? undefined : say('customerDesk.emailOdd')}
          {...text('email', 254)}
        />
        <TextInput label={say('customers.phone')} {...text('phone', 40)} />
      </div>
      <Textarea
        label={say('customers.address')}
        value={typed.address}
        maxLength={800}
        autosize
        minRows={2}
        maxRows={MOST_LINES}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      <div className="form-pair">
        <Select
          label={say('customers.country')}
          data={places}
          value={typed.country}
          onChange={(country) => change({ country })}
          searchable
          clearable
        />
        <Select
          label={say('customers.language')}
          data={tongues}
          value={typed.language}
          onChange={(tongue) => change({ language: tongue })}
          searchable
          clearable
        />
      </div>
      <TextInput label={say('customerDesk.taxId')} {...text('taxId', 40)} />
    </>
  );
}
