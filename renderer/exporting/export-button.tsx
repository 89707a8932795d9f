/** *Export…* on the head of a list, with the dialog that it opens. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../locales/words';
import type { ListOrder } from '../rpc/export-job';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog')).ExportDialog }));

export function ExportButton({ of }: { of: ListOrder }) {
  const { say } = useWords();
  // The filter may change behind the dialog: what was shown when it was asked for is what is exported.
  const [asked, setAsked] = useState<ListOrder | null>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setAsked(of);
          setOpen(true);
        }}
      >
        {say('exporting.button')}
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <ExportDialog opened={open} of={asked} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
