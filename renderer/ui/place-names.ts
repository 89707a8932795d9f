/** Countries and languages by their codes, named and sorted in the operator's language; from what the browser knows of them. */

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Codes that name no country: groups of them, and what is kept for tests. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

export interface Named {
  value: string;
  label: string;
}

/** ISO 3166 alpha-2. A code that was given up for another (SU, YU) is left out. */
export function countries(language: string): Named[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return named(
    codes.filter((code) => !noCountries.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`),
    (code) => names.of(code),
    language,
  );
}

/** Languages that customers are written to in, as far as anybody can foresee; another one stays as it is. */
const written =
  'ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv sw ta th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );

/** BCP 47. `besides`: one that a customer has already. */
export function languages(language: string, besides: string | null): Named[] {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const codes = besides === null || written.includes(besides) ? written : [...written, besides];
  return named(codes, (code) => names.of(code), language);
}

function named(codes: readonly string[], nameOf: (code: string) => string | undefined, language: string): Named[] {
  const found = codes.flatMap((value) => {
    const label = nameOf(value);
    return label === undefined ? [] : [{ value, label }];
  });
  return found.sort((a, b) => a.label.localeCompare(b.label, language));
}
