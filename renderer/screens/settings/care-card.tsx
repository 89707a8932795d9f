/** Safe keeping: the book is checked from its beginning, rebuilt and compared, and backed up, each with what came of it. */
import { type ReactNode, useId } from 'react';
import type { ProcedurePath } from '../../../main/contract';
import type { CheckResult, ReplayResult } from '../../../main/features/books/contract';
import { useWords } from '../../locales/words';
import { backupJob, checkJob, replayJob } from '../../rpc/care-jobs';
import { type Job, useJob } from '../../rpc/use-job';
import { CopyButton } from '../../ui/copy-button';
import { useBytes } from '../../ui/export-receipt';
import { JobProgress } from '../../ui/job-progress';
import { FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { Backups } from './backups';

interface DeedProps<Result> {
  job: Job<undefined, Result>;
  /** The procedure that it calls. */
  to: ProcedurePath;
  title: string;
  what: string;
  /** On its button. */
  start: string;
  running: string;
  result(result: Result): ReactNode;
  children?: ReactNode;
}

function Deed<Result>({ job, to, title, what, start, running, result, children }: DeedProps<Result>) {
  const state = useJob(job);
  const id = useId();
  return (
    <section className="care-deed" aria-labelledby={id}>
      <div>
        <h3 id={id}>{title}</h3>
        <p className="soft">{what}</p>
      </div>
      <RightButton to={to} disabled={state.phase === 'running'} onClick={() => job.start(undefined)}>
        {start}
      </RightButton>
      {state.phase === 'running' && <JobProgress label={running} progress={state.progress} onCancel={job.cancel} />}
      {state.phase === 'failed' && <FailureNotice failure={state.failure} />}
      {state.phase === 'done' && (
        <div className="check-result" role="status">
          {result(state.result)}
        </div>
      )}
      {children}
    </section>
  );
}

function Head({ name, head }: { name: string; head: string }) {
  return (
    <p className="soft">
      {name} <span className="mono">{head}</span> <CopyButton text={head} what={name} />
    </p>
  );
}

function Checked({ result }: { result: CheckResult }) {
  const { say, count } = useWords();
  const { ok, events, postings, findings, head } = result;
  return (
    <>
      <Note tone={ok ? 'green' : 'red'}>
        {ok
          ? say('check.ok', { events: count(events), postings: count(postings) })
          : say('check.notOk', { count: findings.length })}
      </Note>
      {findings.length > 0 && (
        <ul className="check-findings">
          {findings.map((finding) => (
            <li key={`${finding.check} ${finding.where} ${finding.detail}`}>
              <b>{say(`checkOf.${finding.check}`)}</b> <span className="mono">{finding.where}</span> {finding.detail}
            </li>
          ))}
        </ul>
      )}
      <Head name={say('check.head')} head={head} />
    </>
  );
}

function Replayed({ result }: { result: ReplayResult }) {
  const { say } = useWords();
  const { same, events, differences } = result;
  return (
    <>
      <Note tone={same ? 'green' : 'red'}>
        {same ? say('replay.same', { count: events }) : say('replay.differs', { count: differences.length })}
      </Note>
      {differences.length > 0 && (
        <ul className="check-findings">
          {differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
    </>
  );
}

export function CareCard() {
  const { say } = useWords();
  const bytes = useBytes();
  return (
    <Card title={say('care.title')}>
      <Deed
        job={checkJob}
        to="books.check"
        title={say('check.title')}
        what={say('check.what')}
        start={say('check.start')}
        running={say('check.running')}
        result={(result) => <Checked result={result} />}
      />
      <Deed
        job={replayJob}
        to="books.replayCheck"
        title={say('replay.title')}
        what={say('replay.what')}
        start={say('replay.start')}
        running={say('replay.running')}
        result={(result) => <Replayed result={result} />}
      />
      <Deed
        job={backupJob}
        to="books.backup"
        title={say('backup.title')}
        what={say('backup.what')}
        start={say('backup.start')}
        running={say('backup.running')}
        result={({ name, bytes: size, head }) => (
          <>
            <Note tone="green">{say('backup.done', { name, size: bytes(size) })}</Note>
            <Head name={say('backup.head')} head={head} />
          </>
        )}
      >
        <Backups />
      </Deed>
    </Card>
  );
}
