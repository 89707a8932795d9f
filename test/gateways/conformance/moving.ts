/** Lists that do not hold still: a page that is missing, a page in another's place, a row that moves while the pages are read. */
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/kernel/failure';
import { Pulled, pullInto } from '../../support/simulator';
import { type Driver, type OpenAccount, onList } from './driver';
import { expectAllPaid } from './pulling';

const HOUR_MS = 3_600_000;

type Pages = readonly (readonly unknown[])[];

interface Move {
  name: string;
  /** What the second page and those behind it answer once, of what they hold when nothing moves. */
  act(pages: Pages): Pages;
  /** The rows that are left out are told by nothing: who lists from a row on sees only that another row follows. */
  isSilent?: boolean;
}

const first = (rows: readonly unknown[] = []) => rows.slice(0, 1);
const last = (rows: readonly unknown[] = []) => rows.slice(-1);

const moves: readonly Move[] = [
  { name: 'a page that is missing', act: () => [[]] },
  { name: 'a last page that is missing', act: (pages) => [...pages.slice(1, -1), []] },
  { name: 'the next page in the place of one', act: ([, , third = []]) => [third], isSilent: true },
  { name: 'the page before in the place of one', act: ([before = []]) => [before] },
  {
    name: 'a row that moves to the page before, which was read already',
    act: ([before, rows = []]) => [[...last(before), ...rows.slice(1)]],
  },
  {
    name: 'a row that moves to the next page, and another in its place',
    act: ([, rows = [], next = []]) => [
      [...rows.slice(0, -1), ...first(next)],
      [...last(rows), ...next.slice(1)],
    ],
  },
];

/** The rows on each page of the list, as they are. */
async function pagesOf(driver: Driver, account: OpenAccount): Promise<Pages> {
  const pages: unknown[][] = [];
  const change = (answer: unknown) => {
    pages.push(structuredClone(driver.rowsOf(answer) ?? []));
    return answer;
  };
  account.setFaults(onList(driver, 1, { kind: 'rewrite', change }));
  await pullInto(account.gateway);
  return pages;
}

/** From the second answer on, each of these once in the place of the rows. */
function answering(driver: Driver, account: OpenAccount, moved: Pages): void {
  const left = [...moved];
  const change = (answer: unknown) => {
    const rows = driver.rowsOf(answer);
    const others = left.shift();
    if (rows && others) rows.splice(0, rows.length, ...structuredClone(others));
    return answer;
  };
  account.setFaults(onList(driver, 2, { kind: 'rewrite', change }));
}

export function describeMoving(driver: Driver): void {
  describe('a list that does not hold still', () => {
    for (const { name, act, isSilent } of moves) {
      const isTold = !(isSilent && driver.listsFromRow);
      test(`${name}: ${isTold ? 'nothing is lost' : 'the balance tells it'}`, async () => {
        const account = await driver.open({ payments: driver.manyPayments });
        const pages = await pagesOf(driver, account);
        expect(pages.length).toBeGreaterThan(3);
        answering(driver, account, act(pages));
        const pulled = new Pulled();
        await pullInto(account.gateway, pulled).catch((error: unknown) => expect(error).toBeInstanceOf(Failure));
        account.setFaults(null);
        account.advance(4 * HOUR_MS);
        await pullInto(account.gateway, pulled);
        if (isTold) expectAllPaid(account, pulled);
        // What is missing shows as a day that is fetched and not proven.
        else expect(driver.kind.capabilities.balance).toBe(true);
      });
    }
  });
}
