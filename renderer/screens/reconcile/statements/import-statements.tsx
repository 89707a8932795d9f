/** Brings files of the bank in: dropped or chosen, looked at together, stored in one act. */
import { Button, Checkbox, FileButton, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { StatementLook } from '../../../../main/features/statements/contract';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { statementLook, statementStore } from '../../../rpc/statement-jobs';
import { useBookInfo } from '../../../rpc/use-book-info';
import { Dialog } from '../../../ui/dialog';
import { JobProgress } from '../../../ui/job-progress';
import { FailureNotice, Note } from '../../../ui/notices';
import { useFocusWhen } from '../../../ui/use-focus-when';
import { FoundFile } from './found-file';
import { FoundReports } from './found-reports';
import { useFileDrop } from './use-file-drop';
import { type StatementImport, useStatementImport } from './use-statement-import';

const accepted = '.csv,.txt,.tsv,.xml,.ofx,.qfx,.sta,.mt940,.940,.swi,.zip';

function DropZone({ at, onClose }: { at: StatementImport; onClose(): void }) {
  const { say } = useWords();
  const drop = useFileDrop(at.add);
  const isDemo = useBookInfo().data?.demo ?? false;
  const own = useMutation({
    mutationFn: () => api.statements.demoFiles(),
    onSuccess: (files) => at.add(files.map(({ name, content }) => new File([content], name))),
  });
  return (
    <div className="form">
      <section
        className="drop-zone"
        aria-label={say('statementImport.drop')}
        data-over={drop.isOver || undefined}
        {...drop.handlers}
      >
        <b>{say('statementImport.drop')}</b>
        <p className="soft">{say('statementImport.dropWhat')}</p>
        <FileButton multiple accept={accepted} onChange={at.add}>
          {(button) => (
            <Button {...button} variant="filled" data-autofocus>
              {say('statementImport.choose')}
            </Button>
          )}
        </FileButton>
        {isDemo && (
          <Button loading={own.isPending} onClick={() => own.mutate()}>
            {say('statementImport.demo')}
          </Button>
        )}
      </section>
      {own.error && <FailureNotice failure={failureOf(own.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('bank.cancel')}</Button>
      </div>
    </div>
  );
}

/** Why nothing can be stored as it is; what a person may decide otherwise is asked below. */
function isReady(look: StatementLook, leaveOut: boolean, because: string): boolean {
  const isWorth = look.new > 0 || look.files.some(({ statements }) => statements.some(({ isThere }) => !isThere));
  const rest = look.blocks.filter(
    ({ code }) => !(code === 'import-refused' && leaveOut) && !(code === 'statement-out' && because.trim() !== ''),
  );
  return isWorth && rest.length === 0;
}

/** Rows of tables stand for themselves: they may be left out. */
const isLeavable = (look: StatementLook) =>
  look.refused > 0 &&
  look.files.every(({ refused, csv, statements }) => refused === 0 || (csv !== null && statements.length > 0));

const asks = ['statement-bank-choose', 'statement-bank-other', 'import-choose'];

/** What a person has to say first, in sight beside the deed that waits for it, however many files there are. */
function Asked({ look }: { look: StatementLook }) {
  const { failure } = useWords();
  const block = look.blocks.find(({ code }) => asks.includes(code));
  const nameless = look.files.filter(({ statements }) => statements.some(({ bank }) => bank === null));
  const whose = block?.code === 'statement-bank-choose' ? nameless.map(({ name }) => name).join(', ') : '';
  return (
    <p className="found-asked tone-amber" role="status">
      {whose !== '' && <bdi>{whose}: </bdi>}
      {block && failure(block.code, block.params).what}
    </p>
  );
}

/** Read anew after each answer, the keys are on the next thing that is asked for, or else on what stores it all. */
function useNextAsked() {
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const asked = place.current?.querySelector<HTMLElement>('input[data-asked]');
    if (asked) asked.focus();
    else place.current?.querySelector<HTMLElement>('button[type="submit"]')?.focus({ preventScroll: true });
  }, []);
  return place;
}

function Found({ at, look }: { at: StatementImport; look: StatementLook }) {
  const { say } = useWords();
  const [leaveOut, setLeaveOut] = useState(false);
  const [because, setBecause] = useState('');
  const drop = useFileDrop(at.add);
  const isOut = look.blocks.some(({ code }) => code === 'statement-out');
  const ready = isReady(look, leaveOut, because);
  const place = useNextAsked();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) at.store(leaveOut, because);
  };
  return (
    <form
      ref={place}
      className="form drop-target"
      data-over={drop.isOver || undefined}
      {...drop.handlers}
      onSubmit={submit}
    >
      {look.files.map((file, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files of one zip share its id, and the list never moves
        <FoundFile key={`${file.upload} ${n}`} at={at} file={file} />
      ))}
      {look.new === 0 && look.blocks.length === 0 && <Note tone="blue">{say('statementImport.nothingNew')}</Note>}
      {isLeavable(look) && (
        <Checkbox
          label={say('statementImport.leaveOut', { count: look.refused })}
          checked={leaveOut}
          onChange={(event) => setLeaveOut(event.currentTarget.checked)}
        />
      )}
      {isOut && (
        <TextInput
          label={say('statementImport.because')}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
          maxLength={500}
        />
      )}
      {at.storing.phase === 'failed' && <FailureNotice failure={at.storing.failure} onRetry={() => at.add([])} />}
      <div className="dialog-actions">
        <Asked look={look} />
        <Button onClick={at.again}>{say('statementImport.again')}</Button>
        <Button type="submit" variant="filled" disabled={!ready}>
          {look.new === 0 ? say('statementImport.storeStatements') : say('statementImport.store', { count: look.new })}
        </Button>
      </div>
    </form>
  );
}

