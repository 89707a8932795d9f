/** Ctrl+Z, anywhere but in a field: asks whether one's own last set of changes is taken back. */
import { useEffect, useState } from 'react';
import type { ChangeSet } from '../../main/features/changes/contract';
import { api } from '../rpc/client';
import { useRefusal } from '../rpc/operator-session';
import { UndoDialog } from '../ui/undo-dialog';
import { isTyping } from '../ui/use-key';

export function UndoLast() {
  const [set, setSet] = useState<ChangeSet | null>(null);
  const mayNot = useRefusal('changes.undo') !== null;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!isUndo || mayNot || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      // Nothing of one's own is there to take back, or the engine is away, which the window says by itself.
      void api.changes.last().then(setSet, () => {});
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [mayNot]);
  return set && <UndoDialog set={set} onClose={() => setSet(null)} />;
}
