// Runs a program in this one's place: same terminal, signals passed on, its exit code becomes ours.
import { spawn } from 'node:child_process';
import { whenParentGone } from './parent.ts';

/** Resolves with the exit code; 128 + n when signal n ended it. Throws when it cannot be started. */
export function runChild(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal));
  whenParentGone(() => void child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGKILL' ? 137 : 143)),
    );
  });
}
