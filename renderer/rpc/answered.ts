/** Whether what was read from the book holds what somebody outside was asked to tell first. */

interface State {
  isPending: boolean;
  isError: boolean;
  /** Milliseconds; 0: never. */
  dataUpdatedAt: number;
}

/** The list was read after the answer, or there will be none: until then another row may still take the first place. */
export function isKnown(asked: State, list: State): boolean {
  if (asked.isPending || list.isPending) return false;
  return asked.isError || list.dataUpdatedAt > asked.dataUpdatedAt;
}
