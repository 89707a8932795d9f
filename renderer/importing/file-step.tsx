/** Which file. */
import { Button, FileInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../locales/words';
import { SavedMappings } from './saved-mappings';
import type { Import } from './use-import';

/** `children`: what the file has, where that can be chosen. */
export function FileStep({ at, onClose, children }: { at: Import; onClose(): void; children: ReactNode }) {
  const { say } = useWords();
  return (
    <div className="form">
      {children}
      <p>{say(`importing.what-${at.kind}`)}</p>
      <FileInput
        label={say('importing.file')}
        placeholder={say('importing.choose')}
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        value={null}
        onChange={(file) => file && at.choose(file)}
        data-autofocus
      />
      <p className="soft">{say('importing.nothingYet')}</p>
      <SavedMappings kind={at.kind} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
      </div>
    </div>
  );
}
