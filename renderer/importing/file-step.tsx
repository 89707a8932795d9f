/** Which file. */
import { Button, FileInput } from '@mantine/core';
import { useWords } from '../locales/words';
import { SavedMappings } from './saved-mappings';
import type { Import } from './use-import';

export function FileStep({ at, onClose }: { at: Import; onClose(): void }) {
  const { say } = useWords();
  return (
    <div className="form">
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
