/** Rules about SQL and about plain text: strict tables, exact columns, nothing of the machine that a file was written on. */
import type { Finding, Rule, Source } from './source';
import { withoutComments } from './source';

/** Reads `CREATE TABLE … ( … ) options` with the parentheses counted. */
function tablesIn(sql: string): { name: string; body: string; options: string; line: number }[] {
  const tables = [];
  for (const match of sql.matchAll(
    /CREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`]?(\w+)["'`]?\s*\(/gi,
  )) {
    const begin = match.index + match[0].length;
    let depth = 1;
    let end = begin;
    while (end < sql.length && depth > 0) {
      if (sql[end] === '(') depth++;
      if (sql[end] === ')') depth--;
      end++;
    }
    const options = /^[^;]*/.exec(sql.slice(end))?.[0] ?? '';
    tables.push({
      name: match[1] ?? '',
      body: sql.slice(begin, end - 1),
      options,
      line: sql.slice(0, match.index).split('\n').length,
    });
  }
  return tables;
}

const holdsSql = (source: Source) => source.path.endsWith('.sql') || /^main\/.*\.ts$/.test(source.path);

export const strictTables: Rule = (source) => {
  if (!holdsSql(source) || source.path.endsWith('.test.ts')) return [];
  return tablesIn(withoutComments(source))
    .filter((table) => !/\bSTRICT\b/i.test(table.options))
    .map((table) => ({
      rule: 'strict-tables',
      path: source.path,
      line: table.line,
      what: `table ${table.name} is not STRICT`,
    }));
};

export const noReal: Rule = (source) => {
  if (!holdsSql(source) || source.path.endsWith('.test.ts')) return [];
  return tablesIn(withoutComments(source))
    .filter((table) => /\b(REAL|FLOAT|DOUBLE|NUMERIC)\b/i.test(table.body))
    .map((table) => ({
      rule: 'no-real',
      path: source.path,
      line: table.line,
      what: `table ${table.name} keeps an inexact number`,
    }));
};

/** Tables are in the singular. */
export const singularTables: Rule = (source) => {
  if (!holdsSql(source) || source.path.endsWith('.test.ts')) return [];
  return tablesIn(withoutComments(source))
    .filter((table) => /[^s]s$/.test(table.name) && !/(status|basis)$/.test(table.name))
    .map((table) => ({
      rule: 'singular-tables',
      path: source.path,
      line: table.line,
      what: `table ${table.name} is in the plural`,
    }));
};

/** `/home/ada` and `/tmp` are examples and custom; a path of the machine that wrote the file is neither. */
const machinePath = new RegExp(
  String.raw`(?<![\w.])/(${['work', 'root'].join('|')}|home/(?!ada\b)\w+|Users/(?!ada\b)\w+)/\w`,
);

export const noMachinePath: Rule = (source) =>
  source.text
    .split('\n')
    .flatMap((line, index): Finding[] =>
      machinePath.test(line)
        ? [{ rule: 'no-machine-path', path: source.path, line: index + 1, what: line.trim().slice(0, 100) }]
        : [],
    );

export const noLooseEnd: Rule = (source) =>
  source.text
    .split('\n')
    .flatMap((line, index): Finding[] =>
      /\b(TODO|FIXME)\b/.test(line)
        ? [{ rule: 'no-loose-end', path: source.path, line: index + 1, what: line.trim().slice(0, 100) }]
        : [],
    );
