/** One's own passphrase, and the PIN that approvals ask for. Both take the passphrase of now. */
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { SHORTEST_PASSPHRASE } from '../../main/kernel/operator';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { FailureNotice, Note } from '../ui/notices';
import { useFocusWhen } from '../ui/use-focus-when';

function useDeed() {
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (deed: () => Promise<unknown>, after: () => void) => {
    setBusy(true);
    setFailure(null);
    setDone(false);
    try {
      await deed();
      setDone(true);
      after();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { failure, done, busy, run };
}

interface SecretProps {
  label: string;
  description?: string;
  value: string;
  onText(text: string): void;
  onKeyDown?(event: KeyboardEvent): void;
  ref?: RefObject<HTMLInputElement | null>;
}

function Secret({ label, description, value, onText, ...more }: SecretProps) {
  return (
    <PasswordInput
      {...more}
      label={label}
      description={description}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      maxLength={200}
      autoComplete="off"
    />
  );
}

export function OwnSecrets({ hasPin }: { hasPin: boolean }) {
  const { say } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [to, setTo] = useState('');
  const [pin, setPin] = useState('');
  const { failure, done, busy, run } = useDeed();
  const empty = () => {
    setPassphrase('');
    setTo('');
    setPin('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => api.operators.changePassphrase({ passphrase, to }), empty);
  };
  const isPin = /^\d{4,12}$/.test(pin);
  const setOwnPin = (value: string | null) => void run(() => api.operators.setPin({ passphrase, pin: value }), empty);
  // Of two deeds in one form Enter means that of its field.
  const enterPin = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (passphrase !== '' && isPin && !busy) setOwnPin(pin);
  };
  // It comes later than its dialog.
  const first = useFocusWhen<HTMLInputElement>(true);
  const pinHint = `${say(hasPin ? 'operators.pinIs' : 'operators.pinNone')} ${say('operators.pinHint')}`;
  return (
    <form className="form" onSubmit={submit}>
      <Secret label={say('operators.ownNow')} value={passphrase} onText={setPassphrase} ref={first} />
      <Secret label={say('operators.ownNew')} value={to} onText={setTo} />
      <div className="dialog-actions">
        <Button type="submit" disabled={passphrase === '' || to.length < SHORTEST_PASSPHRASE || busy}>
          {say('operators.ownChange')}
        </Button>
      </div>
      <Secret label={say('operators.pin')} description={pinHint} value={pin} onText={setPin} onKeyDown={enterPin} />
      {failure && <FailureNotice failure={failure} />}
      <div role="status">{done && <Note tone="green">{say('operators.saved')}</Note>}</div>
      <div className="dialog-actions">
        {hasPin && (
          <Button disabled={passphrase === '' || busy} onClick={() => setOwnPin(null)}>
            {say('operators.pinClear')}
          </Button>
        )}
        <Button disabled={passphrase === '' || !isPin || busy} onClick={() => setOwnPin(pin)}>
          {say('operators.pinSet')}
        </Button>
      </div>
    </form>
  );
}
