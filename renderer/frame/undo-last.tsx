/** Ctrl+Z, anywhere but in a field: asks whether one's own last change, a single one or a set, is taken back. */
import { useEffect, useState } from 'react';
import { api } from '../rpc/client';
import { useRefusal } from '../rpc/operator-session';
import { useAskedDeed } from '../ui/asked-deed';
import { UndoDialog } from '../ui/undo-dialog';
import { UndoOne } from '../ui/undo-one';
import { isTyping } from '../ui/use-key';

export function UndoLast() {
  const [last, setLast] = useState<Awaited<ReturnType<typeof api.changes.lastOwn>>>(null);
  const mayNot = useRefusal('changes.undo') !== null;
  // Nothing of one's own is there to take back, or the engine is away, which the window says by itself.
  const [look] = useState(() => () => void api.changes.lastOwn().then(setLast, () => {}));
  useAskedDeed('undo', mayNot ? null : look);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!isUndo || mayNot || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      look();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [mayNot, look]);
  const close = () => setLast(null);
  if (!last) return null;
  return last.set ? <UndoDialog set={last.set} onClose={close} /> : <UndoOne change={last} onClose={close} />;
}
