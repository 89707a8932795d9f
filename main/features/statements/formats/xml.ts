/** XML as a tree, but for the elements that come by the thousand: those are handed over one by one, so that the tree stays small. */
import { type Token, tokensOf, Unreadable } from './markup';

export interface XmlNode {
  name: string;
  at: number;
  /** Attributes as they stand. */
  rest: string;
  text: string;
  children: XmlNode[];
}

const DEEPEST = 100;

/** The document's element. `take` gets each element named in `cut` when it ends, and the open one around it. Throws Unreadable. */
export function readXml(
  text: string,
  cut: ReadonlySet<string>,
  take: (node: XmlNode, parent: XmlNode) => void,
): XmlNode {
  const root: XmlNode = { name: '', at: 0, rest: '', text: '', children: [] };
  const open: XmlNode[] = [root];
  for (const token of tokensOf(text)) {
    const parent = open[open.length - 1] ?? root;
    if (token.kind === 'text') {
      if (open.length > 1) parent.text += token.text;
      else if (token.text.trim() !== '' && token.text.trim() !== '\ufeff')
        throw new Unreadable(token.at, 'statement-markup');
    } else if (token.kind === 'open') {
      const node: XmlNode = { name: token.text, at: token.at, rest: token.rest, text: '', children: [] };
      if (token.isEmpty) place(node, parent, cut, take);
      else if (open.push(node) > DEEPEST) throw new Unreadable(token.at, 'statement-markup');
    } else {
      close(open, token, cut, take);
    }
  }
  const unclosed = open.length > 1 ? open[open.length - 1] : undefined;
  if (unclosed) throw new Unreadable(unclosed.at, 'statement-cut-short', { tag: `<${unclosed.name.slice(0, 40)}>` });
  const [document] = root.children;
  if (!document || root.children.length > 1)
    throw new Unreadable(document ? (root.children[1]?.at ?? 0) : 0, 'statement-markup');
  return document;
}

function close(
  open: XmlNode[],
  token: Token,
  cut: ReadonlySet<string>,
  take: (node: XmlNode, parent: XmlNode) => void,
): void {
  const node = open.length > 1 ? open.pop() : undefined;
  const parent = open[open.length - 1];
  if (!node || !parent || node.name !== token.text) throw new Unreadable(token.at, 'statement-markup');
  node.text = node.text.trim();
  place(node, parent, cut, take);
}

function place(
  node: XmlNode,
  parent: XmlNode,
  cut: ReadonlySet<string>,
  take: (node: XmlNode, parent: XmlNode) => void,
) {
  if (cut.has(node.name)) take(node, parent);
  else parent.children.push(node);
}

/** The first element on this path, or null. */
export function at(node: XmlNode | null, ...path: string[]): XmlNode | null {
  let found: XmlNode | null = node;
  for (const name of path) found = found?.children.find((child) => child.name === name) ?? null;
  return found;
}

/** Its text; '' where it is not there. */
export function textAt(node: XmlNode | null, ...path: string[]): string {
  return at(node, ...path)?.text ?? '';
}

/** Every element of this name below it, in their order. */
export function* everyOf(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child;
    else yield* everyOf(child, name);
  }
}
