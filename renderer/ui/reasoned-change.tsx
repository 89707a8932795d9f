/** A deed on many items that takes a reason: looked at again whenever the reason has settled, and made with it. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import type { Deed } from '../../main/features/changes/contract';
import { ChangeDialog } from './change-dialog';

interface ReasonedChangeProps {
  title: string;
  ids: readonly string[];
  /** What the reason is called. */
  label: string;
  deedOf(reason: string): Deed | null;
  /** What else is chosen. */
  children?: ReactNode;
  onDone(): void;
  onClose(): void;
}

export function ReasonedChange({ title, ids, label, deedOf, children, onDone, onClose }: ReasonedChangeProps) {
  const [text, setText] = useState('');
  const reason = text.trim();
  const [settled] = useDebouncedValue(reason, 250);
  const made = settled === '' ? null : deedOf(settled);
  const key = JSON.stringify(made);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the deed's meaning
  const deed = useMemo(() => made, [key]);
  return (
    <ChangeDialog title={title} ids={ids} deed={settled === reason ? deed : null} onDone={onDone} onClose={onClose}>
      {children}
      <TextInput
        label={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={500}
        autoComplete="off"
        required
        data-autofocus
      />
    </ChangeDialog>
  );
}
