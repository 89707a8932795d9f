/** Where an import of statements stands: the files, what a person said of each, what was seen of them. */
import { useEffect, useState } from 'react';
import type { BankProfile, StatementLook } from '../../../../main/features/statements/contract';
import { newId } from '../../../rpc/new-id';
import { type StatementWish, statementLook, statementStore } from '../../../rpc/statement-jobs';
import { useJob } from '../../../rpc/use-job';

const requests = new WeakMap<StatementLook, string>();

/** Asked for again after an answer that never came, it is the same import. */
function requestOf(look: StatementLook): string {
  const request = requests.get(look) ?? newId();
  requests.set(look, request);
  return request;
}

export function useStatementImport(first: readonly File[]) {
  const looking = useJob(statementLook);
  const storing = useJob(statementStore);
  const [wishes, setWishes] = useState<readonly StatementWish[]>([]);
  const [names, setNames] = useState<Record<string, string>>({});
  function read(next: readonly StatementWish[]): void {
    setWishes(next);
    statementStore.clear();
    if (next.length === 0) statementLook.clear();
    else statementLook.start(next);
  }
  function add(files: readonly File[]): void {
    const added = files.map((file) => ({ upload: newId(), name: file.name.slice(-200), file }));
    if (added.length > 0) read([...wishes, ...added]);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was dropped when the dialog opened, once
  useEffect(() => add(first), []);
  useEffect(
    () => () => {
      statementLook.cancel();
      statementStore.cancel();
      statementLook.clear();
      statementStore.clear();
    },
    [],
  );
  const change = (upload: string, part: { bank?: string; profile?: BankProfile }) =>
    read(wishes.map((wish) => (wish.upload === upload ? { ...wish, ...part } : wish)));
  const look = looking.phase === 'done' ? looking.result : null;
  return {
    ...{ looking, storing, look, wishes, names, add, change },
    nameProfile: (upload: string, name: string) => setNames({ ...names, [upload]: name }),
    remove: (upload: string) => read(wishes.filter((wish) => wish.upload !== upload)),
    again: () => read([]),
    store(leaveOut: boolean, outBecause: string): void {
      if (!look) return;
      const saveAs = Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ''));
      statementStore.start({ wishes, request: requestOf(look), plan: look.plan, leaveOut, outBecause, saveAs });
    },
  };
}
export type StatementImport = ReturnType<typeof useStatementImport>;
