/**
 * Finding payments by words: every word that is asked for must begin a word of the payment's own texts, or the whole text must stand
 * in its customer's or payer's name or e-mail. Seldom words are gathered from the index; frequent ones are met soon enough by
 * looking at the texts of the list's rows, where the index would have to gather most of the book for a page of fifty.
 */

import { foldedTerms, holdsTerms } from '../../db/fold';
import type { Looking, Where } from '../../db/list';
import { all, type Db, one, sql } from '../../db/sql';
import { waitingPayments } from './words';

/** Payments that are gathered before a page is made; words that fit more are frequent. */
const MOST_GATHERED = 4_000;
/** Payments that hold one term, and are then looked at for the others. */
const MOST_FEW = 200;
/** Rows whose texts are read for a page of frequent words: about 10 ms. */
const MOST_LOOKED_AT = 2_000;
/** Words of the book that begin alike and are asked for by name; beyond, their beginning is. */
const MOST_ALIKE = 8;
/** Letters that follow a frequent word in seldom longer ones. */
const MOST_NEXT = 40;
const MOST_TERMS = 8;
const MOST_PEOPLE = 500;

export interface Search {
  /** Decides by the rows' own texts. */
  looking: Looking;
  /** By the index. */
  found(): Found;
}

export interface Found {
  where: Where;
  /** Only for frequent words: the same for a list that walks its own index, and asks for each row. */
  walking: Where | null;
}

const nothing: Search = {
  looking: { most: 0, wanted: () => new Set() },
  found: () => ({ where: { sql: '0', values: [] }, walking: null }),
};

/** Null where nothing is asked for. */
export function searchFor(db: Db, text: string | undefined): Search | null {
  const asked = (text ?? '').trim();
  if (asked === '') return null;
  const words = asked.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const terms = foldedTerms(words.slice(0, MOST_TERMS));
  if (terms.length === 0) return nothing;
  const people = peopleFor(db, asked);
  return {
    looking: { most: MOST_LOOKED_AT, wanted: (ids) => holding(db, ids, terms, people) },
    found: () => foundByIndex(db, terms, people),
  };
}

function foundByIndex(db: Db, terms: readonly string[], people: readonly string[]): Found {
  const waiting = waitingPayments(db).flatMap(({ id, words }) => (holdsTerms(words, terms) ? [id] : []));
  const longest = terms.reduce((a, b) => (b.length > a.length ? b : a));
  const first = matchOf(db, longest);
  const few = fewOf(db, terms, first);
  const matches = few ? [] : terms.map((term) => (term === longest ? first : matchOf(db, term)));
  const own = few ?? gather(db, terms, matches);
  const theirs = paymentsOf(db, people);
  if (own && theirs) return { where: isOneOf('p.id', [...own, ...waiting, ...theirs]), walking: null };
  const match = matches.map((known, n) => known ?? `"${terms[n]}"*`).join(' AND ');
  const by = (key: string) =>
    anyOf([own ? isOneOf(key, own) : matching(key, match), isOneOf(key, waiting), ofPeople(people)]);
  return { where: by('p.id'), walking: by('+p.id') };
}

/**
 * What FTS5 takes for one term, so that it finds the first rows without gathering the last: its index of short beginnings, or the few
 * words of the book that begin so. Null where very many words begin so; '' where none does.
 */
function matchOf(db: Db, term: string): string | null {
  const { length } = [...term];
  if (length === 2 || length === 3) return `"${term}"*`;
  const alike = wordsFrom(db, term, term, (word) => `${word}\0`, MOST_ALIKE + 1);
  if (alike.length === 0) return '';
  if (alike.length <= MOST_ALIKE) return `(${alike.map((word) => `"${word}"`).join(' OR ')})`;
  if (rowsFrom(db, term, term) <= MOST_GATHERED) return `"${term}"*`;
  if (alike[0] !== term || rowsFrom(db, `${term}\0`, term) > MOST_GATHERED) return null;
  // A frequent word, and many seldom ones that begin with it.
  const longer = wordsFrom(db, `${term}\0`, term, (word) => `${begin(word, length + 1)}\u{10ffff}`, MOST_NEXT + 1);
  if (longer.length > MOST_NEXT) return null;
  return `("${term}" OR ${longer.map((word) => `"${begin(word, length + 1)}"*`).join(' OR ')})`;
}

const begin = (word: string, length: number) => [...word].slice(0, length).join('');

/** Words of the book from `first` on that begin with `term`; after each, the first at or behind `next` of it. At most `most`. */
function wordsFrom(db: Db, first: string, term: string, next: (word: string) => string, most: number): string[] {
  const found: string[] = [];
  for (let at = first; found.length < most; ) {
    const word = one<{ term: string }>(db, 'SELECT term FROM payment_vocabulary WHERE term >= ? LIMIT 1', at)?.term;
    if (!word?.startsWith(term)) break;
    found.push(word);
    at = next(word);
  }
  return found;
}

