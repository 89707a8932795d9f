/** Another saved method of the same payer for this invoice, and whether it is charged at once. */
import { Button, Checkbox, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { FailedCharge } from '../../../main/features/charges/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { type Said, useAfter, useCharged } from './said';

interface SwitchDialogProps {
  charge: FailedCharge;
  nameOf(gateway: string): string;
  onSaid(said: Said): void;
  onClose(): void;
}

/** Both requests belong to this dialog: pressed twice they are done once. */
function useSwitch({ charge, onSaid, onClose }: SwitchDialogProps) {
  const { say } = useWords();
  const charged = useCharged(charge);
  const after = useAfter();
  const { id, number } = charge;
  const [requests] = useState(() => ({ change: newId(), charge: newId() }));
  const [declined, setDeclined] = useState<Said | null>(null);
  const doing = useMutation({
    // The method itself, not its key: once it is the invoice's own it is no longer among the others.
    mutationFn: async ({ method, now }: { method: FailedCharge['others'][number]; now: boolean }) => {
      await api.charges.switch({ request: requests.change, id, method: method.id });
      return now ? api.charges.retry({ request: requests.charge, id }) : null;
    },
    onSuccess: (retried, { method: { label, next } }) => {
      const said: Said = retried
        ? charged(retried, label)
        : {
            tone: next.nextAt === null ? 'amber' : 'green',
            text: `${say('charges.switched', { number, method: label })} ${after(next)}`,
          };
      if (retried?.status === 'Cancelled') return setDeclined(said);
      onSaid(said);
      onClose();
    },
  });
  return { doing, declined };
}

export function SwitchDialog(props: SwitchDialogProps) {
  const { say, money } = useWords();
  const { charge, nameOf, onClose } = props;
  const { others, open } = charge;
  const [chosen, setChosen] = useState(others[0]?.id ?? '');
  const [now, setNow] = useState(true);
  const { doing, declined } = useSwitch(props);
  const after = useAfter();
  const method = others.find(({ id }) => id === chosen);
  const isDone = declined !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (method && !doing.isPending && !isDone) doing.mutate({ method, now });
  };
  const amount = `${money(open.amount, open.currency)} ${open.currency}`;
  return (
    <Dialog opened onClose={onClose} title={say('charges.switch')}>
      <form className="form" onSubmit={submit}>
        <Radio.Group label={say('charges.switchTo')} value={chosen} onChange={setChosen}>
          <div className="charge-methods">
            {others.map((each, n) => (
              <Radio
                key={each.id}
                value={each.id}
                label={`${each.label || nameOf(each.gateway)} · ${nameOf(each.gateway)}`}
                description={each.consent ? undefined : say('charges.noConsent')}
                data-autofocus={n === 0 || undefined}
              />
            ))}
          </div>
        </Radio.Group>
        <Checkbox
          label={say('charges.switchNow')}
          checked={now}
          onChange={(event) => setNow(event.currentTarget.checked)}
        />
        <ul className="consequences">
          {now && <li>{say('charges.switchCharge', { amount, method: method?.label ?? '' })}</li>}
          {method && !method.consent && <li>{say('charges.switchConsent')}</li>}
          {!now && method?.consent && <li>{after(method.next)}</li>}
        </ul>
        {doing.error && <FailureNotice failure={failureOf(doing.error)} />}
        <div role="status">{declined && <Note tone={declined.tone}>{declined.text}</Note>}</div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{say(isDone ? 'notice.close' : 'notice.cancel')}</Button>
          {!isDone && (
            <Button type="submit" variant="filled" loading={doing.isPending} disabled={!method}>
              {say('charges.switch')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
