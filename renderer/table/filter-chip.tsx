/** A filter as a chip: dashed while it lets everything through, filled with green when set. */
import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useWords } from '../locales/words';

export interface FilterChipProps {
  name: string;
  /** What it is set to, in few words; null when it is not. */
  value: string | null;
  onClear(): void;
  /** Given the way to close the little window. */
  children(close: () => void): ReactNode;
}

export function FilterChip({ name, value, onClear, children }: FilterChipProps) {
  const { say } = useWords();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (value !== null && (event.key === 'Delete' || event.key === 'Backspace')) onClear();
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start">
      <Popover.Target>
        <button
          type="button"
          className={value === null ? 'chip' : 'chip chip-set'}
          onClick={() => setOpened(!opened)}
          onKeyDown={onKeyDown}
        >
          {value ?? name}
          {value !== null && <span className="aloud">, {name}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="filter-window">
        {children(close)}
        {value !== null && (
          <button
            type="button"
            className="text-button filter-clear"
            onClick={() => {
              onClear();
              close();
            }}
          >
            {say('filter.clear')}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A filter that is on or off. */
export function ToggleChip(props: { name: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <button
      type="button"
      className={props.on ? 'chip chip-set' : 'chip'}
      aria-pressed={props.on}
      onClick={() => props.onChange(!props.on)}
    >
      {props.name}
    </button>
  );
}
