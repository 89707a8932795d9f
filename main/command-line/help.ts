/** What `help` says. */
import type { Command } from './command';
import { table } from './output';

/** Longer than that, and the usage stands on a line of its own. */
const WIDEST_USAGE = 34;

export function programHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ usage, about }) =>
    usage.length <= WIDEST_USAGE
      ? table(['', ''], [[`  ${usage.padEnd(WIDEST_USAGE)}`, about]]).trimStart()
      : `${usage}\n${' '.repeat(WIDEST_USAGE + 4)}${about}`,
  );
  return [
    'counterfoil <command> [--book <file.counterfoil>] [--json]',
    '',
    ...rows.map((row) => `  ${row}`),
    '',
    'Without --book: the book that the app had open last, else the demo company. A running app is asked; else the command',
    'starts an engine of its own, and ends it. “counterfoil help <command>” tells its options.',
    '',
    'Exit codes: 0 done, 1 failed, 2 not understood, 3 the book cannot be opened, 4 a check found something,',
    '5 a gateway, its key or the network, 130 cancelled.',
  ].join('\n');
}

export function commandHelp({ usage, about, options, tells = {} }: Command): string {
  const rows = Object.entries(options).map(([name, { type }]) => [
    `  --${name}${type === 'string' ? ' …' : ''}`,
    tells[name] ?? '',
  ]);
  const listed = rows.length === 0 ? [] : ['', table(['', ''], rows).replace(/^\s*\n/, '')];
  return [`counterfoil ${usage}`, '', about, ...listed].join('\n');
}
