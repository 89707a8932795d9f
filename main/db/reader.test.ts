import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/book';
import { job, query, Reader } from './reader';

/** Is busy for ever with one name, and answers every other. */
const worker = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, name }) => {
  while (name === 'never') {}
  parentPort.postMessage({ id, result: 'here' });
});`;

test('a job that gives no sign of life is ended with its thread, and the next one gets another', async () => {
  const folder = temporaryFolder();
  const program = path.join(folder, 'worker.mjs');
  writeFileSync(program, worker);
  const reader = new Reader(program, { file: path.join(folder, 'no book') }, () => {});
  onTestFinished(() => reader.close());
  const never = job<null, string>(
    'never',
    function* () {
      yield { phase: 'reading', done: 0, total: null };
      return '';
    },
    undefined,
    300,
  );
  const whole = async () => {
    for await (const _progress of reader.job(never, null));
  };
  await expect(whole()).rejects.toMatchObject({ code: 'reading-took-long', params: { seconds: 1 } });
  expect(
    await reader.ask(
      query<null, string>('quick', () => ''),
      null,
    ),
  ).toBe('here');
});
