// Loaded before every script: stops an old Node with one sentence instead of a crash deep inside a native module,
// and lets Node 22.12 to 22.17 run the TypeScript scripts, which newer ones do by themselves.
import { spawn } from 'node:child_process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Counterfoil needs Node 22.12 or newer; this is ${process.version}. Install it from nodejs.org, or run "npm ci" again: it brings Node 24 on Linux and Windows.`,
  );
  process.exit(1);
}
if (!process.features.typescript) {
  const child = spawn(process.execPath, ['--experimental-strip-types', '--no-warnings', ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
  await new Promise(() => {});
}
