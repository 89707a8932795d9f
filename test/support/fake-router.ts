/** A small API that has one procedure of each kind: what the contract test calls through every shell. */
import { ORPCError, os } from '@orpc/server';
import { z } from 'zod';

export interface FakeEngine {
  who: () => { pid: number; book: string; create: string | null; demo: boolean };
  /** How often a shell said that nobody is at the computer. */
  locks: () => number;
  /** Makes the engine ask its shell something; gives the shell's answer as text. */
  ask: (ask: object) => Promise<string>;
}

export function fakeRouter(engine: FakeEngine) {
  const endings: string[] = [];
  return {
    who: os.handler(engine.who),
    locks: os.handler(engine.locks),
    ask: os.input(z.object({ ask: z.looseObject({}) })).handler(({ input }) => engine.ask(input.ask)),
    echo: os.input(z.object({ value: z.unknown().optional() })).handler(({ input }) => input.value),
    add: os.input(z.object({ a: z.number(), b: z.number() })).handler(({ input }) => input.a + input.b),
    fail: os.handler(() => {
      throw new ORPCError('FAILURE', { status: 422, data: { code: 'cancelled', params: {} } });
    }),
    count: os.input(z.object({ to: z.number() })).handler(async function* ({ input }) {
      for (let done = 1; done <= input.to; done++) yield { done };
      return 'finished';
    }),
    forever: os.handler(async function* () {
      try {
        for (let tick = 0; ; tick++) {
          yield tick;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        endings.push('forever ended');
      }
    }),
    endings: os.handler(() => endings),
    die: os.handler(() => {
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5);
      return 'dying';
    }),
  };
}

export type FakeRouter = ReturnType<typeof fakeRouter>;
