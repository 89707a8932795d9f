/** How each form of the settings ends: what went wrong, that it is saved, and the button that saves, with the reason where it may not. */
import { Button } from '@mantine/core';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { FailureNotice, Note } from '../../ui/notices';

interface Props {
  save: { isPending: boolean; isSuccess: boolean; error: Error | null };
  /** Why this operator may not change it. */
  refusal: string | null;
  /** False while what is filled in cannot be saved; the field says why. */
  isSound?: boolean;
  label?: string;
}

export function SaveLine({ save, refusal, isSound = true, label }: Props) {
  const { say } = useWords();
  return (
    <>
      {save.error && <FailureNotice failure={failureOf(save.error)} />}
      <div role="status">{save.isSuccess && <Note tone="green">{say('settings.saved')}</Note>}</div>
      <div className="dialog-actions">
        {refusal !== null && <span className="soft">{refusal}</span>}
        <Button type="submit" loading={save.isPending} disabled={refusal !== null || !isSound}>
          {label ?? say('settings.save')}
        </Button>
      </div>
    </>
  );
}
