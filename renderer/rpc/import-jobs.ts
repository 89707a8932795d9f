/** Files on their way into the book, as screens see it: sent and looked at, then stored; one at a time, wherever a person looks. */
import type { Choices, Look, Stored } from '../../main/features/imports/contract';
import { type Delimiter, type ImportKind, PIECE_BYTES } from '../../main/kernel/import-field';
import type { Progress } from '../../main/wire';
import { api } from './client';
import { contentOf } from './file-content';
import { defineJob } from './use-job';

export interface ImportFile {
  kind: ImportKind;
  /** Of this file on its way; made when it is chosen. */
  upload: string;
  name: string;
  file: File;
}

export interface LookOrder extends ImportFile {
  choices: Choices | null;
  /** Of a file that nothing else is chosen of yet; null: as it seems. */
  delimiter: Delimiter | null;
}

export interface StoreOrder extends ImportFile {
  request: string;
  choices: Choices;
  plan: string;
  leaveOut: boolean;
  saveAs: string | null;
}

async function* sent({ upload, file }: ImportFile, signal: AbortSignal): AsyncGenerator<Progress> {
  for (let piece = 0; piece === 0 || piece * PIECE_BYTES < file.size; piece++) {
    const part = file.slice(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    await api.imports.upload({ upload, piece, content: await contentOf(part) }, { signal });
    yield { phase: 'sending', done: Math.min(file.size, (piece + 1) * PIECE_BYTES), total: file.size };
  }
}

/** Sends the file each time: what an engine forgot is there again. */
export const lookJob = defineJob<LookOrder, Look>((order, signal) => Promise.resolve(looked(order, signal)));

async function* looked(order: LookOrder, signal: AbortSignal): AsyncGenerator<Progress, Look> {
  yield* sent(order, signal);
  const { kind, upload, name, choices, delimiter } = order;
  const wish = { kind, upload, name, ...(choices ? { choices } : {}), ...(delimiter ? { delimiter } : {}) };
  return yield* await api.imports.look(wish, { signal });
}

export const storeJob = defineJob<StoreOrder, Stored>((order, signal) => {
  const { kind, upload, name, request, choices, plan, leaveOut, saveAs } = order;
  const wish = { kind, upload, name, request, choices, plan, leaveOut, ...(saveAs ? { saveAs } : {}) };
  return api.imports.store(wish, { signal });
});
