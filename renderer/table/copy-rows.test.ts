import { expect, it } from 'vitest';
import type { TableColumn } from './column';
import { linesOf } from './copy-rows';

const column = (id: 'name' | 'amount'): TableColumn<Record<string, string>> => ({
  id,
  kind: 'text',
  label: id.toUpperCase(),
  sortable: true,
  shown: true,
  width: 100,
  least: 60,
  priority: 1,
  grows: false,
  cell: () => null,
  text: (row) => row[id] ?? '',
});

it('gives lines that a spreadsheet takes as they are', () => {
  const rows = [
    { name: 'a\tb\nc', amount: '-5.00 EUR' },
    { name: '=HYPERLINK("x")', amount: '-1+cmd' },
    { name: '@SUM(1)', amount: '+1' },
  ];
  const layout = { order: ['amount', 'name'], shown: ['name', 'amount'] };
  expect(linesOf(rows, [column('name'), column('amount')], layout)).toBe(
    ['AMOUNT\tNAME', '-5.00 EUR\ta b c', '\'-1+cmd\t\'=HYPERLINK("x")', "'+1\t'@SUM(1)"].join('\n'),
  );
});
