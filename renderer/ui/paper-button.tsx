/** Writes one paper and hands it over at once: the button, what is under way, and what went wrong. */
import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ExportReceipt } from '../../main/features/export/contract';
import type { Progress } from '../../main/wire';
import { useWords } from '../locales/words';
import { downloadExport } from '../rpc/export-job';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { defineJob, useJob } from '../rpc/use-job';
import { FailureNotice } from './notices';

type Write = (signal: AbortSignal) => PromiseLike<AsyncIterator<Progress, ExportReceipt>>;

/** Starts the writing; what was written is downloaded without a second press. */
export function usePaper() {
  const [job] = useState(() => defineJob<Write, ExportReceipt>((write, signal) => write(signal)));
  const state = useJob(job);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const written = state.phase === 'done' ? state.result : null;
  useEffect(() => {
    if (written) downloadExport(written.id).catch((error: unknown) => setFailure(failureOf(error)));
  }, [written]);
  return {
    state,
    busy: state.phase === 'running',
    written,
    failure: state.phase === 'failed' ? state.failure : failure,
    cancel: job.cancel,
    write(how: Write) {
      setFailure(null);
      job.clear();
      job.start(how);
    },
  };
}

/** What became of it, for whoever looks and for whoever listens. */
export function PaperOutcome({ written, failure }: Pick<ReturnType<typeof usePaper>, 'written' | 'failure'>) {
  const { say } = useWords();
  return (
    <>
      <p className="soft paper-outcome" role="status">
        {written && say('papers.written', { name: written.name })}
      </p>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

export function PaperButton({ label, write }: { label: string; write: Write }) {
  const paper = usePaper();
  return (
    <>
      <Button
        loading={paper.busy}
        onClick={() => paper.write(write)}
        leftSection={<IconFileText size={14} stroke={1.9} aria-hidden="true" />}
      >
        {label}
      </Button>
      {(paper.written || paper.failure) && <PaperOutcome {...paper} />}
    </>
  );
}
