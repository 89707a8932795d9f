/** A dropped file goes over the wire once, and once more where the engine forgot it. */
import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { failureOf } from './failure';
import { sendingOnce } from './sent-files';

interface Wish {
  file: object;
  name: string;
}

function looking() {
  const told: string[] = [];
  let gone = 0;
  const look = sendingOnce<Wish, string, number>({
    async *send(wishes) {
      for (const { name } of wishes) {
        told.push(`sent ${name}`);
        yield name;
      }
    },
    look: async (wishes) => {
      told.push(`looked at ${wishes.length}`);
      return (async function* () {
        yield 'reading';
        if (gone-- > 0) throw new ORPCError('CONFLICT', { data: { code: 'import-gone', params: {} } });
        return wishes.length;
      })();
    },
  });
  async function ask(...wishes: Wish[]): Promise<number> {
    const steps = look(wishes, new AbortController().signal);
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  }
  return { told, ask, forget: (times: number) => (gone = times) };
}

const march = { file: {}, name: 'march' };
const april = { file: {}, name: 'april' };

test('a choice about one file sends none of them again; a file that comes later is sent alone', async () => {
  const { told, ask } = looking();
  await ask(march);
  // The same file with another word said of it.
  await ask({ ...march });
  expect(await ask(march, april)).toBe(2);
  expect(told).toEqual(['sent march', 'looked at 1', 'looked at 1', 'sent april', 'looked at 2']);
});

test('what the engine forgot is sent once more, and a second loss is told', async () => {
  const { told, ask, forget } = looking();
  await ask(march, april);
  forget(1);
  expect(await ask(march, april)).toBe(2);
  expect(told.filter((each) => each === 'sent march')).toHaveLength(2);
  forget(2);
  const lost = await ask(march, april).catch(failureOf);
  expect(lost).toMatchObject({ code: 'import-gone' });
});
