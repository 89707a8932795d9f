/** Runs one command and gives the exit code. */
import { version } from '../../package.json';
import { Failure } from '../kernel/failure';
import { systemClock } from '../kernel/time';
import { chooseBook } from '../shell/places';
import { attachmentCommands } from './attachment-files';
import { bookCommands } from './book-commands';
import { callCommand } from './call-command';
import { changeCommands } from './change-commands';
import { closingCommands } from './closing-commands';
import type { Command, Use } from './command';
import { creditCommands } from './credit-commands';
import { type Connected, connect, ourPlaces } from './engine';
import { exitCodes, UsageError } from './exit';
import { exportCommands } from './export-commands';
import { gatewayCommands } from './gateway-commands';
import { commandHelp, programHelp } from './help';
import { importCommands } from './import-commands';
import { invoiceCommands } from './invoice-commands';
import { ledgerCommands } from './ledger-commands';
import { mailCommands } from './mail-commands';
import { matchCommands } from './match-commands';
import { moneyCommands } from './money-commands';
import { signIn } from './operator';
import { makeOutput, type Output } from './output';
import { paperCommands } from './paper-commands';
import { reportCommands } from './report-commands';
import { standingCommands } from './standing-commands';
import { statementCommands } from './statement-commands';
import { voucherCommands } from './voucher-commands';
import { type Asked, readWords } from './words';

export const commands: readonly Command[] = [
  ...bookCommands,
  ...ledgerCommands,
  ...gatewayCommands,
  ...moneyCommands,
  ...creditCommands,
  ...attachmentCommands,
  ...exportCommands,
  ...paperCommands,
  ...voucherCommands,
  ...invoiceCommands,
  ...mailCommands,
  ...importCommands,
  ...changeCommands,
  ...statementCommands,
  ...reportCommands,
  ...closingCommands,
  ...matchCommands,
  ...standingCommands,
  callCommand,
];

/** Takes the words after the program's name. Never throws. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const output = makeOutput(argv.includes('--json'), systemClock, () => abort.abort());
  stopOnSignals(abort);
  try {
    const asked = readWords(argv, commands);
    if (asked.kind === 'run') await runIn(asked, output, abort.signal);
    else if (asked.kind === 'version') output.tell({ version }, version);
    else if (asked.command) output.tell(factsOf(asked.command), commandHelp(asked.command));
    else output.tell(commands.map(factsOf), programHelp(commands));
    await output.written();
    return exitCodes.done;
  } catch (error) {
    // Whoever closed the pipe (`| head`) has all that they wanted.
    if (output.closed()) return exitCodes.done;
    await output.written().catch(() => {});
    return output.failed(abort.signal.aborted ? abort.signal.reason : error);
  }
}

function stopOnSignals(abort: AbortController): void {
  process.once('SIGINT', () => {
    abort.abort();
    // A second Ctrl+C does not wait.
    process.once('SIGINT', () => process.exit(exitCodes.cancelled));
  });
  process.once('SIGTERM', () => abort.abort());
}

async function runIn(asked: Asked & { kind: 'run' }, output: Output, signal: AbortSignal): Promise<void> {
  const { command, words, option, options, flag } = asked;
  const places = ourPlaces();
  const book = chooseBook(places, option('book') ?? null);
  const opened: Connected[] = [];
  const use: Use = {
    words,
    option,
    options,
    flag,
    output,
    places,
    book,
    signal,
    async connect(choice = book, more = []) {
      const connected = await connect(choice, places, signal, more);
      opened.push(connected);
      const operator = option('operator');
      if (operator !== undefined) await signIn(connected.api, operator, signal);
      return connected;
    },
    api: async () => (opened[0] ?? (await use.connect())).api,
  };
  try {
    await command.run(use);
  } catch (error) {
    // A call that the engine never answered fails in words of the transport.
    if (opened.some((each) => each.lost()) && !signal.aborted)
      throw new Failure('engine-stopped', {}, { cause: error });
    if (error instanceof UsageError) error.command ??= command.name;
    throw error;
  } finally {
    for (const each of opened) await each.close();
  }
}

function factsOf({ name, usage, about }: Command) {
  return { name, usage, about };
}
