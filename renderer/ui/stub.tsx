/** The counterfoil: the drawer that opens a row, behind a perforated edge. Beside the table; over it when narrow. */
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useWords } from '../locales/words';

export interface StubProps {
  /** Read aloud: what it shows. */
  label: string;
  /** The first line: a status, a kind. */
  head: ReactNode;
  onClose(): void;
  /** To the row before and after, where there is a list. */
  onStep?(places: 1 | -1): void;
  children: ReactNode;
}

export function Stub({ label, head, onClose, onStep, children }: StubProps) {
  const { say } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row begins at its top
  useEffect(() => {
    const element = panel.current;
    if (element) element.scrollTop = 0;
  }, [label]);
  useLayoutEffect(
    () => () => {
      // Closed while the keyboard was in it: back to where it was opened from.
      if (!panel.current?.contains(document.activeElement)) return;
      const cell = document.querySelector('[role="grid"] [data-cell][tabindex="0"]');
      if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <section className="stub" aria-label={label}>
      <div className="stub-sheet" ref={panel}>
        <div className="stub-head">
          {head}
          <div className="stub-keys">
            {onStep && (
              <>
                <button type="button" className="key-button" onClick={() => onStep(-1)} aria-label={say('stub.before')}>
                  <IconChevronUp size={12} aria-hidden="true" />
                  <kbd>K</kbd>
                </button>
                <button type="button" className="key-button" onClick={() => onStep(1)} aria-label={say('stub.after')}>
                  <IconChevronDown size={12} aria-hidden="true" />
                  <kbd>J</kbd>
                </button>
              </>
            )}
            <button type="button" className="quiet-button" onClick={onClose} aria-label={say('stub.close')}>
              <IconX size={15} aria-hidden="true" />
            </button>
          </div>
        </div>
        {children}
      </div>
    </section>
  );
}

export function StubSection(props: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="stub-section">
      <div className="stub-section-head">
        <h3>{props.title}</h3>
        {props.action}
      </div>
      {props.children}
    </div>
  );
}
