// `npm start`: builds when the sources are newer, then opens the app in the shell that this computer can run.
import { build } from './build.ts';
import { launchOf } from './launch.ts';
import { runChild } from './run-child.ts';

try {
  await build(false, true);
  const { command, args, env } = await launchOf(process.argv.slice(2));
  process.exitCode = await runChild(command, args, env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
