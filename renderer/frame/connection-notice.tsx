/** Says when the engine is away, starting again, or out of reach; what is on screen stays meanwhile. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../locales/words';
import { tryEngineAgain } from '../rpc/client';
import { useConnection } from '../rpc/use-connection';
import { IconSlip } from '../ui/icons';
import { FailureNotice } from '../ui/notices';

/** A book that is open sooner needs no word about it. */
const OPENING_WORD_MS = 5000;
/** After this many attempts the shell itself is taken to be gone. */
const LONG_GONE = 6;

function useIsLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), OPENING_WORD_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && late;
}

/** A slim line over the screen. */
export function ConnectionNotice() {
  const { say } = useWords();
  const { phase, attempts } = useConnection();
  const isLate = useIsLate(phase === 'connecting');
  if (phase !== 'broken' && phase !== 'restarting' && !isLate) return null;
  const gone = phase === 'broken' && attempts > LONG_GONE;
  const words = isLate ? 'window.opening' : phase === 'restarting' ? 'window.restarting' : 'window.broken';
  return (
    <div role="status" className={gone ? 'away-line away-gone' : 'away-line'}>
      <span className="dot dot-running" aria-hidden="true" />
      {say(gone ? 'window.gone' : words)}
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
