/** Where an import stands: the file, how it is read, what was seen of it. A request belongs to what was looked at. */
import { useState } from 'react';
import type { Choices, Look } from '../../main/features/imports/contract';
import type { Delimiter, ImportKind } from '../../main/kernel/import-field';
import { type ImportFile, lookJob, storeJob } from '../rpc/import-jobs';
import { newId } from '../rpc/new-id';
import { useJob } from '../rpc/use-job';

export type Step = 'file' | 'columns' | 'preview' | 'done';
export const steps: readonly Step[] = ['file', 'columns', 'preview', 'done'];

function isAsking({ asks }: Look): boolean {
  const { fields, identity, decimal, dayOrder, currency } = asks;
  return fields.length > 0 || identity.length > 0 || decimal || dayOrder || currency;
}

export function useImport(kind: ImportKind) {
  const looking = useJob(lookJob);
  const storing = useJob(storeJob);
  const [file, setFile] = useState<ImportFile | null>(null);
  // What a person is at; the file's own answer decides the rest.
  const [wanted, setWanted] = useState<'columns' | 'preview'>('columns');
  const look = looking.phase === 'done' ? looking.result : null;
  const step: Step =
    storing.phase === 'done'
      ? 'done'
      : !look
        ? 'file'
        : wanted === 'preview' && !isAsking(look)
          ? 'preview'
          : 'columns';

  function read(order: ImportFile, choices: Choices | null, delimiter: Delimiter | null): void {
    setWanted(choices ? 'preview' : 'columns');
    storeJob.clear();
    lookJob.start({ ...order, choices, delimiter });
  }
  return {
    ...{ kind, file, look, looking, storing, step },
    choose(chosen: File): void {
      const order = { kind, upload: newId(), name: chosen.name.slice(0, 200), file: chosen };
      setFile(order);
      read(order, null, null);
    },
    /** The same file, read otherwise. */
    reread: (choices: Choices | null, delimiter: Delimiter | null = null) => file && read(file, choices, delimiter),
    back: () => setWanted('columns'),
    /** Nothing is chosen any more. */
    again(): void {
      setFile(null);
      lookJob.clear();
      storeJob.clear();
    },
    store(leaveOut: boolean, saveAs: string): void {
      if (!file || !look) return;
      const wish = { request: requestOf(look), choices: look.choices, plan: look.plan };
      storeJob.start({ ...file, ...wish, leaveOut, saveAs: saveAs.trim() === '' ? null : saveAs.trim() });
    },
  };
}
export type Import = ReturnType<typeof useImport>;

const requests = new WeakMap<Look, string>();

/** Asked for again after an answer that never came, it is the same import. */
function requestOf(look: Look): string {
  const request = requests.get(look) ?? newId();
  requests.set(look, request);
  return request;
}
