/** The filters that tables share: choices, amounts, and the text that is looked for. */
import { Checkbox, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useWords } from '../locales/words';
import { readAmount } from './amount-input';
import { FilterChip } from './filter-chip';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

export interface ChoiceFilterProps<Value extends string> {
  name: string;
  choices: readonly Choice<Value>[];
  chosen: readonly Value[];
  onChange(chosen: readonly Value[]): void;
}

/** Any of some. */
export function ChoiceFilter<Value extends string>({ name, choices, chosen, onChange }: ChoiceFilterProps<Value>) {
  const { say } = useWords();
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const first = labels[0] ?? chosen[0];
  const value =
    first === undefined ? null : chosen.length === 1 ? first : say('filter.more', { first, count: chosen.length - 1 });
  const toggle = (choice: Value) =>
    onChange(chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice]);
  return (
    <FilterChip name={name} value={value} onClear={() => onChange([])}>
      {() => (
        <fieldset className="choice-list">
          <legend className="aloud">{name}</legend>
          {choices.length === 0 && <p className="soft">{say('filter.nothing')}</p>}
          {choices.map((choice) => (
            <Checkbox
              key={choice.value}
              label={choice.label}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
          ))}
        </fieldset>
      )}
    </FilterChip>
  );
}

export interface AmountRange {
  /** Plain decimal text, or undefined. */
  min: string | undefined;
  max: string | undefined;
}

function AmountField(props: { label: string; value: string | undefined; onChange(value: string | undefined): void }) {
  const { say, money, language } = useWords();
  const [text, setText] = useState(() => money(props.value ?? '', ''));
  const read = readAmount(text, language);
  const commit = () => {
    if (read !== null) props.onChange(read === '' ? undefined : read);
  };
  return (
    <TextInput
      label={props.label}
      value={text}
      inputMode="decimal"
      error={read === null ? say('filter.notAnAmount', { example: money('1234.5', '') }) : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** From and to, in major units of each row's own currency. */
export function AmountFilter(props: { name: string; range: AmountRange; onChange(range: AmountRange): void }) {
  const { say, money } = useWords();
  const { min, max } = props.range;
  const shown = (amount: string) => money(amount, '');
  const value =
    min !== undefined && max !== undefined
      ? say('filter.between', { min: shown(min), max: shown(max) })
      : min !== undefined
        ? say('filter.atLeast', { min: shown(min) })
        : max !== undefined
          ? say('filter.atMost', { max: shown(max) })
          : null;
  return (
    <FilterChip name={props.name} value={value} onClear={() => props.onChange({ min: undefined, max: undefined })}>
      {() => (
        <div className="amount-fields">
          <AmountField label={say('filter.min')} value={min} onChange={(next) => props.onChange({ min: next, max })} />
          <AmountField label={say('filter.max')} value={max} onChange={(next) => props.onChange({ min, max: next })} />
        </div>
      )}
    </FilterChip>
  );
}

const TYPING_MS = 160;

export interface FindFieldProps {
  label: string;
  value: string;
  onChange(text: string): void;
  field: RefObject<HTMLInputElement | null>;
}

/** From the field to the list that it narrows: its active cell, if it has a row. */
function toRows(field: Element): void {
  const cell = field.closest('main')?.querySelector('[role="grid"] [data-row]:not([data-row="-1"]) [tabindex="0"]');
  if (cell instanceof HTMLElement) cell.focus();
}

/**
 * The text of a filter: applied a moment after the last key. Enter and the arrow down go on to the rows; Esc empties it, and
 * leaves it when it is empty.
 */
export function FindField({ label, value, onChange, field }: FindFieldProps) {
  const { say } = useWords();
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  const apply = () => {
    if (text === told.current) return;
    told.current = text;
    onChange(text);
  };
  return (
    <search className="find">
      <IconSearch size={14} stroke={1.8} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        className="find-input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || !['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
          event.preventDefault();
          if (event.key !== 'Escape') {
            apply();
            toRows(event.currentTarget);
          } else if (text === '') event.currentTarget.blur();
          else setText('');
        }}
      />
      {text === '' ? (
        <kbd>/</kbd>
      ) : (
        <button type="button" className="quiet-button" onClick={() => setText('')} aria-label={say('filter.clear')}>
          <IconX size={12} aria-hidden="true" />
        </button>
      )}
    </search>
  );
}
