/** Who are you: the whole window while nobody is signed in, and the same form in a dialog to switch operators. */
import { Button, PasswordInput, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SessionState } from '../../main/features/operators/contract';
import { useWords } from '../locales/words';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { useOperatorDeeds } from '../rpc/operator-session';
import { IconSlip } from '../ui/icons';
import { FailureNotice } from '../ui/notices';
import { BookMenu } from './book-menu';
import { offeredOperator } from './offered-operator';

interface SignInFormProps {
  session: SessionState;
  /** Who is offered first. */
  first: string;
  deed: string;
  onDone(): void;
}

export function SignInForm({ session, first, deed, onDone }: SignInFormProps) {
  const { say } = useWords();
  const { signIn } = useOperatorDeeds();
  const [name, setName] = useState(first || (session.names[0]?.name ?? ''));
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await signIn(name, passphrase);
      onDone();
    } catch (error) {
      setFailure(failureOf(error));
      setPassphrase('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="form sign-in-form" onSubmit={submit}>
      <Select
        label={say('operators.who')}
        data={session.names.map((each) => ({ value: each.name, label: `${each.name} · ${say(`role.${each.role}`)}` }))}
        value={name}
        onChange={(value) => setName(value ?? '')}
        allowDeselect={false}
      />
      <PasswordInput
        label={say('operators.passphrase')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        autoFocus
      />
      {session.demoPassphrase !== null && (
        <p className="sign-in-hint">{say('operators.demoHint', { passphrase: session.demoPassphrase })}</p>
      )}
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button type="submit" variant="filled" loading={busy} disabled={passphrase === ''}>
          {deed}
        </Button>
      </div>
    </form>
  );
}

export function SignInScreen({ session }: { session: SessionState }) {
  const { say } = useWords();
  const { book, last } = session;
  return (
    <main className="whole-window sign-in">
      <span className="brand-mark">
        <IconSlip size={34} />
      </span>
      <h1>{last === null ? say('operators.signInTitle', { book }) : say('operators.lockedTitle', { book })}</h1>
      <div className="sign-in-sheet">
        <SignInForm
          session={session}
          first={last ?? offeredOperator(session.names, null, null)}
          deed={say('operators.signIn')}
          onDone={() => {}}
        />
      </div>
      <div className="sign-in-foot">
        <BookMenu info={{ name: say('operators.otherBook') }} />
      </div>
    </main>
  );
}
