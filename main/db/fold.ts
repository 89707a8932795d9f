/**
 * Words as the search's index has them, for texts that are looked at without it. ASCII is folded here; anything else by SQLite's own
 * tokenizer, word by word and remembered, so that both always find the same rows.
 */
import Database from 'better-sqlite3';
import { all, type Db, run } from './sql';

const MOST_REMEMBERED = 20_000;

/** What no word of the index holds, of ASCII. */
const betweenWords = /[^0-9A-Za-z\u0080-\uffff]+/;
const isPlain = /^[0-9A-Za-z]*$/;

const remembered = new Map<string, readonly string[]>();
let tokenizer: Db | null = null;

/** Each of the index's words in these, once. */
export function foldedTerms(words: readonly string[]): string[] {
  return [...new Set(words.flatMap(folded))];
}

/** Whether each term begins a word of the text. `terms` as `foldedTerms` gives them. */
export function holdsTerms(text: string, terms: readonly string[]): boolean {
  const words = text.split(betweenWords).flatMap(folded);
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

function folded(piece: string): readonly string[] {
  if (isPlain.test(piece)) return piece === '' ? [] : [piece.toLowerCase()];
  const known = remembered.get(piece);
  if (known) return known;
  const words = tokenized(piece);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(piece, words);
  return words;
}

/** `tokenize` is that of `payment_words`; a test holds it to that. */
function tokenized(piece: string): string[] {
  if (!tokenizer) {
    tokenizer = new Database(':memory:');
    tokenizer.exec(`CREATE VIRTUAL TABLE piece USING fts5(words, content = '', detail = 'none', tokenize = "unicode61 remove_diacritics 2");
      CREATE VIRTUAL TABLE word USING fts5vocab(piece, row)`);
  }
  run(tokenizer, 'INSERT INTO piece (rowid, words) VALUES (1, ?)', piece);
  const words = all<{ term: string }>(tokenizer, 'SELECT term FROM word').map((row) => row.term);
  run(tokenizer, "INSERT INTO piece (piece) VALUES ('delete-all')");
  return words;
}
