/** What could not be booked as a file: as the settings show it by gateway, and gone once it is booked. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { page, payment, refund } from '../../../test/support/told';
import { isoTime } from '../../kernel/time';
import { ingest } from './ingest';

test('the file of the items put aside holds those of a gateway, without what is in them, and follows them being booked', async () => {
  const { book, clock } = openTestBook();
  const tell = (gateway: string, facts: Parameters<typeof page>[0]) =>
    ingest(book, { operator: 'ada', source: `gateway:${gateway}` }, gateway, [page(facts)], null);
  const odd = Array.from({ length: 700 }, (_, n) => ({
    ...{ kind: 'payment' as const, externalId: `pi_${String(n).padStart(4, '0')}`, why: '=its amount, "no number"' },
  }));
  tell('stripe', { refunds: [refund('re_1', 'pi_late', 400)], parked: odd });
  tell('paypal', { parked: odd.slice(0, 2) });
  const world = engineWorld(book, clock);
  const { sync } = world.client(world.sessions.connect('screen'));
  // Those of one account are not crowded out by another's.
  const shown = await sync.parked({ gateway: 'paypal' });
  expect([shown.length, (await sync.parked({ gateway: 'stripe' })).length]).toEqual([2, 500]);
  const file = (filter: object) => listCsv(book.db, 'parked-items', filter, clock.now());
  const paypal = file({ gateway: 'paypal' });
  expect(paypal.rows).toEqual(
    shown.map(({ gateway, kind, externalId, why, at }) => ({
      ...{ id: `${gateway}/${kind}/${externalId}`, gateway, kind, item: externalId, why: `'${why}` },
      ...{ waits_for: '', put_aside: isoTime(at) },
    })),
  );
  const stripe = file({ gateway: 'stripe' });
  // More than a block, and each once.
  expect([stripe.counted, new Set(stripe.rows.map(({ id }) => id)).size]).toEqual([701, 701]);
  const waiting = { kind: 'refund', item: 're_1', why: 'its payment has not arrived', waits_for: 'pi_late' };
  expect(stripe.rows.at(-1)).toMatchObject(waiting);
  expect([file({}).counted, file({ gateway: 'nobody' }).counted]).toEqual([703, 0]);

  const again = () => againOf(book.db, 'parked-items', { gateway: 'stripe' }, stripe.written);
  expect(again()).toMatchObject({ added: 0, gone: 0, changed: 0 });
  tell('stripe', { payments: [payment('pi_late')] });
  expect(again()).toMatchObject({ added: 0, gone: 1, changed: 0 });
});
