/** Entry of the command line: the same engine without a window. */
import { runCommand } from './command-line/run';

process.exitCode = await runCommand(process.argv.slice(2));
