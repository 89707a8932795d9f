/** *Check the book*: entries, chain, balances and the rest, read from the beginning, with what was found. */
import { Button } from '@mantine/core';
import type { CheckResult } from '../../../main/features/books/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { defineJob, useJob } from '../../rpc/use-job';
import { CopyButton } from '../../ui/copy-button';
import { JobProgress } from '../../ui/job-progress';
import { FailureNotice, Note } from '../../ui/notices';
import { Card } from '../../ui/screen';

const checkJob = defineJob<undefined, CheckResult>((_, signal) => api.books.check(undefined, { signal }));

function Result({ result }: { result: CheckResult }) {
  const { say, count } = useWords();
  const { ok, events, postings, findings, head } = result;
  return (
    <div className="check-result" role="status">
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
      <p className="soft">
        {say('check.head')} <span className="mono">{head}</span> <CopyButton text={head} what={say('check.head')} />
      </p>
    </div>
  );
}

export function CheckCard() {
  const { say } = useWords();
  const job = useJob(checkJob);
  return (
    <Card title={say('check.title')} note={say('check.what')}>
      {job.phase === 'running' ? (
        <JobProgress label={say('check.running')} progress={job.progress} onCancel={checkJob.cancel} />
      ) : (
        <>
          {job.phase === 'done' && <Result result={job.result} />}
          {job.phase === 'failed' && <FailureNotice failure={job.failure} />}
          <Button onClick={() => checkJob.start(undefined)}>{say('check.start')}</Button>
        </>
      )}
    </Card>
  );
}
