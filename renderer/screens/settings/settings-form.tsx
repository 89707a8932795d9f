/** Each form of the settings: its fields, closed to whom may not change them, what went wrong, that it is saved, and the button that saves. */
import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { FailureNotice, Note } from '../../ui/notices';

interface Props {
  onSubmit(event: FormEvent): void;
  save: { isPending: boolean; isSuccess: boolean; error: Error | null };
  /** Why this operator may not change it. */
  refusal: string | null;
  /** False while what is filled in cannot be saved; the field says why. */
  isSound?: boolean;
  label?: string;
  /** Beside that of every form. */
  className?: string;
  children: ReactNode;
}

export function SettingsForm({ onSubmit, save, refusal, isSound = true, label, className, children }: Props) {
  const { say } = useWords();
  return (
    <form className={className ? `form ${className}` : 'form'} onSubmit={onSubmit}>
      <fieldset className="settings-fields" disabled={refusal !== null}>
        {children}
      </fieldset>
      {save.error && <FailureNotice failure={failureOf(save.error)} />}
      <div role="status">{save.isSuccess && <Note tone="green">{say('settings.saved')}</Note>}</div>
      <div className="dialog-actions">
        {refusal !== null && <span className="soft">{refusal}</span>}
        <Button type="submit" loading={save.isPending} disabled={refusal !== null || !isSound}>
          {label ?? say('settings.save')}
        </Button>
      </div>
    </form>
  );
}
