/** Writes an attached file beside its final name, as every file that leaves the book is written. */
import { attachmentOf } from '../../db/attachment';
import { job } from '../../db/reader';
import type { Id } from '../../kernel/id';
import { PartFile } from '../export/part-file';
import { headOf, type Written } from '../export/written';

interface AttachmentOrder {
  /** The adjustment, or the request for one. */
  of: string;
  sha256: string;
  part: string;
  target: string;
}

/** Throws Failure attachment-gone, path-invalid, export-failed. */
export const attachmentFile = job(
  'credits.attachment',
  // biome-ignore lint/correctness/useYield: it is short
  function* (db, { of, sha256, part, target }: AttachmentOrder): Generator<never, Written> {
    // from outside: checked by the contract
    const { content } = attachmentOf(db, of as Id, sha256);
    const file = new PartFile(part, target);
    try {
      file.write(content);
      return { rows: 1, bytes: file.bytes, totals: [], sha256: file.finish(), head: headOf(db) };
    } finally {
      file.abandon();
    }
  },
);
