/** Lines for a scheduler: understood by each, with every word arriving as it was meant. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../kernel/time';
import { datedName, dayOf } from './day-words';
import { splitWords } from './export-again';
import { scheduleLines } from './schedule-lines';

const plan = {
  ...({
    name: 'nightly',
    every: 'day',
    hour: 6,
    minute: 5,
    folder: '/srv/my books',
    program: '/usr/bin/node',
  } as const),
  words: ['cli.js', 'export', 'payments', '--text', "O'Brien 100% $HOME", '--out', '/handover/{day}.csv'],
};

describe('lines for a scheduler', () => {
  it('say the time of day, week or month to each of them', () => {
    const all = (['day', 'week', 'month'] as const).map((every) => scheduleLines({ ...plan, every }));
    expect(all.map(({ cron }) => cron.split(' cd ')[0])).toEqual(['5 6 * * *', '5 6 * * 1', '5 6 1 * *']);
    expect(all.map(({ systemd }) => /OnCalendar=(.*)/.exec(systemd.timer)?.[1])).toEqual([
      '*-*-* 06:05:00',
      'Mon *-*-* 06:05:00',
      '*-*-01 06:05:00',
    ]);
    expect(all.map(({ windows }) => / \/SC (.*) \/TR/.exec(windows)?.[1])).toEqual([
      'DAILY /ST 06:05',
      'WEEKLY /D MON /ST 06:05',
      'MONTHLY /D 1 /ST 06:05',
    ]);
  });

  it('give a shell exactly the words that were meant, after cron has read its % signs', () => {
    const { cron } = scheduleLines(plan);
    expect(cron).not.toMatch(/[^\\]%/);
    const command = cron.replace(/^.* && \S+/, 'printf "%s\\n"').replaceAll('\\%', '%');
    expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).trim().split('\n')).toEqual(plan.words);
  });

  it('double what systemd would read as a specifier or a variable', () => {
    expect(scheduleLines(plan).systemd.service).toContain(`"O'Brien 100%% $$HOME"`);
  });
});

describe('the words of --run', () => {
  it('are split as a shell would', () => {
    expect(splitWords(`payments --text "a b" --out '/x y.csv' --to=today`)).toEqual([
      ...['payments', '--text', 'a b', '--out', '/x y.csv', '--to=today'],
    ]);
  });

  it.each(['payments "a', "payments 'a", 'a\nb'])('refuses %j', (text) => {
    expect(() => splitWords(text)).toThrow();
  });
});

describe('days by word', () => {
  it.each([
    ['today', '2026-03-01'],
    ['yesterday', '2026-02-28'],
    ['month-start', '2026-03-01'],
    ['last-month-start', '2026-02-01'],
    ['last-month-end', '2026-02-28'],
    ['2025-12-31', '2025-12-31'],
  ])('%s on 1 March 2026 is %s', (word, day) => {
    expect(dayOf(word, dayIn('UTC')(Date.UTC(2026, 2, 1, 12)))).toBe(day);
  });

  it('stand in the name of a file', () => {
    expect(datedName('/a/{day}-{day}.csv', dayIn('UTC')(Date.UTC(2026, 2, 1, 12)))).toBe(
      '/a/2026-03-01-2026-03-01.csv',
    );
  });
});
