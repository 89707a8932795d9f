/** Calls and words that are banned, each with the place where it may stand and the reason. */
import { marker } from './rules-types';
import { type Finding, isTest, type Rule, type Source, ships, withoutComments } from './source';

interface Ban {
  rule: string;
  pattern: RegExp;
  /** Which files it is about. */
  where(path: string): boolean;
  why: string;
}

const outside =
  (...allowed: RegExp[]) =>
  (path: string) =>
    ships(path) && !allowed.some((one) => one.test(path));
const money = '(amount|minor|money|total|balance|fee|gross|net|price|due|refund|credit)';

export const bans: readonly Ban[] = [
  {
    rule: 'clock',
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)/,
    where: outside(/^main\/kernel\/time\.ts$/),
    why: 'only kernel/time.ts reads the clock; take a Clock',
  },
  { rule: 'parse-float', pattern: /\bparseFloat\(/, where: outside(), why: 'money is never a float' },
  {
    rule: 'to-fixed',
    pattern: /\.toFixed\(/,
    where: outside(),
    why: 'rounds in binary; money text is made by kernel/money.ts',
  },
  {
    rule: 'number-on-money',
    pattern: new RegExp(String.raw`\bNumber\([^()]*\b\w*${money}\w*`, 'i'),
    where: outside(/^main\/kernel\/money\.ts$/),
    why: 'amounts are read by kernel/money.ts',
  },
  {
    rule: 'or-replace',
    pattern: /\bOR\s+REPLACE\b|\bREPLACE\s+INTO\b/i,
    where: ships,
    why: 'walks through the append-only triggers',
  },
  {
    rule: 'raw-html',
    pattern: /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b|\bdocument\.write\(/,
    where: ships,
    why: 'text from outside is shown as text',
  },
  {
    rule: 'eval',
    pattern: /\beval\(|\bnew Function\(|\bexecuteJavaScript\b/,
    where: ships,
    why: 'no text is ever run',
  },
  {
    rule: 'new-window',
    pattern: /\bnew (BrowserWindow|WebContentsView|BrowserView)\b/,
    where: outside(/^main\/shell\/electron\/electron-shell\.ts$/),
    why: 'windows are made in one place, with one set of options',
  },
  {
    rule: 'ipc-main',
    pattern: /\bipcMain\b/,
    where: outside(/^main\/shell\/electron\/ipc\.ts$/),
    why: 'every message passes one check of its sender',
  },
  {
    rule: 'open-external',
    pattern: /\bshell\.openExternal\b/,
    where: outside(/^main\/shell\/electron\/external\.ts$/),
    why: 'links leave through one check of their host',
  },
  { rule: 'file-url', pattern: /\bfile:\/\//, where: ships, why: 'pages come from app:// or the shell’s own origin' },
  { rule: 'load-http', pattern: /\bloadURL\(\s*[`'"]https?:/, where: ships, why: 'no remote page runs in our window' },
  { rule: 'webview', pattern: /<webview\b|\bwebviewTag:\s*true/, where: ships, why: 'no page inside the page' },
  {
    rule: 'listen-anywhere',
    pattern: /\.listen\(\s*\d+\s*(\)|,(?!\s*(['"]127\.0\.0\.1['"]|loopback\b)))/,
    where: ships,
    why: 'binds every network; name 127.0.0.1',
  },
  {
    rule: 'focused-or-skipped',
    pattern: /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fixme|skipIf|runIf|fails)\b|\bx(it|describe)\(/,
    where: isTest,
    why: 'every test runs, always',
  },
  {
    rule: 'two-casts',
    pattern: /\bas unknown as\b|\bas any\b/,
    where: (path) => ships(path) || path.startsWith('scripts/'),
    why: 'a claim that the compiler has refused',
  },
  {
    rule: 'ts-ignore',
    pattern: /@ts-(ignore|nocheck)/,
    where: (path) => /\.tsx?$/.test(path),
    why: 'an error that nobody reads again',
  },
  {
    rule: 'engine-stdout',
    pattern: /\bconsole\.(log|info|warn|error)\(|\bprocess\.stdout\b/,
    where: (path) => /^main\/(kernel|db|journal|ledger|gateways|features)\//.test(path) && ships(path),
    why: 'the engine speaks through its log; its stdout is a protocol',
  },
];

/** Rules that read comments too: a switched-off check stands in one. */
const readsComments = new Set(['ts-ignore']);

function ruleOf(ban: Ban): Rule {
  return (source: Source): Finding[] => {
    if (!ban.where(source.path) || !/\.(ts|tsx|mts|mjs|cjs|sql|html)$/.test(source.path)) return [];
    const text = readsComments.has(ban.rule) ? source.text : withoutComments(source);
    const asWritten = source.text.split('\n');
    return text
      .split('\n')
      .flatMap((line, index) =>
        ban.pattern.test(line) && !(ban.rule === 'two-casts' && marker.test(asWritten[index] ?? ''))
          ? [{ rule: ban.rule, path: source.path, line: index + 1, what: `${line.trim().slice(0, 80)}: ${ban.why}` }]
          : [],
      );
  };
}

export const callRules: readonly Rule[] = bans.map(ruleOf);
