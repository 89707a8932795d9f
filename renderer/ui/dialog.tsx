/** A dialog: Mantine's, with a head of our own, and its close button named in the operator's language. */
import { Modal } from '@mantine/core';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useWords } from '../locales/words';
import { isOnNothing, toScreen, useKeysStay } from './use-keys-stay';

export interface DialogProps {
  opened: boolean;
  onClose(): void;
  title: string;
  /** Pixels. */
  width?: number;
  children: ReactNode;
}

/** By then a dialog that fades away is gone, and Mantine has given the keys back, where it does. */
const GIVEN_BACK_MS = 200;

/**
 * The keys go back to where they were. Mantine does it where a dialog stays, is opened later and closed; those that are there only
 * while they are open, or come open, left the keys on nothing.
 */
function useGiveBack(opened: boolean, content: RefObject<HTMLElement | null>): void {
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => {
    if (!opened) return;
    return () => {
      const isNowhere = isOnNothing() || content.current?.contains(document.activeElement);
      if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      // What it was opened from can be gone by then: a row that was dealt with, the palette.
      setTimeout(toScreen, GIVEN_BACK_MS);
    };
  }, [before, content, opened]);
}

/** The dialogs that are open, the last one on top. */
const stack: symbol[] = [];

/** Which one was on top when the key went down: while the key closes it, the one below hears of the same key. Null: no key. */
let topForKey: symbol | null | undefined = null;
const noKey = () => {
  topForKey = null;
};
window.addEventListener('keydown', () => (topForKey = stack.at(-1)), { capture: true });
for (const pointed of ['pointerdown', 'click']) window.addEventListener(pointed, noKey, { capture: true });

/** Each listens for Escape by itself: only the one on top may take it. */
function useOnTop(opened: boolean): () => boolean {
  const [own] = useState(() => Symbol('dialog'));
  useLayoutEffect(() => {
    if (!opened) return;
    stack.push(own);
    return () => void stack.splice(stack.indexOf(own), 1);
  }, [opened, own]);
  return () => (topForKey === null ? stack.at(-1) : topForKey) === own;
}

/** Enter begins a line where several can be written, so Ctrl and Enter send the form, as its button would; from every field, not to be learnt twice. */
function sendFromField(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const { target } = event;
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return;
  const button = target.form?.querySelector('button[type="submit"]:not(:disabled)');
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  target.form?.requestSubmit(button);
}

export function Dialog({ opened, onClose, title, width = 460, children }: DialogProps) {
  const { say } = useWords();
  const place = useKeysStay();
  const content = useRef<HTMLDivElement>(null);
  useGiveBack(opened, content);
  const isOnTop = useOnTop(opened);
  return (
    <Modal.Root opened={opened} onClose={() => isOnTop() && onClose()} size={width} centered>
      <Modal.Overlay />
      <Modal.Content ref={content}>
        <div className="sheet-dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('notice.close')} />
        </div>
        <Modal.Body ref={place} onKeyDown={sendFromField}>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
