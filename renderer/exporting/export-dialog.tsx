/** Exports exactly what a list's filter shows, as CSV or XLSX: the count is said before and written after. */
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ExportReceipt, SheetFormat } from '../../main/features/export/contract';
import { useWords } from '../locales/words';
import { linkTo } from '../navigation';
import { api } from '../rpc/client';
import { exportJob, type ListOrder } from '../rpc/export-job';
import { failureOf } from '../rpc/failure';
import { useJob } from '../rpc/use-job';
import { Dialog } from '../ui/dialog';
import { DownloadButton, ReceiptFacts } from '../ui/export-receipt';
import { JobProgress } from '../ui/job-progress';
import { FailureNotice } from '../ui/notices';

interface Props {
  /** What is shown: the list, its filter and its order. */
  of: ListOrder;
  onClose(): void;
}

function ofWhat(filter: object) {
  if ('only' in filter || 'without' in filter) return 'exporting.ofChosen';
  return Object.keys(filter).length > 0 ? 'exporting.ofFilter' : 'exporting.ofAll';
}

function Order({ of, onClose }: Props) {
  const { say } = useWords();
  const [format, setFormat] = useState<SheetFormat>('csv');
  const [bom, setBom] = useState(false);
  const { list, filter } = of;
  const counted = useQuery({
    queryKey: ['exports', 'count', list, filter],
    queryFn: ({ signal }) => api.exports.count({ list, filter }, { signal }),
  });
  const count = counted.data?.count;
  const words = list === 'payments' ? 'exporting.willWrite' : 'exporting.willWriteRows';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count !== undefined) exportJob.start({ kind: 'rows', ...of, format, bom: format === 'csv' && bom });
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>
        {count === undefined ? say('exporting.counting') : say(words, { count })}{' '}
        <span className="soft">{say(ofWhat(filter))}</span>
      </p>
      <SegmentedControl
        aria-label={say('exporting.as')}
        value={format}
        onChange={(next) => setFormat(next === 'xlsx' ? 'xlsx' : 'csv')}
        data={[
          { value: 'csv', label: say('exporting.csv') },
          { value: 'xlsx', label: say('exporting.xlsx') },
        ]}
      />
      {format === 'csv' ? (
        <Checkbox
          label={say('exporting.bom')}
          description={say('exporting.bomHint')}
          checked={bom}
          onChange={(event) => setBom(event.currentTarget.checked)}
        />
      ) : (
        <p className="soft">{say('exporting.xlsxHint')}</p>
      )}
      {counted.error && <FailureNotice failure={failureOf(counted.error)} onRetry={() => void counted.refetch()} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" data-autofocus disabled={count === undefined}>
          {say('exporting.start')}
        </Button>
      </div>
    </form>
  );
}

/** The journal, or another list, may have been exported elsewhere before: that is not told as this one. */
function isOf({ kind }: ExportReceipt, { list }: ListOrder): boolean {
  const name = list === 'vouchers' ? 'voucher-list' : list;
  return kind === `${name}-csv` || kind === `${name}-xlsx`;
}

function Content({ of, onClose }: Props) {
  const { say } = useWords();
  const job = useJob(exportJob);
  if (job.phase === 'done' && !isOf(job.result, of)) return <Order of={of} onClose={onClose} />;
  switch (job.phase) {
    case 'idle':
      return <Order of={of} onClose={onClose} />;
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
          <p role="status">
            {say(of.list === 'payments' ? 'exporting.written' : 'exporting.writtenRows', { count: job.result.rows })}
          </p>
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

export function ExportDialog({ opened, of, onClose }: Props & { opened: boolean }) {
  const { say } = useWords();
  const close = () => {
    onClose();
    exportJob.clear();
  };
  return (
    <Dialog opened={opened} onClose={close} title={say(`exportTitle.${of.list}`)} width={520}>
      <Content of={of} onClose={close} />
    </Dialog>
  );
}
