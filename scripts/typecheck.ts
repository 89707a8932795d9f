// Checks the types of each part against the world it runs in: Node, the window, the preload, the browser tests.
import { existsSync } from 'node:fs';
import { endChildrenOnSignal, runCommand } from './run-command.ts';

const projects = ['tsconfig.json', 'renderer/tsconfig.json', 'preload/tsconfig.json', 'test/e2e/tsconfig.json'];
const compiler = 'node_modules/typescript-7/bin/tsc';

endChildrenOnSignal();
// Every project is checked even when one fails, so that one run shows all there is to mend.
for (const project of projects) {
  if (!existsSync(project)) {
    console.error(`${project} is missing.`);
    process.exitCode = 1;
    continue;
  }
  const code = await runCommand(process.execPath, [compiler, '--noEmit', '-p', project], { limitMs: 300_000 });
  console.log(`${code === 0 ? 'holds' : 'fails'}  ${project}`);
  if (code !== 0) process.exitCode = 1;
}
