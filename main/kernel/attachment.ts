/** Files that show why credit was given or taken: what may be attached, and how much of it. */

/** Of one adjustment. */
export const MOST_ATTACHMENTS = 4;
/** Of all files of one adjustment together: as base64 they fit into one frame. */
export const MOST_ATTACHED_BYTES = 4_500_000;
export const LONGEST_ATTACHED_NAME = 200;

/** What a file is, by its content and not by its name. */
export const attachmentTypes = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

/** What a file of this kind is called by its ending, where the book names it. */
export const attachmentEndings: Readonly<Record<AttachmentType, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
};

/** As the journal names it. */
export interface AttachedFile {
  /** Hex. */
  sha256: string;
  name: string;
  type: AttachmentType;
  bytes: number;
}
