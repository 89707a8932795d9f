/** Chooses a customer by name or e-mail; the book is asked while one types. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';

const OFFERED = 20;

interface CustomerFieldProps {
  value: { id: string; name: string } | null;
  onChange(next: { id: string; name: string } | null): void;
}

export function CustomerField({ value, onChange }: CustomerFieldProps) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 120);
  // What stands in the field after a choice is no search.
  const wanted = settled === value?.name ? '' : settled;
  const found = useQuery({
    queryKey: ['customers', 'field', wanted],
    queryFn: ({ signal }) =>
      api.customers.page(
        {
          filter: wanted === '' ? {} : { text: wanted },
          sort: { column: 'name', direction: 'asc' },
          limit: OFFERED,
        },
        { signal },
      ),
  });
  // Only what answers the text as it stands: an arrow and Enter must never take somebody of an earlier list.
  const isLooking = found.isPending || (text.trim() !== settled && text !== value?.name);
  const offered = (isLooking ? [] : (found.data?.rows ?? [])).map((row) => ({
    value: row.id,
    label: row.name || row.email || say('customers.unnamed'),
  }));
  const chosen =
    value && !offered.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }] : [];
  return (
    <Select
      label={say('taking.customer')}
      placeholder={say('taking.customerHint')}
      data={[...chosen, ...offered]}
      value={value?.id ?? null}
      onChange={(id) => {
        const found = offered.find((one) => one.value === id);
        onChange(found ? { id: found.value, name: found.label } : null);
      }}
      searchable
      openOnFocus={false}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={say(isLooking ? 'taking.looking' : 'taking.nobody')}
      maxDropdownHeight={220}
      required
      data-autofocus
    />
  );
}
