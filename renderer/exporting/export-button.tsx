/** *Export…* on the head of a list, with the dialog that it opens; where several lists leave from one screen, with a choice of them. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useWords } from '../locales/words';
import type { ListOrder } from '../rpc/export-job';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog')).ExportDialog }));

function useExport(): { ask(of: ListOrder): void; dialog: ReactNode } {
  // The filter may change behind the dialog: what was shown when it was asked for is what is exported.
  const [asked, setAsked] = useState<ListOrder | null>(null);
  const [open, setOpen] = useState(false);
  return {
    ask(of) {
      setAsked(of);
      setOpen(true);
    },
    dialog: asked && (
      <Suspense fallback={null}>
        <ExportDialog opened={open} of={asked} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}

export function ExportButton({ of, size }: { of: ListOrder; size?: 'compact-xs' }) {
  const { say } = useWords();
  const { ask, dialog } = useExport();
  return (
    <>
      <Button {...(size && { size })} onClick={() => ask(of)}>
        {say('exporting.button')}
      </Button>
      {dialog}
    </>
  );
}

export function ExportMenu({ of }: { of: readonly ListOrder[] }) {
  const { say } = useWords();
  const { ask, dialog } = useExport();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={13} aria-hidden="true" />}>{say('exporting.button')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {of.map((each) => (
            <Menu.Item key={each.list} onClick={() => ask(each)}>
              {say(`exportTitle.${each.list}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
