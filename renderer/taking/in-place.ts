/** Those that stood keep their order and come first; what came since stands below them. `stood` null: all as they are. Pure. */
export function inPlace<Item extends { key: string }>(items: readonly Item[], stood: readonly string[] | null): Item[] {
  if (stood === null) return [...items];
  const old = items.filter(({ key }) => stood.includes(key));
  return [...old, ...items.filter(({ key }) => !stood.includes(key))];
}
