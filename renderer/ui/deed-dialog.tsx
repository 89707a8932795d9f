/** A dialog for one deed of a person: what it takes, once by its request however often it is pressed, and what went wrong in place. */
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '../locales/words';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { useSession } from '../rpc/operator-session';
import { Dialog } from './dialog';
import { FailureNotice } from './notices';

interface DeedDialogProps {
  title: string;
  /** `request`: the same for every press of this dialog. */
  act(request: string): Promise<unknown>;
  onClose(): void;
  /** The button says it. */
  deed: string;
  disabled?: boolean;
  /** Nothing is to be filled in: its button has the focus. */
  isPlain?: boolean;
  width?: number;
  children: ReactNode;
}

export function DeedDialog({ title, act, onClose, deed, disabled = false, isPlain = false, ...rest }: DeedDialogProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const doing = useMutation({ mutationFn: () => act(request), onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!doing.isPending && !disabled) doing.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={title} {...(rest.width === undefined ? {} : { width: rest.width })}>
      <form className="form" onSubmit={submit}>
        {rest.children}
        {doing.error && <FailureNotice failure={failureOf(doing.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={doing.isPending}
            disabled={disabled}
            {...(isPlain ? { 'data-autofocus': true } : {})}
          >
            {deed}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** Why, or what there is to say. */
export function WordsField({ label, value, required = false, onChange }: FieldProps & { required?: boolean }) {
  return (
    <Textarea
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={500}
      autosize
      required={required}
      data-autofocus
    />
  );
}

/** The PIN of who is at the window; `isAsked` is false where that operator has none. */
export function usePin(): { isAsked: boolean; pin: string; setPin(pin: string): void; sent: { pin?: string } } {
  const isAsked = useSession()?.operator?.hasPin === true;
  const [pin, setPin] = useState('');
  return { isAsked, pin, setPin, sent: isAsked ? { pin } : {} };
}

export function PinField({ label, value, onChange }: FieldProps) {
  return (
    <PasswordInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={12}
      inputMode="numeric"
      autoComplete="off"
      data-autofocus
    />
  );
}
