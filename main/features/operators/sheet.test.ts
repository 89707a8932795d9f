/** The operators as a file: who, in which role, since and until when; nothing of how they prove it. */
import { expect, test } from 'vitest';
import { act, openTestBook } from '../../../test/support/book';
import { addOperator, engineWorld } from '../../../test/support/engine-context';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { record } from '../../journal/record';
import { DAY_MS, isoTime } from '../../kernel/time';

test('the file of the operators holds what the settings show, those who left too, and no passphrase', async () => {
  const { book, clock } = openTestBook();
  const ada = addOperator(book, 'Ada', 'administrator', 'a hash of a passphrase');
  const bo = addOperator(book, '-Bo', 'billing');
  addOperator(book, 'Al', 'auditor');
  const made = listCsv(book.db, 'operators', {}, clock.now());
  clock.at += DAY_MS;
  const happen = (kind: string, payload: object) =>
    record(book, act(book), () => [{ kind, subject: bo, occurredAt: clock.now(), payload }]);
  happen('operator.role-changed', { role: 'support' });
  happen('operator.retired', {});
  const world = engineWorld(book, clock);
  const session = world.sessions.connect('command-line');
  session.begin(ada, 'Ada');
  const later = listCsv(book.db, 'operators', {}, clock.now());
  const shown = (await world.client(session).operators.list()).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(later.rows).toEqual(
    shown.map(({ id, name, role, addedAt, retiredAt }) => ({
      ...{ id, name: name.replace(/^-/, "'-"), role, added: isoTime(addedAt) },
      retired: retiredAt === null ? '' : isoTime(retiredAt),
    })),
  );
  expect([later.counted, later.rows.map(({ role }) => role)]).toEqual([3, ['administrator', 'support', 'auditor']]);
  expect(JSON.stringify(later.rows)).not.toContain('hash');
  expect(againOf(book.db, 'operators', {}, made.written)).toMatchObject({
    ...{ added: 0, gone: 0, changed: 1 },
    differences: [
      {
        id: bo,
        cells: [
          { column: 'role', was: 'billing', is: 'support' },
          { column: 'retired', was: '' },
        ],
      },
    ],
  });
});
