/** `call`: every procedure of the API, so that all that a screen can do can be scripted. */
import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { contract } from '../contract';
import type { Progress } from '../wire';
import { type Command, follow, type Use } from './command';
import type { Api } from './engine';
import { UsageError } from './exit';

interface Procedure {
  /** `payments.page` */
  name: string;
  /** JSON Schema; null when it takes nothing. */
  input: unknown;
}

/** In the contract's order. */
function procedures(): Procedure[] {
  const found: Procedure[] = [];
  const walk = (node: unknown, path: readonly string[]) => {
    if (isContractProcedure(node)) {
      const schema = node['~orpc'].inputSchema;
      const input =
        schema instanceof z.ZodType ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : null;
      found.push({ name: path.join('.'), input });
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
    }
  };
  walk(contract, []);
  return found;
}

export const callCommand: Command = {
  name: 'call',
  usage: 'call --list | call <procedure> [<json>]',
  about: 'Calls any procedure of the API; --list names each with the JSON Schema of its input.',
  options: { list: { type: 'boolean' } },
  tells: { list: 'every procedure, with the JSON Schema of its input' },
  words: 2,
  async run(use) {
    if (use.flag('list')) {
      const list = procedures();
      use.output.tell(
        list,
        list.map(({ name, input }) => `${name} ${input === null ? '' : JSON.stringify(input)}`.trim()).join('\n'),
      );
      return;
    }
    const [name, text] = use.words;
    if (use.flag('list') && name !== undefined) throw new UsageError('Either “call --list” or a procedure.');
    if (name === undefined) throw new UsageError('Say which procedure, or “call --list”.');
    if (!procedures().some((each) => each.name === name)) throw new UsageError(`There is no procedure “${name}”.`);
    const input = readInput(text);
    const result = await follow(use, stepsOf(use, call(await use.api(), name, input, use.signal)));
    // Its result is data, whoever reads it.
    use.output.tell(result, JSON.stringify(result, null, 2));
  },
};

function readInput(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`The input is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
}

function call(api: Api, name: string, input: unknown, signal: AbortSignal): Promise<unknown> {
  let target: unknown = api;
  for (const part of name.split('.')) target = Reflect.get(Object(target), part);
  if (typeof target !== 'function') throw new UsageError(`There is no procedure “${name}”.`);
  return target(input, { signal });
}

/** A plain answer is a job without steps. Of `live.watch`, which never ends, every step is told. */
async function stepsOf(use: Use, answer: Promise<unknown>): Promise<AsyncIterator<Progress, unknown, unknown>> {
  const result = await answer;
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
    const steps = result as AsyncIterable<unknown, unknown>; // from outside: it says so itself
    return telling(use, steps[Symbol.asyncIterator]());
  }
  return { next: () => Promise.resolve({ done: true, value: result }) };
}

const progressSchema = z.object({ phase: z.string(), done: z.number(), total: z.number().nullable() });

async function* telling(use: Use, steps: AsyncIterator<unknown, unknown, unknown>): AsyncGenerator<Progress, unknown> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    const progress = progressSchema.safeParse(step.value);
    if (progress.success) yield progress.data;
    else use.output.tell(step.value, JSON.stringify(step.value));
  }
}
