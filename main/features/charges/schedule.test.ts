/** When an invoice is charged next: days, hours over the change of clocks, promises, pauses, and what is never tried again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { againAfter, declineClasses } from '../../kernel/decline';
import { addDays, DAY_MS, type Day, dayIn, hoursIn, isoTime } from '../../kernel/time';
import { type Charged, type ChargeRules, nextTry, type Try, usualRules } from './schedule';

const rules: ChargeRules = { ...usualRules, automatic: true };
const day = (text: string) => text as Day;
const of = (more: Partial<Charged> = {}): Charged => ({
  ...{ dueDay: day('2026-03-10'), promisedDay: null, stopped: false, returned: false, underWay: false },
  ...{ method: { retrier: 'counterfoil' }, tries: [] },
  ...more,
});
const madrid = hoursIn('Europe/Madrid');
const at = (text: string, hour = 9) => madrid(day(text), hour);
const tried = (when: number, end: Try['end'], sameMethod = true): Try => ({ at: when, endedAt: when, end, sameMethod });
const next = (charged: Charged, now: number, more: Partial<ChargeRules> = {}) => {
  const found = nextTry(charged, { ...rules, ...more }, madrid, now);
  return found.at === null ? found.why : isoTime(found.at);
};

test('it is charged on the due day, and after a decline for funds on days 1, 3, 5 and 7 after it, at nine', () => {
  const tries: Try[] = [];
  const times: (string | null)[] = [];
  for (const expected of ['03-10', '03-11', '03-13', '03-15', '03-17']) {
    const found = nextTry(of({ tries }), rules, madrid, at('2026-03-10', 0));
    times.push(found.at === null ? found.why : isoTime(found.at));
    tries.push(tried(at(`2026-${expected}`), 'funds'));
  }
  expect(times.map((text) => text?.slice(0, 16))).toEqual([
    ...['2026-03-10T08:00', '2026-03-11T08:00', '2026-03-13T08:00', '2026-03-15T08:00', '2026-03-17T08:00'],
  ]);
  expect(next(of({ tries }), at('2026-03-17', 10))).toBe('over');
});

test('nine in the morning is nine before and after the clocks change', () => {
  const due = of({ dueDay: day('2026-03-28'), tries: [tried(at('2026-03-28'), 'funds')] });
  // The clocks went forward on the 29th.
  expect(next(due, at('2026-03-28', 10))).toBe('2026-03-29T07:00:00.000Z');
  expect(isoTime(at('2026-03-28'))).toBe('2026-03-28T08:00:00.000Z');
  expect(isoTime(at('2026-10-24'))).toBe('2026-10-24T07:00:00.000Z');
  expect(isoTime(at('2026-10-25'))).toBe('2026-10-25T08:00:00.000Z');
});

test('an hour that a day does not have begins when the next one does; of one that it has twice it is the first', () => {
  expect(isoTime(at('2026-03-29', 2))).toBe('2026-03-29T01:00:00.000Z');
  expect(isoTime(at('2026-10-25', 2))).toBe('2026-10-25T00:00:00.000Z');
});

test('every hour of every day lies in its day, and hours rise', () => {
  const zones = ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 730 }),
      fc.integer({ min: 1, max: 23 }),
      (zone, n, hour) => {
        const when = hoursIn(zone);
        const of = addDays(day('2026-01-01'), n);
        expect(dayIn(zone)(when(of, hour))).toBe(of);
        expect(when(of, hour)).toBeGreaterThanOrEqual(when(of, hour - 1));
      },
    ),
    { numRuns: 300 },
  );
});

test('months and years end between two tries', () => {
  const due = of({ dueDay: day('2026-12-30'), tries: [tried(at('2026-12-31'), 'funds')] });
  expect(next(due, at('2026-12-31', 12))).toBe('2027-01-02T08:00:00.000Z');
});

test('closed for ten days: one try, not one for each day that was missed', () => {
  const missed = of({ tries: [tried(at('2026-03-10'), 'funds')] });
  const now = at('2026-03-20', 15);
  const found = nextTry(missed, rules, madrid, now);
  expect(found.at).toBeLessThanOrEqual(now);
  const caughtUp = of({ tries: [...missed.tries, tried(now, 'funds')] });
  expect(next(caughtUp, now + 1)).toBe('over');
});

test('opened between two days: what was missed is one try, and the days that are left go on', () => {
  const now = at('2026-03-13', 15);
  const tries = [tried(at('2026-03-10'), 'funds'), tried(now, 'funds')];
  expect(next(of({ tries: tries.slice(0, 1) }), now)).toBe('2026-03-11T08:00:00.000Z');
  expect(next(of({ tries }), now)).toBe('2026-03-15T08:00:00.000Z');
});

test('after the stop day nothing is tried, however long it was never tried', () => {
  expect(next(of(), at('2026-03-24', 23))).toBe('2026-03-10T08:00:00.000Z');
  expect(next(of(), at('2026-03-25', 0))).toBe('over');
});

test('a gateway fault is tried again after 5, 15 and 60 minutes, then on the next day of the schedule', () => {
  const first = at('2026-03-10');
  const minutes = (count: number) => first + count * 60_000;
  const faults = [tried(first, 'gateway-fault')];
  expect(next(of({ tries: faults }), first)).toBe(isoTime(minutes(5)));
  faults.push(tried(minutes(5), 'gateway-fault'));
  expect(next(of({ tries: faults }), first)).toBe(isoTime(minutes(20)));
  faults.push(tried(minutes(20), 'gateway-fault'));
  expect(next(of({ tries: faults }), first)).toBe(isoTime(minutes(80)));
  faults.push(tried(minutes(80), 'gateway-fault'));
  expect(next(of({ tries: faults }), first)).toBe('2026-03-11T08:00:00.000Z');
});

test('no hard decline is tried again with the same method, whatever came after it', () => {
  for (const end of declineClasses.filter((each) => againAfter(each) === 'never')) {
    const tries = [tried(at('2026-03-10'), end), tried(at('2026-03-11'), 'funds', false)];
    expect(next(of({ tries }), at('2026-03-11', 12))).toBe('never');
    expect(next(of({ tries: [tried(at('2026-03-10'), end, false)] }), at('2026-03-10', 12))).toBe(
      '2026-03-11T08:00:00.000Z',
    );
  }
});

test('a code that nobody knows is not tried again by itself', () => {
  expect(next(of({ tries: [tried(at('2026-03-10'), 'other')] }), at('2026-03-10', 12))).toBe('person');
  expect(next(of({ tries: [tried(at('2026-03-10'), null)] }), at('2026-03-10', 12))).toBe('person');
});

test('what nobody knew the reason of stays with a person, also when a person tried it again and was told another', () => {
  const tries = [tried(at('2026-03-10'), 'other'), tried(at('2026-03-10', 11), 'funds')];
  expect(next(of({ tries }), at('2026-03-11', 12))).toBe('person');
});

test('a promise to pay moves the tries to the days after it', () => {
  const promised = of({ promisedDay: day('2026-03-20'), tries: [tried(at('2026-03-10'), 'funds')] });
  expect(next(promised, at('2026-03-11', 12))).toBe('2026-03-21T08:00:00.000Z');
  const faulty = of({ promisedDay: day('2026-03-20'), tries: [tried(at('2026-03-10'), 'gateway-fault')] });
  expect(next(faulty, at('2026-03-10', 10))).toBe('2026-03-21T08:00:00.000Z');
  // A promise for a day before the due day changes nothing.
  expect(next(of({ promisedDay: day('2026-03-02') }), at('2026-03-09'))).toBe('2026-03-10T08:00:00.000Z');
});

test.each([
  ['off', of(), { automatic: false }],
  ['stopped', of({ stopped: true }), {}],
  ['under-way', of({ underWay: true }), {}],
  ['no-method', of({ method: null }), {}],
  ['others', of({ method: { retrier: 'gateway' } }), {}],
  ['others', of({ method: { retrier: 'nobody' } }), {}],
  ['person', of({ returned: true }), {}],
] as const)('nothing is tried: %s', (why, charged, more) => {
  expect(next(charged, at('2026-03-10', 12), more)).toBe(why);
});

test('whatever was tried when, a pause is caught up by one try, and no more tries are made than days and faults allow', () => {
  const openings = fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(openings, fc.array(fc.constantFrom('funds', 'gateway-fault', 'bank-unreachable')), (minutes, ends) => {
      const tries: Try[] = [];
      const begin = at('2026-03-09', 0);
      for (const minute of minutes.toSorted((a, b) => a - b)) {
        const now = begin + minute * 60_000;
        let here = 0;
        for (let found = nextTry(of({ tries }), rules, madrid, now); found.at !== null && found.at <= now; here++) {
          tries.push(tried(now, (ends[tries.length] as Try['end']) ?? 'funds'));
          found = nextTry(of({ tries }), rules, madrid, now);
        }
        expect(here).toBeLessThanOrEqual(1);
      }
      expect(tries.length).toBeLessThanOrEqual(5 * 4);
      const last = tries.at(-1);
      expect(last === undefined || last.at < at('2026-03-25', 0) + DAY_MS).toBe(true);
    }),
    { numRuns: 500 },
  );
});
