/** Where the reports among the files stand: what a person said of each, how they compare with the book, and whether they are kept. */
import { useEffect, useState } from 'react';
import type { ReportFile, ReportLook } from '../../../../main/features/statements/report-contract';
import { newId } from '../../../rpc/new-id';
import { reportLook, reportStore } from '../../../rpc/report-jobs';
import { useJob } from '../../../rpc/use-job';

const requests = new WeakMap<ReportLook, string>();

/** Asked for again after an answer that never came, it is the same import. */
function requestOf(look: ReportLook): string {
  const request = requests.get(look) ?? newId();
  requests.set(look, request);
  return request;
}

export function useReportImport(files: readonly ReportFile[]) {
  const looking = useJob(reportLook);
  const storing = useJob(reportStore);
  const [wishes, setWishes] = useState(files);
  function read(next: readonly ReportFile[]): void {
    setWishes(next);
    reportStore.clear();
    reportLook.start(next);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files that were found when it was first shown, once
  useEffect(() => {
    read(files);
    return () => {
      for (const job of [reportLook, reportStore]) {
        job.cancel();
        job.clear();
      }
    };
  }, []);
  const look = looking.phase === 'done' ? looking.result : null;
  return {
    ...{ looking, storing, look },
    again: () => read(wishes),
    change: (n: number, part: Partial<ReportFile>) =>
      read(wishes.map((wish, place) => (place === n ? { ...wish, ...part } : wish))),
    store(leaveOut: boolean): void {
      if (look) reportStore.start({ files: wishes, request: requestOf(look), plan: look.plan, leaveOut });
    },
  };
}
export type ReportImport = ReturnType<typeof useReportImport>;
