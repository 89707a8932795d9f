/** Reads the command's words, runs it, and gives the exit code. */
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { systemClock } from '../kernel/time';
import { chooseBook, type Places } from '../shell/places';
import { bookCommands } from './book-commands';
import { callCommand } from './call-command';
import type { Command, Use } from './command';
import { type Connected, connect, ourPlaces } from './engine';
import { exitCodes, UsageError } from './exit';
import { exportCommands } from './export-commands';
import { ledgerCommands } from './ledger-commands';
import { makeOutput, type Output, table } from './output';

export const commands: readonly Command[] = [...bookCommands, ...ledgerCommands, ...exportCommands, callCommand];

const everywhere = { book: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;

/** Takes the words after the program's name. Never throws. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const output = makeOutput(argv.includes('--json'), systemClock);
  if (argv[0] === '--version') {
    output.tell({ version }, version);
    return exitCodes.done;
  }
  if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help') {
    output.tell(
      commands.map(({ name, usage, about }) => ({ name, usage, about })),
      helpText(),
    );
    return exitCodes.done;
  }
  const abort = new AbortController();
  // A second Ctrl+C does not wait.
  process.once('SIGINT', () => {
    abort.abort();
    process.once('SIGINT', () => process.exit(exitCodes.cancelled));
  });
  process.once('SIGTERM', () => abort.abort());
  const opened: Connected[] = [];
  try {
    const { command, use } = prepare(argv, output, abort.signal, opened);
    await command.run(use);
    return exitCodes.done;
  } catch (error) {
    return output.failed(abort.signal.aborted ? abort.signal.reason : error);
  } finally {
    for (const each of opened) await each.close();
  }
}

function prepare(
  argv: readonly string[],
  output: Output,
  signal: AbortSignal,
  opened: Connected[],
): { command: Command; use: Use } {
  const command = commandOf(argv);
  const { values, words } = read(command, argv);
  const places = ourPlaces();
  const option = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const use: Use = {
    words,
    option,
    flag: (name) => values[name] === true,
    output,
    places,
    book: chooseBook(places, option('book') ?? null),
    signal,
    connect: (choice = use.book, more = []) => open(choice, places, more, opened),
    api: async () => (opened[0] ?? (await use.connect())).api,
  };
  return { command, use };
}

async function open(
  choice: Use['book'],
  places: Places,
  more: readonly string[],
  opened: Connected[],
): Promise<Connected> {
  const connected = await connect(choice, places, more);
  opened.push(connected);
  return connected;
}

function commandOf(argv: readonly string[]): Command {
  const words = argv.filter((word) => !word.startsWith('-'));
  const found = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (found) return found;
  throw new UsageError(
    words.length === 0 ? 'Say what to do.' : `There is no command “${words.slice(0, 2).join(' ')}”.`,
  );
}

function read(command: Command, argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...everywhere, ...command.options },
      allowPositionals: true,
    });
    const words = positionals.slice(command.name.split(' ').length);
    return { values: values as Record<string, unknown>, words }; // from outside: the options are checked by those who read them
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function helpText(): string {
  const rows = commands.map(({ usage, about }) => [`  ${usage}`, about]);
  return [
    'counterfoil <command> [--book <file.counterfoil>] [--json]',
    '',
    table(['Commands', ''], rows),
    '',
    'Without --book: the book the app had open last, else the demo company.',
    'Exit codes: 0 done, 1 failed, 2 not understood, 3 the book cannot be opened, 4 a check found something,',
    '5 a gateway or its key, 130 cancelled.',
  ].join('\n');
}
