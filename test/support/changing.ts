/** Taking sets of changes back in tests, through the handlers, to their ends. */
import { call } from '@orpc/server';
import type { UndoPreview } from '../../main/features/changes/contract';
import { type ChangesContext, changesHandlers } from '../../main/features/changes/handlers';
import { importContext, resultOf } from './importing';

/** With what runs long work on the spot. */
function able(context: ChangesContext): ChangesContext {
  const { readers, writer } = importContext(context.book, context.clock);
  return { ...context, readers, writer };
}

export async function undone(of: ChangesContext, id: string) {
  const context = able(of);
  return resultOf(await call(changesHandlers.undo, { request: of.book.newId(), id }, { context }));
}

export async function undoable(of: ChangesContext, id: string): Promise<UndoPreview> {
  return resultOf(await call(changesHandlers.undoable, { id }, { context: able(of) }));
}
