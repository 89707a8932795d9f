/** Exports exactly the invoices that the filter shows: the count is said before and written after. */
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { InvoiceFilter } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { invoiceExportJob } from '../../rpc/invoice-jobs';
import { useJob } from '../../rpc/use-job';
import { Dialog } from '../../ui/dialog';
import { DownloadButton, ReceiptFacts } from '../../ui/export-receipt';
import { JobProgress } from '../../ui/job-progress';
import { FailureNotice } from '../../ui/notices';
import type { InvoiceSort } from './invoices-place';
import { useTotals } from './use-invoices';

interface Props {
  filter: InvoiceFilter;
  sort: InvoiceSort;
  count: number;
  onClose(): void;
}

/** A draft has no paper yet, so a zip of papers is without it; undefined while they are counted. */
function useDrafts(filter: InvoiceFilter, count: number): number | undefined {
  const { data, isPlaceholderData } = useTotals(filter);
  if (filter.status !== undefined) return filter.status === 'Draft' ? count : 0;
  return isPlaceholderData ? undefined : data?.counts.Draft;
}

function Order({ filter, sort, count, onClose }: Props) {
  const { say } = useWords();
  const [kind, setKind] = useState<'csv' | 'xlsx' | 'zip'>('csv');
  const [bom, setBom] = useState(false);
  const drafts = useDrafts(filter, count);
  const left = kind === 'zip' ? drafts : 0;
  const isReady = left !== undefined && count > left;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) invoiceExportJob.start({ kind, filter, sort, bom });
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>
        {left === undefined ? say('exporting.counting') : say('invoices.exportWhat', { count: count - left })}{' '}
        {left !== undefined && left > 0 && <span className="soft">{say('invoices.draftsLeft', { count: left })}</span>}
      </p>
      <SegmentedControl
        aria-label={say('invoices.exportAs')}
        value={kind}
        onChange={(next) => setKind(next === 'zip' || next === 'xlsx' ? next : 'csv')}
        data={[
          { value: 'csv', label: say('invoices.asCsv') },
          { value: 'xlsx', label: say('exporting.xlsx') },
          { value: 'zip', label: say('invoices.asZip') },
        ]}
      />
      {kind === 'csv' && (
        <Checkbox
          label={say('exporting.bom')}
          description={say('exporting.bomHint')}
          checked={bom}
          onChange={(event) => setBom(event.currentTarget.checked)}
        />
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" data-autofocus disabled={!isReady}>
          {say('exporting.start')}
        </Button>
      </div>
    </form>
  );
}

function Content(props: Props) {
  const { say } = useWords();
  const job = useJob(invoiceExportJob);
  switch (job.phase) {
    case 'idle':
      return <Order {...props} />;
    case 'running':
      return (
        <JobProgress label={say('invoices.exporting')} progress={job.progress} onCancel={invoiceExportJob.cancel} />
      );
    case 'failed':
      return <FailureNotice failure={job.failure} onRetry={invoiceExportJob.clear} />;
    case 'done':
      return (
        <div className="form">
          <p role="status">{say('invoices.exported', { count: job.result.rows })}</p>
          <ReceiptFacts receipt={job.result} />
          <div className="dialog-actions">
            <Button onClick={invoiceExportJob.clear}>{say('exporting.again')}</Button>
            <DownloadButton receipt={job.result} filled />
          </div>
        </div>
      );
  }
}

export function ExportDialog(props: Props) {
  const { say } = useWords();
  const close = () => {
    props.onClose();
    invoiceExportJob.clear();
  };
  return (
    <Dialog opened onClose={close} title={say('exportTitle.invoices')} width={520}>
      <Content {...props} onClose={close} />
    </Dialog>
  );
}
