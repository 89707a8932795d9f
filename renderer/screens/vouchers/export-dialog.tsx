/** Writes the codes of a batch to a file; whoever reads it can redeem them, so it says so. */
import { Button, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ExportReceipt } from '../../../main/features/export/contract';
import type { BatchRow } from '../../../main/features/vouchers/contract';
import type { Language } from '../../locales/say';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { defineJob, useJob } from '../../rpc/use-job';
import { Dialog } from '../../ui/dialog';
import { DownloadButton, ReceiptFacts } from '../../ui/export-receipt';
import { JobProgress } from '../../ui/job-progress';
import { FailureNotice, Note } from '../../ui/notices';

const kinds = ['exportAll', 'exportOpen', 'exportPdf'] as const;
type Kind = (typeof kinds)[number];

/** What cannot be redeemed any more is not printed. */
const codesJob = defineJob<{ batch: string; kind: Kind; language: Language }, ExportReceipt>(
  ({ batch, kind, language }, signal) =>
    kind === 'exportPdf'
      ? api.vouchers.export({ batch, open: true, format: 'pdf', language }, { signal })
      : api.vouchers.export({ batch, open: kind === 'exportOpen' }, { signal }),
);

function Written({ row }: { row: BatchRow }) {
  const { say, language } = useWords();
  const [kind, setKind] = useState<Kind>('exportAll');
  const job = useJob(codesJob);
  if (job.phase === 'running')
    return <JobProgress label={say('exporting.running')} progress={job.progress} onCancel={codesJob.cancel} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (job.phase !== 'done') codesJob.start({ batch: row.id, kind, language });
  };
  return (
    <form className="form" onSubmit={submit}>
      {job.phase === 'failed' && <FailureNotice failure={job.failure} />}
      {job.phase === 'done' ? (
        <ReceiptFacts receipt={job.result} />
      ) : (
        <SegmentedControl
          aria-label={say('vouchers.export')}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? kind)}
          data={kinds.map((value) => ({ value, label: say(`vouchers.${value}`) }))}
        />
      )}
      <Note tone="amber">{say('vouchers.exportedNote')}</Note>
      <div className="dialog-actions">
        {job.phase === 'done' ? (
          <DownloadButton receipt={job.result} filled />
        ) : (
          <Button type="submit" variant="filled" data-autofocus>
            {say('vouchers.export')}
          </Button>
        )}
      </div>
    </form>
  );
}

export function ExportDialog({ row, onClose }: { row: BatchRow; onClose(): void }) {
  const { say } = useWords();
  const close = () => {
    codesJob.clear();
    onClose();
  };
  return (
    <Dialog opened onClose={close} title={say('vouchers.exported', { name: row.name })}>
      <Written row={row} />
    </Dialog>
  );
}