/** How many rows hold words from `first` on that begin with `term`; not counted beyond `MOST_GATHERED` + 1. */
function rowsFrom(db: Db, first: string, term: string): number {
  const text = `SELECT count(*) AS n FROM (SELECT 1 FROM payment_vocabulary WHERE term >= ? AND term < ? LIMIT ${MOST_GATHERED + 1})`;
  return one<{ n: number }>(db, text, first, `${term}\u{10ffff}`)?.n ?? 0;
}

/** All payments of the index that hold the terms, by one of them alone, when so few hold it that the others are found sooner in their texts. */
function fewOf(db: Db, terms: readonly string[], first: string | null): number[] | null {
  if (first === null || first === '') return null;
  const found = matched(db, first, MOST_FEW);
  return found.length > MOST_FEW ? null : [...holding(db, found, terms, [])];
}

/** The same by all of them; null when they are frequent. */
function gather(db: Db, terms: readonly string[], matches: readonly (string | null)[]): number[] | null {
  if (matches.includes('')) return [];
  const known = matches.filter((match) => match !== null);
  if (known.length === 0) return null;
  const found = matched(db, known.join(' AND '), MOST_GATHERED);
  if (found.length > MOST_GATHERED) return null;
  return known.length === matches.length ? found : [...holding(db, found, terms, [])];
}

/** One more than `most`, when there are more. */
function matched(db: Db, match: string, most: number): number[] {
  const read = sql(db, 'SELECT rowid FROM payment_words WHERE payment_words MATCH ? LIMIT ?').pluck();
  return read.all(match, most + 1) as number[]; // from outside: SQLite's integers
}

/** The keys of the rows whose own texts hold the terms, or whose customer or payer is one of the people. */
function holding(db: Db, ids: readonly number[], terms: readonly string[], people: readonly string[]): Set<number> {
  const named = ofPeople(people);
  const text = `SELECT p.id, concat(p.description, ' ', p.reference, ' ', p.external_id) AS words, ${named.sql || '0'} AS named
    FROM json_each(?) k CROSS JOIN payment p ON p.id = k.value`;
  const rows = all<{ id: number; words: string; named: number }>(db, text, ...named.values, JSON.stringify(ids));
  return new Set(rows.flatMap(({ id, words, named: isNamed }) => (isNamed || holdsTerms(words, terms) ? [id] : [])));
}

/** The payments of people; null when they are very many. */
function paymentsOf(db: Db, people: readonly string[]): number[] | null {
  if (people.length === 0) return [];
  const text = `SELECT q.id FROM json_each(?) j JOIN customer c ON c.uuid = unhex(j.value)
    JOIN payment q ON q.customer = coalesce(c.merged_into, c.id) UNION ALL
    SELECT q.id FROM json_each(?) j JOIN payer y ON y.uuid = unhex(j.value) JOIN payment q ON q.customer = y.customer AND q.payer = y.id
    LIMIT ${MOST_GATHERED + 1}`;
  const list = JSON.stringify(people);
  const found = sql(db, text).pluck().all(list, list) as number[]; // from outside: SQLite's integers
  return found.length > MOST_GATHERED ? null : found;
}

/** Empty for nobody. */
function ofPeople(people: readonly string[]): Where {
  if (people.length === 0) return { sql: '', values: [] };
  const list = JSON.stringify(people);
  return {
    sql: `(p.customer IN (SELECT coalesce(c.merged_into, c.id) FROM json_each(?) j JOIN customer c ON c.uuid = unhex(j.value))
      OR p.payer IN (SELECT y.id FROM json_each(?) j JOIN payer y ON y.uuid = unhex(j.value)))`,
    values: [list, list],
  };
}

function isOneOf(key: string, ids: readonly number[]): Where {
  return { sql: `${key} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] };
}

function matching(key: string, match: string): Where {
  return { sql: `${key} IN (SELECT rowid FROM payment_words WHERE payment_words MATCH ?)`, values: [match] };
}

function anyOf(parts: readonly Where[]): Where {
  const kept = parts.filter((part) => part.sql !== '');
  return { sql: kept.map((part) => part.sql).join(' OR '), values: kept.flatMap((part) => [...part.values]) };
}

/** People whose name or e-mail holds the text; hex ids, 500 at most. */
function peopleFor(db: Db, text: string): string[] {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return all<{ id: string }>(
    db,
    `SELECT hex(uuid) AS id FROM person WHERE name LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' LIMIT ${MOST_PEOPLE}`,
    pattern,
    pattern,
  ).map((row) => row.id);
}