function Content({ at, onClose }: { at: StatementImport; onClose(): void }) {
  const { say } = useWords();
  const { looking, storing, look } = at;
  const done = useFocusWhen<HTMLButtonElement>(storing.phase === 'done');
  if (looking.phase === 'running')
    return (
      <JobProgress label={say('statementImport.sending')} progress={looking.progress} onCancel={statementLook.cancel} />
    );
  if (storing.phase === 'running')
    return (
      <JobProgress
        label={say('statementImport.storing')}
        progress={storing.progress}
        onCancel={statementStore.cancel}
      />
    );
  if (looking.phase === 'failed') return <FailureNotice failure={looking.failure} onRetry={at.again} />;
  if (storing.phase === 'done')
    return (
      <div className="form">
        <p role="status">
          <b>{say('statementImport.stored', { count: storing.result.new })}</b>{' '}
          {storing.result.already > 0 && say('statementImport.storedThere', { count: storing.result.already })}
        </p>
        <p className="soft">{say('statementImport.undoable')}</p>
        <div className="dialog-actions">
          <Button onClick={at.again}>{say('statementImport.again')}</Button>
          <Button ref={done} variant="filled" onClick={onClose}>
            {say('statementImport.close')}
          </Button>
        </div>
      </div>
    );
  if (look) return look.files.length > 0 ? <Found at={at} look={look} /> : null;
  return <DropZone at={at} onClose={onClose} />;
}

/** Leaving it stops what is being read or stored; what is stored is stored whole. */
export function ImportStatements({ first, onClose }: { first: readonly File[]; onClose(): void }) {
  const { say } = useWords();
  const at = useStatementImport(first);
  const { look } = at;
  return (
    <Dialog opened onClose={onClose} title={say('statementImport.title')} width={960}>
      <Content at={at} onClose={onClose} />
      {look && look.reports.length > 0 && (
        <FoundReports
          key={look.reports.map(({ upload, name }) => upload + name).join()}
          files={look.reports.map(({ upload, name }) => ({ upload, name }))}
          isAlone={look.files.length === 0}
          onAgain={at.again}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
