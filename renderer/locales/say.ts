/** Finds a sentence and fills its blanks. A key, a blank or a language that is missing does not compile. */
import type { en } from './en/all';

export type Language = 'en' | 'es';
export const languages: readonly Language[] = ['en', 'es'];

/** A sentence that depends on how many: `one` and `other`, chosen by the language's own rules from `{count}`. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}
export type Message = string | Plural;

type En = typeof en;
type Area = keyof En & string;

/** What a language has to say: every key of the English one, plural where that is. */
export type Locale = {
  readonly [A in Area]: { readonly [K in keyof En[A]]: En[A][K] extends string ? string : Plural };
};

export type Key = { [A in Area]: `${A}.${keyof En[A] & string}` }[Area];

type TextOf<K extends string> = K extends `${infer A}.${infer N}`
  ? A extends Area
    ? N extends keyof En[A]
      ? En[A][N]
      : never
    : never
  : never;
type BlanksIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | BlanksIn<Rest> : never;
type BlanksOf<M> = M extends string ? BlanksIn<M> : M extends { other: infer O } ? BlanksIn<O> | 'count' : never;
type Rest<K extends Key> = [BlanksOf<TextOf<K>>] extends [never]
  ? []
  : [blanks: { readonly [B in BlanksOf<TextOf<K>>]: string | number }];

export type Say = <K extends Key>(key: K, ...rest: Rest<K>) => string;

/** The keys whose sentences have no blanks: what a table of labels may hold. */
export type PlainKey = { [K in Key]: Rest<K> extends [] ? K : never }[Key];

type Blanks = Readonly<Record<string, string | number>>;

/** The form of a sentence that fits `count`. */
export function choose(message: Message, { count }: { readonly count?: unknown }, rules: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  return typeof count === 'number' && rules.select(count) === 'one' ? message.one : message.other;
}

/** The pieces of a sentence: text, and the names of its blanks. */
export function piecesOf(sentence: string): { text: string; blank: boolean }[] {
  return sentence
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      /^\{\w+\}$/.test(piece) ? { text: piece.slice(1, -1), blank: true } : { text: piece, blank: false },
    );
}

export function messageFor(locale: Locale, key: string): Message | undefined {
  const dot = key.indexOf('.');
  const areas: Readonly<Record<string, Readonly<Record<string, Message>>>> = locale;
  return areas[key.slice(0, dot)]?.[key.slice(dot + 1)];
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name that is written from the right keeps its place in a sentence: without this it takes the figures and arrows beside it along. */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

const ARROW = ' → ';

/** `A → B` as the book keeps it: the arrow points from the first to the second in whichever way the two are written. */
export function isolatedEnds(text: string): string {
  return text.split(ARROW).map(isolated).join(ARROW);
}

/** Gives the function that speaks one language. Counts are written as that language groups them. */
export function speaker(locale: Locale, language: Language): Say {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language, { useGrouping: 'always' });
  return (key, ...rest) => {
    const blanks: Blanks = rest[0] ?? {};
    const sentence = choose(messageFor(locale, key) ?? key, blanks, rules);
    return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => {
      const value = blanks[name];
      if (value === undefined) return blank;
      return typeof value === 'number' ? numbers.format(value) : isolated(value);
    });
  };
}

/** The language that was chosen, else the system's when it is one of ours, else English. */
export function readLanguage(kept: string | null | undefined): Language {
  const wanted = kept ?? navigator.language.slice(0, 2);
  return languages.find((language) => language === wanted) ?? 'en';
}
