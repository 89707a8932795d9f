/** Rules about types: no `any`, and `as` only where something comes in from outside. */
import ts from 'typescript';
import { type Finding, isTest, lineOf, type Rule, type Source, walk } from './source';

/** The comment that allows an `as`, on its line or the one above, with the reason behind it. */
export const marker = /\/\/ from outside: \S|\/\*\* from outside: \S/;

export const noAny: Rule = (source) => {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      found.push({
        rule: 'no-any',
        path: source.path,
        line: lineOf(source, node.getStart()),
        what: '`any` switches the compiler off',
      });
  });
  return found;
};

export const asOnlyFromOutside: Rule = (source) => {
  if (isTest(source.path)) return [];
  const found: Finding[] = [];
  const brands = brandsOf(source);
  walk(source, (node) => {
    if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return;
    const type = node.type.getText();
    if (type === 'const' || brands.has(type) || isMarked(source, node)) return;
    found.push({
      rule: 'as-only-from-outside',
      path: source.path,
      line: lineOf(source, node.getStart()),
      what: `\`as ${type}\` is a claim: parse it, or say “// from outside: why”`,
    });
  });
  return found;
};

/** A brand is made in the file that declares it, after its check: `type Minor = number & { readonly __minor: true }`. */
function brandsOf(source: Source): Set<string> {
  const brands = new Set<string>();
  for (const one of source.ast?.statements ?? []) {
    if (ts.isTypeAliasDeclaration(one) && /&\s*\{\s*readonly (__\w+|\[\w+\]): /.test(one.type.getText()))
      brands.add(one.name.text);
  }
  return brands;
}

/** The marker may stand on a line of the expression or on the line above the statement that holds it. */
function isMarked(source: Source, node: ts.Node): boolean {
  let statement: ts.Node = node;
  while (statement.parent && !ts.isStatement(statement) && !ts.isPropertyAssignment(statement))
    statement = statement.parent;
  const all = source.text.split('\n');
  const first = Math.min(lineOf(source, statement.getStart()), lineOf(source, node.getStart())) - 1;
  const near = [
    all[first - 1],
    all[lineOf(source, node.getStart()) - 2],
    ...all.slice(lineOf(source, node.getStart()) - 1, lineOf(source, node.end)),
  ];
  return near.some((line) => line !== undefined && marker.test(line));
}
