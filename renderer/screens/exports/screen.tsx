/** Exports: every file that left the book, with its rows, totals and hash, and the ledger as a journal. */
import './exports.css';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportReceipt } from '../../../main/features/export/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { exportJob } from '../../rpc/export-job';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { useJob } from '../../rpc/use-job';
import { DownloadButton, ReceiptFacts } from '../../ui/export-receipt';
import { JobProgress } from '../../ui/job-progress';
import { LatestOnly } from '../../ui/latest-only';
import { Moment } from '../../ui/moment';
import { EmptyState, FailureNotice, Note } from '../../ui/notices';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Again, AgainButton } from './again';
import { filterWords } from './filter-words';
import { GlDialog } from './gl-dialog';

/** As many as are read; the log leaves whole. */
const SHOWN = 200;

function JournalMenu({ busy, onGl }: { busy: boolean; onGl(): void }) {
  const { say } = useWords();
  const mayNot = useRefusal('exports.archive');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button disabled={busy} rightSection={<IconChevronDown size={13} aria-hidden="true" />}>
          {say('exports.journal')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => exportJob.start({ kind: 'journal', format: 'hledger' })}>
          {say('exports.hledger')}
        </Menu.Item>
        <Menu.Item onClick={() => exportJob.start({ kind: 'journal', format: 'beancount' })}>
          {say('exports.beancount')}
        </Menu.Item>
        <Menu.Item onClick={onGl}>{say('gl.menu')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          disabled={mayNot !== null}
          title={mayNot ?? undefined}
          onClick={() => exportJob.start({ kind: 'archive' })}
        >
          {say('exports.everything')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ReceiptProps {
  receipt: ExportReceipt;
  /** The one that is compared with the book. */
  asked: string | null;
  onAsk(id: string): void;
}

function Receipt({ receipt, asked, onAsk }: ReceiptProps) {
  const words = useWords();
  const { say } = words;
  const filter = filterWords(receipt.filter, words);
  return (
    <li className="card receipt">
      <div className="receipt-head">
        <h2>{say(`exportKind.${receipt.kind}`)}</h2>
        <span className="soft">
          <Moment at={receipt.at} /> · <bdi>{receipt.operator}</bdi>
        </span>
        <span className="receipt-end">
          <AgainButton receipt={receipt} onAsk={onAsk} />
          <DownloadButton receipt={receipt} />
        </span>
      </div>
      <ReceiptFacts receipt={receipt} />
      {filter !== '' && (
        <p className="receipt-filter" title={receipt.filter}>
          <span className="soft">{say('exports.filter')}</span> {filter}
        </p>
      )}
      <Again receipt={receipt} isAsked={asked === receipt.id} />
    </li>
  );
}

function Running() {
  const { say } = useWords();
  const job = useJob(exportJob);
  if (job.phase === 'running')
    return (
      <div className="card receipt">
        <JobProgress label={say('exporting.running')} progress={job.progress} onCancel={exportJob.cancel} />
      </div>
    );
  if (job.phase === 'done' && job.result.tied) return <Note tone="green">{say(`glTied.${job.result.tied}`)}</Note>;
  return job.phase === 'failed' ? <FailureNotice failure={job.failure} /> : null;
}

function List() {
  const { say } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['exports', 'list'],
    queryFn: ({ signal }) => api.exports.list({ limit: SHOWN }, { signal }),
  });
  const items = useKeysInList(list.data);
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (list.data?.length === 0)
    return (
      <EmptyState title={say('exports.none')} text={say('exports.noneWhat')}>
        <a className="link" href={linkTo('payments')}>
          {say('exports.toPayments')}
        </a>
      </EmptyState>
    );
  return (
    <>
      <ul ref={items} className="receipts">
        {(list.data ?? []).map((receipt) => (
          <Receipt key={receipt.id} receipt={receipt} asked={asked} onAsk={setAsked} />
        ))}
      </ul>
      <LatestOnly rows={list.data?.length ?? 0} most={SHOWN} leaves />
    </>
  );
}

export function ExportsScreen() {
  const { say } = useWords();
  const job = useJob(exportJob);
  const [asking, setAsking] = useState(false);
  return (
    <Screen>
      <ScreenHead title={say('rail.exports')} lead={say('exports.lead')}>
        <ExportButton of={{ list: 'export-log', filter: {} }} />
        <JournalMenu busy={job.phase === 'running'} onGl={() => setAsking(true)} />
      </ScreenHead>
      <ScreenScroll label={say('rail.exports')} className="receipts">
        <Running />
        <List />
      </ScreenScroll>
      <GlDialog opened={asking} onClose={() => setAsking(false)} />
    </Screen>
  );
}
