/** Reads an amount that a person typed into a filter, in the way their language writes it. */
function signsOf(language: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(language, { useGrouping: 'always' }).formatToParts(1234.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: find('group'), decimal: find('decimal') };
}

/** Gives plain decimal text, `''` for nothing typed, null for what is no amount. Group signs must stand before three digits. */
export function readAmount(text: string, language: string): string | null {
  const typed = text.trim().replaceAll('\u2212', '-').replaceAll('\u00a0', '').replaceAll(' ', '');
  if (typed === '') return '';
  const { group, decimal } = signsOf(language);
  const match = /^(-?)([\d.,']+)$/.exec(typed);
  if (!match) return null;
  const [, sign = '', digits = ''] = match;
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d{1,18}$/.test(fraction))) return null;
  const groups = whole.split(group);
  const grouped = groups.length === 1 ? /^\d+$/.test(whole) : /^\d{1,3}$/.test(groups[0] ?? '');
  if (!grouped || groups.slice(1).some((part) => !/^\d{3}$/.test(part))) return null;
  const plain = groups.join('').replace(/^0+(?=\d)/, '');
  if (plain.length > 19) return null;
  return fraction === undefined ? sign + plain : `${sign}${plain}.${fraction}`;
}
