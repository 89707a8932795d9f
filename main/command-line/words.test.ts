/** The words of a command line, understood or refused before anything is opened. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from './exit';
import { filterOf } from './filter';
import { commandHelp, programHelp } from './help';
import { commands } from './run';
import { type Asked, readWords } from './words';

const document = readFileSync('docs/command-line.md', 'utf8');
const optionsIn = (text: string) => [...text.matchAll(/--([a-z][a-z0-9-]*)/g)].map((found) => found[1] ?? '');

function running(...argv: string[]): Asked & { kind: 'run' } {
  const asked = readWords(argv, commands);
  if (asked.kind !== 'run') throw new Error(`understood as ${asked.kind}`);
  return asked;
}

describe('the words of a command', () => {
  it('are understood in any order', () => {
    for (const argv of [
      ['export', 'payments', '--book', 'mine.counterfoil', '--out', 'a.csv', '--bom'],
      ['--book', 'mine.counterfoil', 'export', '--bom', 'payments', '--out=a.csv'],
    ]) {
      const { command, option, flag, words } = running(...argv);
      expect([command.name, option('book'), option('out'), flag('bom'), flag('overwrite'), words]).toEqual([
        'export payments',
        'mine.counterfoil',
        'a.csv',
        true,
        false,
        [],
      ]);
    }
    expect(running('call', 'payments.page', '{}').words).toEqual(['payments.page', '{}']);
    expect(running('new', '--', '-odd-').words).toEqual(['-odd-']);
  });

  it.each(commands.map(({ name }) => name))(
    '%s is found by its name, also where a shorter command begins it',
    (name) => {
      expect(readWords(['help', ...name.split(' ')], commands)).toMatchObject({ kind: 'help', command: { name } });
    },
  );

  it.each([
    [['help'], null],
    [[], null],
    [['--help'], null],
    [['help', 'export', 'payments'], 'export payments'],
    [['verify', '--help'], 'verify'],
    [['-h', 'sync'], 'sync'],
  ])('%j asks for help', (argv, name) => {
    const asked = readWords(argv, commands);
    expect(asked.kind === 'help' ? (asked.command?.name ?? null) : asked.kind).toBe(name);
  });

  it.each([
    [['nonsense'], 'There is no command “nonsense”.'],
    [['export', 'everything'], 'There is no command “export everything”.'],
    [['help', 'nonsense'], 'There is no command “nonsense”.'],
    [['--json'], 'There is no command in this.'],
    [['verify', 'now'], '“now” is one word too many: verify.'],
    [['call', 'a', '{}', 'b'], '“b” is one word too many: call --list | call <procedure> [<json>].'],
    [['vouchers'], 'There is no command “vouchers”. There is: vouchers list, vouchers create'],
    [['verify', '--nonsense'], "Unknown option '--nonsense'."],
    [['verify', '--out', 'x'], "Unknown option '--out'."],
    [['backup', '--out'], "Option '--out <value>' argument missing."],
    [['payments', '--min', '-5'], "Option '--min' argument is ambiguous: write --name=-value."],
    [['verify', '--json=yes'], "Option '--json' does not take an argument."],
  ])('%j is refused in one sentence', (argv, sentence) => {
    expect(() => readWords(argv, commands)).toThrow(sentence);
  });

  it.each([
    ['--status', 'done', 'status'],
    ['--from', '2026-02-30', 'from'],
    ['--min', '1e3', 'minAmount'],
    ['--max', '12,50', 'maxAmount'],
    ['--currency', 'usd', 'currencies'],
    ['--method', 'cheque', 'methods'],
    ['--customer', 'ada', 'customer'],
    ['--text', 'x'.repeat(201), 'text'],
  ])('a filter %s %s is refused by name', (option, value, name) => {
    expect(() => filterOf(running('payments', option, value))).toThrow(`The filter’s ${name} is not understood`);
  });

  it('make a filter', () => {
    const asked = running('payments', '--status', 'Completed', '--currency', 'EUR,JPY', '--min=-10.5', '--flagged');
    expect(filterOf(asked)).toEqual({
      status: 'Completed',
      currencies: ['EUR', 'JPY'],
      minAmount: '-10.5',
      flagged: true,
    });
  });
});

describe('help', () => {
  it('names every command, and tells every option of each', () => {
    for (const command of commands) {
      expect(programHelp(commands)).toContain(command.usage);
      for (const name of Object.keys(command.options)) {
        expect(commandHelp(command)).toMatch(new RegExp(`--${name}( …)?  +\\S`));
      }
    }
  });

  it('shows in a usage only options that the command takes', () => {
    const wrong = commands.flatMap(({ usage, options }) => optionsIn(usage).filter((option) => !(option in options)));
    expect(wrong).toEqual([]);
  });

  it('and docs/command-line.md has every option, and no other', () => {
    const everywhere = ['book', 'json', 'operator', 'help', 'version'];
    const taken = new Set([...everywhere, ...commands.flatMap(({ options }) => Object.keys(options))]);
    const told = new Set(optionsIn(document));
    expect([...taken].filter((option) => !told.has(option))).toEqual([]);
    expect([...told].filter((option) => !taken.has(option))).toEqual([]);
  });

  it('and docs/command-line.md has them all, with every exit code', () => {
    // The first cell of a row may name several.
    const cells = [...document.matchAll(/^\| (`(?:\\\||[^|])+)\|/gm)].map((row) => row[1] ?? '');
    const told = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((name) => name[1] ?? ''));
    for (const command of commands)
      expect(
        told.some((cell) => cell.startsWith(command.name)),
        command.name,
      ).toBe(true);
    const codes = [...document.matchAll(/^\| (\d+) \|/gm)].map((row) => Number(row[1]));
    expect(codes).toEqual(Object.values(exitCodes));
  });
});
