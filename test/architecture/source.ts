/** Reads the sources that the architecture tests judge, and says what a rule found and where. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');

export interface Source {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
  /** Null for what is not TypeScript. */
  ast: ts.SourceFile | null;
}

export interface Finding {
  rule: string;
  path: string;
  line: number;
  what: string;
}

/** Takes one file, gives what breaks the rule in it. */
export type Rule = (source: Source) => Finding[];

const folders = ['main', 'preload', 'renderer', 'scripts', 'test', 'docs', '.ci'];
const judged = new Set(['.ts', '.tsx', '.mts', '.cts', '.mjs', '.cjs', '.css', '.sql', '.html', '.md', '.sh', '']);
const generated = new Set(['node_modules', 'out', 'dist', 'test-results', 'playwright-report']);

export function sourceOf(path: string, text: string): Source {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const isCode = /\.(ts|tsx|mts|cts|mjs|cjs)$/.test(path);
  return { path, text, ast: isCode ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) : null };
}

/** Every source of the repository, those at the top included. */
export function allSources(): Source[] {
  const top = readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /^[\w.-]+\.(ts|mjs|cjs|md|json)$/.test(entry.name) &&
        !/package-lock|\.ts\.\d+/.test(entry.name),
    )
    .map((entry) => join(root, entry.name));
  return [...top, ...folders.flatMap((folder) => filesIn(join(root, folder)))]
    .map((file) => sourceOf(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : filesIn(full);
    return entry.isFile() && judged.has(extname(entry.name)) ? [full] : [];
  });
}

export const isTest = (path: string) => /\.(test|e2e|bench)\.tsx?$/.test(path) || path.startsWith('test/');
/** What runs on a person's machine: not tests, not scripts. */
export const ships = (path: string) => /^(main|renderer|preload)\//.test(path) && !isTest(path);

export function lineOf(source: Source, position: number): number {
  return source.ast ? source.ast.getLineAndCharacterOfPosition(position).line + 1 : 1;
}

/** Calls `visit` with every node of the file. */
export function walk(source: Source, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node) => {
    visit(node);
    ts.forEachChild(node, step);
  };
  if (source.ast) step(source.ast);
}

/** The text with comments blanked and every line kept where it was, so that a word in a comment is not taken for code. */
export function withoutComments(source: Source): string {
  if (source.path.endsWith('.sql')) return source.text.replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length));
  if (!source.ast) return source.text;
  const blank = source.text.split('');
  const seen = new Set<number>();
  walk(source, (node) => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    for (const range of [
      ...(ts.getLeadingCommentRanges(source.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.end) ?? []),
    ]) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      for (let at = range.pos; at < range.end; at++) if (blank[at] !== '\n') blank[at] = ' ';
    }
  });
  return blank.join('');
}
