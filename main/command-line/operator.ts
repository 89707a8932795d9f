/** `--operator`: who a command acts as. The passphrase comes from the environment or is typed unseen, and is never an argument. */
import type { Api } from './engine';
import { UsageError } from './exit';

const LONGEST = 200;
const ENTER = ['\r', '\n'];
const BACK = ['\u007f', '\b'];
const END = ['\u0003', '\u0004'];

/** Throws Failure sign-in-wrong, sign-in-wait; UsageError where nobody can type. */
export async function signIn(api: Api, name: string, signal: AbortSignal): Promise<void> {
  const { COUNTERFOIL_OPERATOR_PASSPHRASE, COUNTERFOIL_PASSPHRASE } = process.env;
  const passphrase = COUNTERFOIL_OPERATOR_PASSPHRASE || COUNTERFOIL_PASSPHRASE || (await typed(name));
  await api.operators.signIn({ name, passphrase }, { signal });
}

/** Read key by key with the terminal's echo off. */
function typed(name: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY)
    throw new UsageError('The operator’s passphrase is read from COUNTERFOIL_OPERATOR_PASSPHRASE, which is not set.');
  stderr.write(`Passphrase of ${name}: `);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (then: () => void) => {
      stdin.off('data', read);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      then();
    };
    const read = (keys: string) => {
      for (const key of keys) {
        if (ENTER.includes(key)) return end(() => resolve(text));
        if (END.includes(key)) return end(() => reject(new UsageError('No passphrase was typed.')));
        if (BACK.includes(key)) text = [...text].slice(0, -1).join('');
        else if (text.length < LONGEST) text += key;
      }
    };
    stdin.on('data', read);
  });
}
