/** Says when the engine is away, starting again, or out of reach; what is on screen stays meanwhile. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../locales/words';
import { tryEngineAgain } from '../rpc/client';
import { useConnection } from '../rpc/use-connection';
import { IconSlip } from '../ui/icons';
import { FailureNotice } from '../ui/notices';

/** After this many attempts the shell itself is taken to be gone. */
const LONG_GONE = 6;

/** A slim line over the screen. */
export function ConnectionNotice() {
  const { say } = useWords();
  const { phase, attempts } = useConnection();
  if (phase !== 'broken' && phase !== 'restarting') return null;
  const gone = phase === 'broken' && attempts > LONG_GONE;
  return (
    <div role="status" className={gone ? 'away-line away-gone' : 'away-line'}>
      <span className="dot dot-running" aria-hidden="true" />
      {say(gone ? 'window.gone' : phase === 'restarting' ? 'window.restarting' : 'window.broken')}
    </div>
  );
}

/** The whole window, when there is nothing behind it. */
export function WholeWindow({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="whole-window">
      <span className="brand-mark">
        <IconSlip size={34} />
      </span>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** Gives null while the window has an engine, or may yet get one. */
export function useWindowTrouble(): ReactNode {
  const { say } = useWords();
  const { phase, failure } = useConnection();
  if (phase === 'refused') {
    return (
      <WholeWindow title={say('window.refusedTitle')}>
        <p>{say('window.refused')}</p>
      </WholeWindow>
    );
  }
  if (phase === 'failed' && failure) {
    return (
      <WholeWindow title={say('window.failedTitle')}>
        <FailureNotice failure={failure}>
          <Button variant="filled" onClick={() => void tryEngineAgain('retry')}>
            {say('notice.retry')}
          </Button>
          <Button onClick={() => void tryEngineAgain('demo')}>{say('window.openDemo')}</Button>
        </FailureNotice>
      </WholeWindow>
    );
  }
  return null;
}
