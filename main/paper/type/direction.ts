/**
 * The order in which a line is drawn when part of it is read from the right: the cases of the Unicode bidirectional
 * algorithm (UAX 9) that occur without steering marks, in a line that begins at the left.
 */

export interface Piece {
  text: string;
  rightToLeft: boolean;
}

/** Hebrew, Arabic, Syriac, Thaana, N’Ko and what stands near them; their forms for presentation; the same beyond U+FFFF. */
const rightward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const digits = /\p{Nd}/u;
const letters = /[\p{L}\p{M}]/u;

type Kind = 'right' | 'left' | 'digits' | 'between';

function kindOf(sign: string): Kind {
  if (digits.test(sign)) return 'digits';
  if (rightward.test(sign)) return 'right';
  return letters.test(sign) ? 'left' : 'between';
}

/** From left to right as drawn; the text of a piece stays in the order in which it is read. */
export function drawnOrder(line: string): Piece[] {
  if (!rightward.test(line)) return [{ text: line, rightToLeft: false }];
  const runs = runsOf(line);
  const drawn: Piece[] = [];
  for (let at = 0; at < runs.length; ) {
    const end = endOfRightward(runs, at);
    if (end === at) {
      drawn.push({ text: runs[at]?.text ?? '', rightToLeft: false });
      at += 1;
      continue;
    }
    const backwards = runs.slice(at, end).reverse();
    drawn.push(...backwards.map(({ text, kind }) => ({ text, rightToLeft: kind !== 'digits' })));
    at = end;
  }
  return drawn;
}

interface Run {
  text: string;
  kind: Kind;
}

/** A figure such as 1,234.50 is one run: its separators stand between digits. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  for (const text of line.match(/\p{Nd}+(?:[.,:/-]\p{Nd}+)*|\s+|[^\s\p{Nd}]/gu) ?? []) {
    const kind = kindOf(text);
    const last = runs.at(-1);
    if (last && last.kind === kind && kind !== 'between') last.text += text;
    else runs.push({ text, kind });
  }
  return runs;
}

/** Behind the last run that is read from the right, digits and what stands between included; `from` when none begins there. */
function endOfRightward(runs: readonly Run[], from: number): number {
  if (runs[from]?.kind !== 'right') return from;
  let end = from + 1;
  for (let at = from + 1; at < runs.length && runs[at]?.kind !== 'left'; at++)
    if (runs[at]?.kind !== 'between') end = at + 1;
  return end;
}
