/** The only place that listens to the page's process: each channel checks who asks and what, before anything is done. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { z } from 'zod';
import { pageOrigin } from './origin';

export type ChannelAnswer = { ok: true } | { ok: false; code: 'not-allowed' | 'input-invalid' | 'programmer-error' };

function fromPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.origin === pageOrigin && frame === event.sender.mainFrame;
}

/** `act` runs only for the main frame of our own page, and only with an input that fits `schema`. */
export function handle<Schema extends z.ZodType>(
  channel: string,
  schema: Schema,
  act: (contents: WebContents, input: z.output<Schema>) => void,
): void {
  ipcMain.handle(channel, (event, ...input: unknown[]): ChannelAnswer => {
    if (!fromPage(event)) return { ok: false, code: 'not-allowed' };
    const parsed = schema.safeParse(input);
    if (!parsed.success) return { ok: false, code: 'input-invalid' };
    try {
      act(event.sender, parsed.data);
      return { ok: true };
    } catch (error) {
      console.error(error);
      return { ok: false, code: 'programmer-error' };
    }
  });
}
