/** The GL journal as it is ordered: through the API, its file logged with its filter, its mapping kept with the book. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { stockedBook } from '../../../test/support/stocked-book';
import { router } from '../../engine/router';
import type { ExportReceipt } from './contract';

function desk() {
  const stock = stockedBook();
  stock.payment({ customer: stock.customer('Ada'), amount: 50_000, currency: 'EUR', at: Date.UTC(2026, 0, 5) });
  const world = engineWorld(stock.book, stock.clock);
  const home = temporaryFolder();
  const context = { ...world.context(world.sessions.connect('screen')), home };
  return createRouterClient(router, { context });
}

async function ended(steps: AsyncIterator<unknown, ExportReceipt>): Promise<ExportReceipt> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

describe('a GL journal', () => {
  it('for DATEV has the name that DATEV wants, and stands in the log with its period and hash', async () => {
    const { exports } = desk();
    const asked = await exports.setGlAccounts({
      accounts: 'account,code\nclearing:*,1360\ncredit:*,1710\n',
      datev: { consultant: '29098', client: '55003', yearStart: '01-01', accountLength: 4 },
    });
    expect(asked).toEqual(await exports.glAccounts());
    expect(asked).toMatchObject({ accounts: { length: 2 }, datev: { client: '55003' }, unmapped: [] });
    const order = { format: 'datev', from: '2026-01-01', to: '2026-01-31', currency: 'EUR' } as const;
    const receipt = await ended(await exports.gl(order));
    expect(path.basename(receipt.file)).toMatch(/^EXTF_Buchungsstapel .*\.csv$/);
    expect(readFileSync(receipt.file)).toHaveLength(receipt.bytes);
    expect(receipt).toMatchObject({ kind: 'gl-datev', rows: 1, tied: 'days' });
    const { tied: _, ...logged } = receipt;
    expect(await exports.list()).toEqual([logged]);
    expect(JSON.parse(receipt.filter)).toEqual({ from: '2026-01-01', to: '2026-01-31', currencies: ['EUR'] });
  });

  it('is refused with the accounts that have no code, and is not in the log', async () => {
    const { exports } = desk();
    const order = { format: 'xero', from: '2026-01-01', to: '2026-01-31', currency: 'EUR' } as const;
    await expect(exports.gl(order).then(ended)).rejects.toMatchObject({
      data: { code: 'gl-accounts-missing', params: { accounts: 'clearing:stripe, credit:*:paid' } },
    });
    expect(await exports.list()).toEqual([]);
    expect(await exports.glAccounts()).toMatchObject({ unmapped: ['clearing:stripe', 'credit:*:paid'] });
  });
});
