/** Exports exactly what the filter shows: the count is said before and written after. */
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PaymentFilter } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { exportJob } from '../../rpc/export-job';
import { failureOf } from '../../rpc/failure';
import { useJob } from '../../rpc/use-job';
import { Dialog } from '../../ui/dialog';
import { DownloadButton, ReceiptFacts } from '../../ui/export-receipt';
import { JobProgress } from '../../ui/job-progress';
import { FailureNotice } from '../../ui/notices';

interface Props {
  filter: PaymentFilter;
  onClose(): void;
}

function ofWhat(filter: PaymentFilter) {
  if (filter.only || filter.without) return 'exporting.ofChosen';
  return Object.keys(filter).length > 0 ? 'exporting.ofFilter' : 'exporting.ofAll';
}

function Order({ filter, onClose }: Props) {
  const { say } = useWords();
  const [bom, setBom] = useState(false);
  const counted = useQuery({
    queryKey: ['payments', 'export-count', filter],
    queryFn: ({ signal }) => api.exports.count({ filter }, { signal }),
  });
  const count = counted.data?.count;
  return (
    <div className="form">
      <p>
        {count === undefined ? say('exporting.counting') : say('exporting.willWrite', { count })}{' '}
        <span className="soft">{say(ofWhat(filter))}</span>
      </p>
      <Checkbox
        label={say('exporting.bom')}
        description={say('exporting.bomHint')}
        checked={bom}
        onChange={(event) => setBom(event.currentTarget.checked)}
      />
      {counted.error && <FailureNotice failure={failureOf(counted.error)} onRetry={() => void counted.refetch()} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          variant="filled"
          data-autofocus
          disabled={count === undefined}
          onClick={() => exportJob.start({ kind: 'payments', filter, bom })}
        >
          {say('exporting.start')}
        </Button>
      </div>
    </div>
  );
}

function Content({ filter, onClose }: Props) {
  const { say } = useWords();
  const job = useJob(exportJob);
  switch (job.phase) {
    case 'idle':
      return <Order filter={filter} onClose={onClose} />;
    case 'running':
      return <JobProgress label={say('exporting.running')} progress={job.progress} onCancel={exportJob.cancel} />;
    case 'failed':
      return (
        <div className="form">
          <FailureNotice failure={job.failure} />
          <div className="dialog-actions">
            <Button onClick={exportJob.clear}>{say('exporting.again')}</Button>
          </div>
        </div>
      );
    case 'done':
      return (
        <div className="form">
          <p role="status">{say('exporting.written', { count: job.result.rows })}</p>
          <ReceiptFacts receipt={job.result} />
          <div className="dialog-actions">
            <a className="link dialog-link" href={linkTo('exports')}>
              {say('exporting.all')}
            </a>
            <Button onClick={exportJob.clear}>{say('exporting.again')}</Button>
            <DownloadButton receipt={job.result} filled />
          </div>
        </div>
      );
  }
}

export function ExportDialog({ opened, filter, onClose }: Props & { opened: boolean }) {
  const { say } = useWords();
  const close = () => {
    onClose();
    exportJob.clear();
  };
  return (
    <Dialog opened={opened} onClose={close} title={say('exporting.title')} width={520}>
      <Content filter={filter} onClose={close} />
    </Dialog>
  );
}
