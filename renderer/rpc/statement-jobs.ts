/** Statement files on their way into the book, as screens see it: sent and looked at together, then stored. */
import type { StatementFile, StatementLook } from '../../main/features/statements/contract';
import { PIECE_BYTES } from '../../main/kernel/import-field';
import type { Progress } from '../../main/wire';
import { api } from './client';
import { contentOf } from './file-content';
import { sendingOnce } from './sent-files';
import { defineJob } from './use-job';

/** What a person said of a file, beside the file itself. */
export type StatementWish = StatementFile & { file: File };

export interface StatementStore {
  wishes: readonly StatementWish[];
  request: string;
  plan: string;
  leaveOut: boolean;
  outBecause: string;
  saveAs: Record<string, string>;
}

const plainOf = ({ file: _, ...wish }: StatementWish): StatementFile => wish;

async function* sent(wishes: readonly StatementWish[], signal: AbortSignal): AsyncGenerator<Progress> {
  const total = wishes.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  for (const { upload, file } of wishes) {
    for (let piece = 0; piece === 0 || piece * PIECE_BYTES < file.size; piece++) {
      const part = file.slice(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
      await api.statements.upload({ upload, piece, content: await contentOf(part) }, { signal });
      done += part.size;
      yield { phase: 'sending', done, total };
    }
  }
}

const looked = sendingOnce<StatementWish, Progress, StatementLook>({
  send: sent,
  look: (wishes, signal) => api.statements.look({ files: wishes.map(plainOf) }, { signal }),
});

/** A file is sent once, however often a person says how it is read. */
export const statementLook = defineJob<readonly StatementWish[], StatementLook>((wishes, signal) =>
  Promise.resolve(looked(wishes, signal)),
);

export interface StatementsStored {
  id: string | null;
  new: number;
  already: number;
}

export const statementStore = defineJob<StatementStore, StatementsStored>((order, signal) => {
  const { wishes, request, plan, leaveOut, outBecause, saveAs } = order;
  const because = outBecause.trim() === '' ? {} : { outBecause: outBecause.trim() };
  const wish = { request, files: wishes.map(plainOf), plan, leaveOut, saveAs, ...because };
  return api.statements.store(wish, { signal });
});
