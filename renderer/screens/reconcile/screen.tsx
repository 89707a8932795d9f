/** Reconcile: what the bank says, and what explains it. Its parts are tabs of one screen. */
import './reconcile.css';
import { Suspense, useEffect, useState } from 'react';
import { useWords } from '../../locales/words';
import { go, type Place } from '../../navigation';
import { useRefusal } from '../../rpc/operator-session';
import { useWaitingLines } from '../../rpc/waiting-lines';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { toScreen } from '../../ui/use-keys-stay';
import { Waiting } from '../../ui/waiting';
import { useExceptionCount } from './next-step';
import { ImportStatements } from './statements/import-statements';
import { useFileDrop } from './statements/use-file-drop';
import { type Part, parts } from './tabs';

/** A link that led to another part went with its own: the screen has the keys then. */
function useKeysAlong(part: string | undefined): void {
  useEffect(() => {
    if (part !== undefined) toScreen();
  }, [part]);
}

/** Undefined where nothing waits, or until it is known. */
function useCounts(): (part: Part) => number | undefined {
  const waiting = useWaitingLines();
  const exceptions = useExceptionCount();
  return ({ count }) => (count === undefined ? undefined : { ...waiting, exceptions }[count]) || undefined;
}

export function ReconcileScreen({ place }: { place: Place }) {
  const { say, count } = useWords();
  const countOf = useCounts();
  const part = parts.find(({ value }) => value === place.query.part) ?? parts[0];
  const [files, setFiles] = useState<readonly File[] | null>(null);
  const drop = useFileDrop(setFiles);
  const mayStore = useRefusal('statements.store') === null;
  useKey('i', () => mayStore && setFiles([]));
  useKeysAlong(part?.value);
  if (!part) return null;
  const Part = part.component;
  return (
    <Screen className="reconcile">
      <ScreenHead title={say('reconcile.title')}>
        <RightButton to="statements.store" onClick={() => setFiles([])}>
          {say('reconcile.import')}
        </RightButton>
      </ScreenHead>
      <nav className="parts-line" aria-label={say('reconcile.tabs')}>
        {parts.map((each) => {
          const { value, label } = each;
          const waiting = countOf(each);
          return (
            <button
              key={value}
              type="button"
              className="part-tab"
              aria-current={value === part.value ? 'page' : undefined}
              onClick={() => go({ screen: 'reconcile', id: null, query: { part: value } })}
            >
              {say(label)}
              {waiting !== undefined && <span className="tab-count"> {count(waiting)}</span>}
            </button>
          );
        })}
      </nav>
      <div className="reconcile-part" data-over={drop.isOver || undefined} {...drop.handlers}>
        <Suspense fallback={<Waiting />}>
          <Part place={place} />
        </Suspense>
      </div>
      {files !== null && <ImportStatements first={files} onClose={() => setFiles(null)} />}
    </Screen>
  );
}
