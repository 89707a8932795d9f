/**
 * The tokens of XML and of OFX's SGML, with their places: tags, text, nothing else. Document types and entities of a file's own are
 * refused: they can name other files and grow without end, and statements never need them.
 */
import { Failure, type FailureCode, type FailureParams } from '../../../kernel/failure';

export interface Token {
  kind: 'open' | 'close' | 'text';
  /** Of a tag, without its namespace; the text itself, decoded. */
  text: string;
  /** Where it begins. */
  at: number;
  /** Attributes as they stand; '' where there are none. */
  rest: string;
  /** `<a/>`. */
  isEmpty: boolean;
}

/** What cannot be read at all, and where. */
export class Unreadable extends Error {
  readonly at: number;
  readonly failure: Failure;
  constructor(at: number, code: FailureCode, params: FailureParams = {}) {
    super(code);
    this.at = at;
    this.failure = new Failure(code, params);
  }
}

const MOST_TAGS = 5_000_000;
/** Signs of one text or tag. */
const LONGEST = 1_000_000;

/** Throws Unreadable: statement-document-type, statement-markup. */
export function* tokensOf(text: string, from = 0): Generator<Token> {
  let at = from;
  let tags = 0;
  const broken = (place: number): never => {
    throw new Unreadable(place, 'statement-markup');
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    if (end > at) {
      if (end - at > LONGEST) broken(at);
      yield { kind: 'text', text: decoded(text.slice(at, end)), at, rest: '', isEmpty: false };
    }
    if (next < 0) return;
    if (++tags > MOST_TAGS) broken(next);
    if (text.startsWith('<!--', next)) at = behind(text, '-->', next, broken);
    else if (text.startsWith('<?', next)) at = behind(text, '?>', next, broken);
    else if (text.startsWith('<![CDATA[', next)) {
      at = behind(text, ']]>', next, broken);
      yield { kind: 'text', text: text.slice(next + 9, at - 3), at: next, rest: '', isEmpty: false };
    } else if (text.startsWith('<!', next)) throw new Unreadable(next, 'statement-document-type');
    else {
      at = behind(text, '>', next, broken);
      if (at - next > LONGEST) broken(next);
      yield tag(text.slice(next + 1, at - 1), next, broken);
    }
  }
}

function behind(text: string, mark: string, from: number, broken: (place: number) => never): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? broken(from) : found + mark.length;
}

function tag(inner: string, at: number, broken: (place: number) => never): Token {
  const isClose = inner.startsWith('/');
  const isEmpty = !isClose && inner.endsWith('/');
  const body = inner.slice(isClose ? 1 : 0, isEmpty ? -1 : undefined);
  const [, name = '', rest = ''] = /^(?:[\w.-]+:)?([A-Za-z_][\w.-]*)((?:\s[^<]*)?)$/s.exec(body) ?? [];
  if (name === '' || (isClose && rest.trim() !== '')) broken(at);
  return { kind: isClose ? 'close' : 'open', text: name, at, rest: rest.trim(), isEmpty };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The entities that need no definition; what is none stays as it stands. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** An attribute's value; '' where it is not there. */
export function attribute(rest: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(rest);
  return decoded(match?.[1] ?? match?.[2] ?? '');
}
