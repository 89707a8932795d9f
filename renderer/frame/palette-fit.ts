/** How well what was typed fits something that the palette offers. */

/** 2: what it is called, from the beginning of a word; 1: within a word, or other words for it; 0: not it. */
export function fitOf(label: string, also: string, text: string): 0 | 1 | 2 {
  const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(text.trim()).split(/\s+/);
  const names = ` ${fold(label)}`;
  if (wanted.every((word) => names.includes(` ${word}`))) return 2;
  const all = `${names} ${fold(also)}`;
  return wanted.every((word) => all.includes(word)) ? 1 : 0;
}

/** Those of one group together, groups in the order of their first: arrows then go down as the list is drawn. */
export function inGroups<Item extends { group: string }>(items: readonly Item[]): Item[] {
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.flatMap((group) => items.filter((item) => item.group === group));
}
