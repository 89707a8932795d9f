// `npm run counterfoil -- …`: the command line, built first when the sources are newer than what was built.
import { build } from './build.ts';
import { runChild } from './run-child.ts';

try {
  await build(false, true);
  process.exitCode = await runChild(process.execPath, ['out/main/cli.js', ...process.argv.slice(2)], process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
