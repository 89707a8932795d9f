/** What `help` says. */
import type { Command } from './command';
import { facts } from './output';

/** Longer than that, and the usage stands on a line of its own. */
const WIDEST_USAGE = 28;

export function programHelp(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ usage, about }) => {
    const gap = ' '.repeat(WIDEST_USAGE);
    return usage.length <= WIDEST_USAGE
      ? [`${usage}${gap.slice(usage.length)}  ${about}`]
      : [usage, `${gap}  ${about}`];
  });
  return [
    'counterfoil <command> [--book <file.counterfoil>] [--operator <name>] [--json]',
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    'Without --book: the book that the app had open last, else the demo company. A running app is asked; else the command',
    'starts an engine of its own, and ends it. “counterfoil help <command>” tells its options.',
    '',
    'With --operator: as that operator of the book, whose passphrase is in COUNTERFOIL_OPERATOR_PASSPHRASE, else in',
    'COUNTERFOIL_PASSPHRASE, else is asked for.',
    '',
    'Exit codes: 0 done, 1 failed, 2 not understood, 3 the book cannot be opened, 4 a check found something,',
    '5 a gateway, its key or the network, 130 cancelled.',
  ].join('\n');
}

export function commandHelp({ usage, about, options, tells = {} }: Command): string {
  const rows = Object.entries(options).map(
    ([name, { type }]) => [`  --${name}${type === 'string' ? ' …' : ''}`, tells[name] ?? ''] as const,
  );
  return [`counterfoil ${usage}`, '', about, ...(rows.length === 0 ? [] : ['', facts(rows)])].join('\n');
}
