/** *Import…* on the head of a screen, with the dialog that it opens. */
import { lazy, Suspense, useState } from 'react';
import type { ImportKind } from '../../main/kernel/import-field';
import { useWords } from '../locales/words';
import { useRefusal } from '../rpc/operator-session';
import { useAskedDeed } from '../ui/asked-deed';
import { RightButton } from '../ui/right-button';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog')).ImportDialog }));

/** `others`: what else a file from here may have; a person chooses. */
export function ImportButton({ kind, others = [] }: { kind: ImportKind; others?: readonly ImportKind[] }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const mayStore = useRefusal('imports.store') === null;
  useAskedDeed(`import-${kind}`, mayStore ? () => setOpen(true) : null);
  return (
    <>
      <RightButton to="imports.store" onClick={() => setOpen(true)}>
        {say('importing.button')}
      </RightButton>
      {open && (
        <Suspense fallback={null}>
          <ImportDialog kinds={[kind, ...others]} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
