/** Brings a CSV file in: the file, which column is which, what would be stored, done. */
import './importing.css';
import { Select } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ImportKind } from '../../main/kernel/import-field';
import { useWords } from '../locales/words';
import { lookJob, storeJob } from '../rpc/import-jobs';
import { Dialog } from '../ui/dialog';
import { JobProgress } from '../ui/job-progress';
import { FailureNotice } from '../ui/notices';
import { ColumnsStep } from './columns-step';
import { DoneStep } from './done-step';
import { FileStep } from './file-step';
import { PreviewStep } from './preview-step';
import { type Import, type Step, steps, useImport } from './use-import';

const stepNames = { file: 'stepFile', columns: 'stepColumns', preview: 'stepPreview', done: 'stepDone' } as const;

function Steps({ step }: { step: Step }) {
  const { say } = useWords();
  const at = steps.indexOf(step);
  return (
    <ol className="import-steps" aria-label={say('importing.steps')}>
      {steps.map((one, n) => (
        <li key={one} aria-current={one === step ? 'step' : undefined} data-past={n < at || undefined}>
          {say(`importing.${stepNames[one]}`)}
        </li>
      ))}
    </ol>
  );
}

function Content({ at, onClose, children }: { at: Import; onClose(): void; children: ReactNode }) {
  const { say } = useWords();
  const { looking, storing, look, step } = at;
  if (looking.phase === 'running')
    return <JobProgress label={say('importing.looking')} progress={looking.progress} onCancel={lookJob.cancel} />;
  if (storing.phase === 'running')
    return <JobProgress label={say('importing.storing')} progress={storing.progress} onCancel={storeJob.cancel} />;
  if (looking.phase === 'failed') return <FailureNotice failure={looking.failure} onRetry={at.again} />;
  if (storing.phase === 'done') return <DoneStep stored={storing.result} onAgain={at.again} onClose={onClose} />;
  if (!look)
    return (
      <FileStep at={at} onClose={onClose}>
        {children}
      </FileStep>
    );
  if (step === 'columns') return <ColumnsStep key={look.choices.delimiter} at={at} look={look} />;
  return <PreviewStep at={at} look={look} />;
}

function KindChoice({
  kinds,
  kind,
  onKind,
}: {
  kinds: readonly ImportKind[];
  kind: ImportKind;
  onKind(kind: ImportKind): void;
}) {
  const { say } = useWords();
  if (kinds.length < 2) return null;
  const labelOf = (each: ImportKind) =>
    say(
      each === 'payments'
        ? 'importing.kind-payments'
        : each === 'purchases'
          ? 'importing.kind-purchases'
          : `importing.title-${each}`,
    );
  return (
    <Select
      label={say('importing.kind')}
      data={kinds.map((value) => ({ value, label: labelOf(value) }))}
      value={kind}
      onChange={(next) => onKind(kinds.find((each) => each === next) ?? kind)}
      allowDeselect={false}
    />
  );
}

/** Leaving it stops what is being read or stored; what is stored is stored whole. `kinds`: one of these; the first unless a person says otherwise. */
export function ImportDialog({ kinds, onClose }: { kinds: readonly ImportKind[]; onClose(): void }) {
  const { say } = useWords();
  const [chosen, setKind] = useState<ImportKind | undefined>(kinds[0]);
  const kind = chosen ?? 'customers';
  const at = useImport(kind);
  const close = () => {
    lookJob.cancel();
    storeJob.cancel();
    onClose();
  };
  useEffect(
    () => () => {
      lookJob.clear();
      storeJob.clear();
    },
    [],
  );
  return (
    <Dialog opened onClose={close} title={say(`importing.title-${kind}`)} width={820}>
      <Steps step={at.step} />
      <Content at={at} onClose={close}>
        <KindChoice kinds={kinds} kind={kind} onKind={setKind} />
      </Content>
    </Dialog>
  );
}
