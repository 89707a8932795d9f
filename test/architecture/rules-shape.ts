/** Rules about the shape of a file: its size, its name, what it exports, what stands at its top. */
import ts from 'typescript';
import { type Finding, isTest, lineOf, type Rule, type Source, ships, walk } from './source';

const longestFile = 300;
const longestFunction = 60;
const longestEntry = 100;
const entries = new Set(['main/index.ts', 'main/browser.ts', 'main/cli.ts']);
const emptyNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'base',
  'manager',
  'service',
  'services',
  'misc',
]);
/** Files that a tool or a custom names. */
const fixedNames = new Set(['README', 'CONTRIBUTING', 'CHANGELOG', 'LICENSE']);

const lines = (source: Source) => source.text.replace(/\n$/, '').split('\n').length;
const isProse = (source: Source) => /\.(md|html|json)$/.test(source.path);
const isConfig = (path: string) =>
  /(^|\/)[\w.-]+\.config\.ts$/.test(path) || path.endsWith('.cjs') || /^\.\w.*\.mjs$/.test(path);

export const fileLength: Rule = (source) => {
  const limit = entries.has(source.path) ? longestEntry : longestFile;
  const count = lines(source);
  if (isProse(source) || count <= limit) return [];
  return [{ rule: 'file-length', path: source.path, line: limit + 1, what: `${count} lines; at most ${limit}` }];
};

/** A suite of tests is a section of the file, not a function with one purpose. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(test\.)?describe\b/.test(node.parent.expression.getText());
}

export const functionLength: Rule = (source) => {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isSuite(node)) return;
    const first = lineOf(source, node.getStart());
    const count = lineOf(source, node.end) - first + 1;
    if (count <= longestFunction) return;
    const name =
      node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function');
    found.push({
      rule: 'function-length',
      path: source.path,
      line: first,
      what: `${name} has ${count} lines; at most ${longestFunction}`,
    });
  });
  return found;
};

/** A word that says nothing, as a whole name or as its last part (`payment-utils`). */
export const tellingNames: Rule = (source) =>
  source.path
    .split('/')
    .map((part) => part.replace(/\..*$/, '').toLowerCase())
    .filter((part) => emptyNames.has(part) || emptyNames.has(part.split('-').at(-1) ?? ''))
    .map((part) => ({
      rule: 'telling-names',
      path: source.path,
      line: 1,
      what: `“${part}” does not say what is in it`,
    }));

export const kebabCase: Rule = (source) => {
  const parts = source.path.split('/').filter((part) => !part.startsWith('.'));
  const wrong = parts.filter((part) => {
    const names = part.split('.').slice(0, -1);
    if (part.split('.').length === 1) names.push(part);
    return names.some((name) => !fixedNames.has(name) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
  });
  return wrong.map((part) => ({ rule: 'kebab-case', path: source.path, line: 1, what: `${part} is not kebab-case` }));
};

export const noBarrel: Rule = (source) => {
  const statements = source.ast?.statements ?? [];
  const passed = statements.filter((one) => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined);
  const stars = passed.filter((one) => ts.isExportDeclaration(one) && !one.exportClause);
  const onlyPasses = statements.length > 0 && passed.length === statements.length;
  return (onlyPasses ? passed.slice(0, 1) : stars).map((one) => ({
    rule: 'no-barrel',
    path: source.path,
    line: lineOf(source, one.getStart()),
    what: 'exports only what others made: import from where it is made',
  }));
};

export const noDefaultExport: Rule = (source) => {
  if (isConfig(source.path)) return [];
  const found: Finding[] = [];
  for (const one of source.ast?.statements ?? []) {
    const byModifier =
      ts.canHaveModifiers(one) && ts.getModifiers(one)?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
    if (ts.isExportAssignment(one) || byModifier)
      found.push({
        rule: 'no-default-export',
        path: source.path,
        line: lineOf(source, one.getStart()),
        what: 'a default export has no name',
      });
  }
  return found;
};

export const saysWhy: Rule = (source) => {
  if (!source.ast || isTest(source.path) || isConfig(source.path) || source.path.endsWith('.d.ts')) return [];
  const first = source.ast.statements.find((one) => !ts.isImportDeclaration(one)) ?? source.ast.statements[0];
  const places = [source.ast.statements[0], first].filter((one) => one !== undefined);
  const text = source.text;
  if (places.some((one) => (ts.getLeadingCommentRanges(text, one.pos) ?? []).length > 0)) return [];
  return [{ rule: 'says-why', path: source.path, line: 1, what: 'begins without a comment that says what it is for' }];
};

/** Bundled code leaves extensions out; scripts run as they are and need them. What supports tests is run both ways. */
export const importExtension: Rule = (source) => {
  const wants = source.path.startsWith('scripts/');
  const found: Finding[] = [];
  for (const one of source.ast?.statements ?? []) {
    if (!ts.isImportDeclaration(one) || !ts.isStringLiteral(one.moduleSpecifier)) continue;
    const path = one.moduleSpecifier.text;
    if (
      !path.startsWith('.') ||
      source.path.endsWith('.mjs') ||
      source.path.startsWith('test/support/') ||
      /\.(css|sql|json|svg|png)$|\?/.test(path)
    )
      continue;
    const has = /\.(ts|tsx|mjs)$/.test(path);
    const intoScripts = /\/scripts\//.test(path);
    if (!intoScripts && has !== wants)
      found.push({
        rule: 'import-extension',
        path: source.path,
        line: lineOf(source, one.getStart()),
        what: `${path} ${wants ? 'needs' : 'should not have'} its extension`,
      });
  }
  return found;
};

/** Nothing else may run between BEGIN and COMMIT. */
export const noAwaitInTransaction: Rule = (source) => {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !/\.(transaction|immediate|exclusive)$/.test(node.expression.getText())) return;
    for (const argument of node.arguments) {
      const isAsync =
        ts.isFunctionLike(argument) &&
        ts.canHaveModifiers(argument) &&
        ts.getModifiers(argument)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
      if (isAsync)
        found.push({
          rule: 'no-await-in-transaction',
          path: source.path,
          line: lineOf(source, argument.getStart()),
          what: 'a transaction that waits lets others write in between',
        });
    }
  });
  return found;
};

/** What a person reads stands in the locale files, in every language. */
export const wordsInLocales: Rule = (source) => {
  if (!ships(source.path) || !source.path.endsWith('.tsx')) return [];
  const read = new Set(['title', 'label', 'placeholder', 'aria-label', 'description', 'alt', 'error']);
  const found: Finding[] = [];
  const report = (node: ts.Node, text: string) =>
    found.push({
      rule: 'words-in-locales',
      path: source.path,
      line: lineOf(source, node.getStart()),
      what: `“${text.trim()}” is not in the locale files`,
    });
  walk(source, (node) => {
    if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text)) report(node, node.text);
    if (!ts.isJsxAttribute(node) || !read.has(node.name.getText())) return;
    if (node.initializer && ts.isStringLiteral(node.initializer) && /\p{L}{2}/u.test(node.initializer.text))
      report(node, node.initializer.text);
  });
  return found;
};
