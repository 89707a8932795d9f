/** Which rows are chosen: some by id, or all of the filter but some. All of a filter may be millions, so it stays a rule. */
export interface Selection {
  /** `some`: the ids are chosen. `all`: everything the filter shows is, but the ids. */
  kind: 'some' | 'all';
  ids: ReadonlySet<string>;
}

export const nothingSelected: Selection = { kind: 'some', ids: new Set() };
export const everythingSelected: Selection = { kind: 'all', ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.ids.has(id) === (selection.kind === 'some');
}

/** How many, of a filter that shows `count` rows. */
export function selectedCount(selection: Selection, count: number): number {
  return selection.kind === 'some' ? selection.ids.size : Math.max(0, count - selection.ids.size);
}

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: selection.kind, ids };
}

/** The same with these rows chosen, or not. */
export function withRows(selection: Selection, ids: readonly string[], chosen: boolean): Selection {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (chosen === (selection.kind === 'some')) next.add(id);
    else next.delete(id);
  }
  return { kind: selection.kind, ids: next };
}
