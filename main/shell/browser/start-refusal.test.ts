import { expect, it } from 'vitest';
import { type StartState, startRefusal } from './start-refusal';

const plain: StartState = { nodeOptions: undefined, execArgv: [], asRoot: false, allowRoot: false, development: false };

it.each<[string, Partial<StartState>, RegExp | null]>([
  ['starts', {}, null],
  ['refuses NODE_OPTIONS', { nodeOptions: '--require ./x.js' }, /NODE_OPTIONS/],
  ['refuses a debugger', { execArgv: ['--inspect=9229'] }, /--inspect/],
  ['refuses a waiting debugger', { execArgv: ['--inspect-brk'] }, /--inspect/],
  ['takes both in development', { nodeOptions: '--x', execArgv: ['--inspect'], development: true }, null],
  ['refuses root', { asRoot: true }, /root/],
  ['starts as root when told', { asRoot: true, allowRoot: true }, null],
  ['wants the flag in development too', { asRoot: true, development: true }, /root/],
])('%s', (_name, state, sentence) => {
  const refusal = startRefusal({ ...plain, ...state });
  if (sentence === null) expect(refusal).toBe(null);
  else expect(refusal).toMatch(sentence);
});
