/** How far long work is, with the way to stop it. */
import { Button, Progress } from '@mantine/core';
import type { Progress as Step } from '../../main/wire';
import { useWords } from '../locales/words';

export function JobProgress(props: { label: string; progress: Step | null; onCancel(): void }) {
  const { say, count } = useWords();
  const { progress } = props;
  const total = progress?.total ?? null;
  const part = progress && total ? Math.min(100, (100 * progress.done) / total) : null;
  return (
    <div className="job">
      <div className="job-words" role="status">
        <span>{props.label}</span>
        <span className="soft">
          {progress === null
            ? ''
            : total === null
              ? count(progress.done)
              : say('notice.doneOf', { done: count(progress.done), total: count(total) })}
        </span>
      </div>
      <Progress value={part ?? 100} animated={part === null} size={5} aria-label={props.label} />
      <div className="dialog-actions">
        {/* A commit is not broken off. */}
        <Button disabled={progress?.phase === 'committing'} onClick={props.onCancel}>
          {say('notice.cancel')}
        </Button>
      </div>
    </div>
  );
}
