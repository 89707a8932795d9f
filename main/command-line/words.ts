/** Reads the words of a command line. Pure: what is wrong with them is said before anything is opened. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Command } from './command';
import { UsageError } from './exit';

export const everywhere = {
  book: { type: 'string' },
  operator: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

/** What was asked for. */
export type Asked =
  | { kind: 'version' }
  /** `command` is the one that help is wanted about; null is the whole program. */
  | { kind: 'help'; command: Command | null }
  | {
      kind: 'run';
      command: Command;
      words: string[];
      option(name: string): string | undefined;
      options(name: string): string[];
      flag(name: string): boolean;
    };

/** Throws UsageError. */
export function readWords(argv: readonly string[], commands: readonly Command[]): Asked {
  if (argv[0] === '--version') return { kind: 'version' };
  // Which options take a value must be known to tell them from words; a second reading then holds the command to its own.
  const options: ParseArgsOptionsConfig = { ...everywhere };
  for (const command of commands) for (const [name, option] of Object.entries(command.options)) options[name] = option;
  const loose = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false });
  const named = loose.positionals[0] === 'help' ? loose.positionals.slice(1) : loose.positionals;
  const found = commandOf(named, commands);
  if (loose.values.help === true || loose.positionals[0] === 'help' || argv.length === 0) {
    if (!found && named.length > 0) throw unknown(named, commands);
    return { kind: 'help', command: found };
  }
  if (!found) throw unknown(named, commands);
  const { values, words } = strictly(found, argv);
  // A word too many for `export` is a mistaken one of `export payments`.
  const isFirst = found.words === undefined && commands.some(({ name }) => name.startsWith(`${found.name} `));
  if (isFirst && words.length > 0) throw unknown(named, commands);
  if (words.length > (found.words ?? 0))
    throw new UsageError(`“${words[found.words ?? 0]}” is one word too many: ${found.usage}.`);
  return {
    kind: 'run',
    command: found,
    words,
    option(name) {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    options(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** The longest name that fits: `demo statements` before `demo`. */
function commandOf(words: readonly string[], commands: readonly Command[]): Command | null {
  const fitting = commands.filter(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  return fitting.toSorted((one, other) => other.name.length - one.name.length)[0] ?? null;
}

function unknown(words: readonly string[], commands: readonly Command[]): UsageError {
  if (words.length === 0) return new UsageError('There is no command in this.');
  const [first = ''] = words;
  const alike = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  const there = alike.length > 0 ? ` There is: ${alike.join(', ')}.` : '';
  return new UsageError(`There is no command “${words.slice(0, 2).join(' ')}”.${there}`);
}

function strictly(command: Command, argv: readonly string[]) {
  try {
    const options = { ...everywhere, ...command.options };
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const all: Readonly<Record<string, unknown>> = values;
    return { values: all, words: positionals.slice(command.name.split(' ').length) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // Node adds advice after its first sentence.
    const first = text.split(/[.\n]/)[0] ?? '';
    throw new UsageError(first.endsWith('ambiguous') ? `${first}: write --name=-value.` : `${first}.`);
  }
}
