/** Chooses a customer by name or e-mail; the book is asked while one types, and Enter takes the first that it names. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';

const OFFERED = 20;

interface CustomerFieldProps {
  value: { id: string; name: string } | null;
  onChange(next: { id: string; name: string } | null): void;
  /** The keys begin here when its dialog opens. */
  isFirst?: boolean;
}

type Offer = { value: string; label: string };

/** Enter without an arrow before it takes the first; pressed while the book is asked, it waits for the answer to what was typed. */
function useFirstByEnter(isTyped: boolean, isLooking: boolean, first: Offer | undefined, take: (one: Offer) => void) {
  const [entered, setEntered] = useState(false);
  useEffect(() => {
    if (!entered || isLooking) return;
    setEntered(false);
    if (first) take(first);
  });
  return {
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      const pointed = event.currentTarget.getAttribute('aria-activedescendant');
      if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !isTyped || pointed) return;
      event.preventDefault();
      setEntered(true);
    },
    forget: () => setEntered(false),
  };
}

function Offered({ option, isFirst }: { option: Offer; isFirst: boolean }) {
  return (
    <span className="customer-offer">
      <bdi>{option.label}</bdi>
      {isFirst && (
        <span aria-hidden="true">
          <kbd>↵</kbd>
        </span>
      )}
    </span>
  );
}

function useFitting(text: string) {
  return useQuery({
    queryKey: ['customers', 'field', text],
    queryFn: ({ signal }) =>
      api.customers.page(
        { filter: text === '' ? {} : { text }, sort: { column: 'name', direction: 'asc' }, limit: OFFERED },
        { signal },
      ),
  });
}

export function CustomerField({ value, onChange, isFirst = true }: CustomerFieldProps) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [settled] = useDebouncedValue(text.trim(), 120);
  // What stands in the field after a choice is no search.
  const wanted = settled === value?.name ? '' : settled;
  const found = useFitting(wanted);
  // Only what answers the text as it stands: an arrow and Enter must never take somebody of an earlier list.
  const isLooking = found.isPending || (text.trim() !== settled && text !== value?.name);
  const offered = (isLooking ? [] : (found.data?.rows ?? [])).map((row) => ({
    value: row.id,
    label: row.name || row.email || say('customers.unnamed'),
  }));
  const chosen =
    value && !offered.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }] : [];
  const isTyped = text.trim() !== '' && text !== value?.name;
  const enter = useFirstByEnter(isTyped, isLooking, offered[0], (one) => {
    onChange({ id: one.value, name: one.label });
    setText(one.label);
    setOpen(false);
  });
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
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      searchValue={text}
      onSearchChange={(next) => {
        enter.forget();
        setText(next);
      }}
      onKeyDown={enter.onKeyDown}
      renderOption={({ option }) => <Offered option={option} isFirst={isTyped && option.value === offered[0]?.value} />}
      filter={({ options }) => options}
      nothingFoundMessage={say(isLooking ? 'taking.looking' : 'taking.nobody')}
      maxDropdownHeight={220}
      required
      {...(isFirst ? { 'data-autofocus': true } : {})}
    />
  );
}
