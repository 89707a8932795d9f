/** Taking sets of changes back in tests, through the handlers, to their ends. */
import { call } from '@orpc/server';
import type { ChangePreview, Deed, UndoPreview } from '../../main/features/changes/contract';
import { type ChangesContext, changesHandlers } from '../../main/features/changes/handlers';
import { importContext, resultOf } from './importing';

/** With what runs long work on the spot. */
function able(context: ChangesContext): ChangesContext {
  const { readers, writer } = importContext(context.book, context.clock);
  return { ...context, readers, writer };
}

/** Looked at, and made of what was seen. Gives the set's id. */
export async function made(of: ChangesContext, deed: Deed, ids: readonly string[], request = of.book.newId()) {
  const { plan } = await preview(of, deed, ids);
  return (await make(of, { request, deed, ids: [...ids], plan })).id;
}

export async function make(of: ChangesContext, input: { request: string; deed: Deed; ids: string[]; plan: string }) {
  return resultOf(await call(changesHandlers.make, input, { context: able(of) }));
}

export async function preview(of: ChangesContext, deed: Deed, ids: readonly string[]): Promise<ChangePreview> {
  return resultOf(await call(changesHandlers.preview, { deed, ids: [...ids] }, { context: able(of) }));
}

export async function undone(of: ChangesContext, id: string) {
  const context = able(of);
  return resultOf(await call(changesHandlers.undo, { request: of.book.newId(), id }, { context }));
}

export async function undoable(of: ChangesContext, id: string): Promise<UndoPreview> {
  return resultOf(await call(changesHandlers.undoable, { id }, { context: able(of) }));
}
