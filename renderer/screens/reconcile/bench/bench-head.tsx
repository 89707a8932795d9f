/** The head of a side of the workbench: its name, and the search in it with its key. */
import { TextInput } from '@mantine/core';
import type { RefObject } from 'react';

interface BenchHeadProps {
  title: string;
  /** What the search is for. */
  label: string;
  hotkey: string;
  search: string;
  field: RefObject<HTMLInputElement | null>;
  onSearch(text: string): void;
}

export function BenchHead({ title, label, hotkey, search, field, onSearch }: BenchHeadProps) {
  return (
    <div className="bench-head">
      <h2>{title}</h2>
      <TextInput
        ref={field}
        className="bench-search"
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        placeholder={label}
        aria-label={label}
        maxLength={200}
        rightSection={<kbd>{hotkey}</kbd>}
      />
    </div>
  );
}
