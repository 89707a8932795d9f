/** `export --again` and `export --schedule`: an export that was made, run again; and one that a scheduler of the system runs. */
import type { Compared } from '../features/export/contract';
import { type Command, follow, type Use, wholeNumber } from './command';
import { UsageError } from './exit';
import { table } from './output';
import { type Pace, paces, scheduleLines } from './schedule-lines';

export function exportPlain(checked: (words: readonly string[]) => void): Command {
  return {
    name: 'export',
    usage: 'export --again <id> | export --schedule <name> --run "<words>" [--every day|week|month] [--at HH:MM]',
    about: 'What changed since an export; or the lines that make cron, systemd or Windows run one.',
    options: {
      again: { type: 'string' },
      schedule: { type: 'string' },
      run: { type: 'string' },
      every: { type: 'string' },
      at: { type: 'string' },
    },
    tells: {
      again:
        'id of an export, as `call exports.list` tells it: rows added, gone and changed since, totals then and now',
      schedule: 'what the task is called: letters, digits and dashes',
      run: 'the words after “export”, such as "payments --from yesterday --to yesterday --out /handover/{day}.csv"',
      every: 'day (left out), week (on Mondays) or month (on the first)',
      at: 'the local time, such as 06:30 (left out)',
    },
    async run(use) {
      const again = use.option('again');
      const name = use.option('schedule');
      if ((again === undefined) === (name === undefined)) throw new UsageError('Either --again or --schedule.');
      if (again !== undefined) await compare(use, again);
      else schedule(use, name ?? '', checked);
    },
  };
}

async function compare(use: Use, id: string): Promise<void> {
  const api = await use.api();
  const compared = await follow(use, api.exports.again({ id }, { signal: use.signal }));
  use.output.tell(compared, comparedText(compared));
}

function comparedText({ was, now, added, gone, changed, differences }: Compared): string {
  const side = (of: Compared['now']) => [String(of.position), String(of.rows)];
  const sums = (of: Compared['now']) => of.totals.map(({ currency, amount }) => `${amount} ${currency}`).join(', ');
  const lines = [
    ['then', ...side(was), sums(was)],
    ['now', ...side(now), sums(now)],
  ];
  const rows = differences.map(({ how, id, about, cells }) => {
    const told = cells.map(({ column, was, is }) => `${column}: ${was} → ${is}`).join('; ');
    return `${how}  ${id}  ${about}${told && `  ${told}`}`;
  });
  return [
    table(['', 'event', 'rows', 'totals'], lines, [1, 2]),
    `${added} added, ${gone} gone, ${changed} changed`,
    ...rows,
  ].join('\n');
}

function schedule(use: Use, name: string, checked: (words: readonly string[]) => void): void {
  if (!/^[A-Za-z0-9-]{1,60}$/.test(name)) throw new UsageError('--schedule takes letters, digits and dashes.');
  const every = use.option('every') ?? 'day';
  if (!isPace(every)) throw new UsageError(`--every is day, week or month, not “${every}”.`);
  const time = /^(\d{2}):(\d{2})$/.exec(use.option('at') ?? '06:30');
  if (!time) throw new UsageError('--at takes a time such as 06:30.');
  const [, hours = '', minutes = ''] = time;
  const words = splitWords(use.option('run') ?? '');
  if (words.length === 0) throw new UsageError('--run is missing: the words after “export”.');
  checked(['export', ...words]);
  const book = use.option('book');
  const lines = scheduleLines({
    ...{ name, every, hour: wholeNumber(hours, 'at', 0, 23), minute: wholeNumber(minutes, 'at', 0, 59) },
    ...{ folder: process.cwd(), program: process.execPath },
    words: [...process.argv.slice(1, 2), 'export', ...words, ...(book === undefined ? [] : ['--book', book])],
  });
  const { cron, systemd, windows } = lines;
  const parts = [
    ['# cron (crontab -e)', cron],
    ['# systemd', `${systemd.service}\n\n${systemd.timer}`],
    ['# Windows Task Scheduler', windows],
  ];
  use.output.tell(lines, parts.map((part) => part.join('\n')).join('\n\n'));
}

const isPace = (text: string): text is Pace => paces.some((pace) => pace === text);

/** As a shell would, with double and single quotes and nothing else. Throws UsageError. */
export function splitWords(text: string): string[] {
  if (/[\n\r]/.test(text)) throw new UsageError('--run is one line.');
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  if (words.join('').length !== text.replace(/("[^"]*"|'[^']*')|\s+/g, (_, quoted) => quoted ?? '').length)
    throw new UsageError('--run has a quote without its end.');
  const plain = words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  if (plain.some((word) => word.includes('"'))) throw new UsageError('--run cannot hold a quote within a word.');
  return plain;
}
