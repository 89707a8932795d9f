/** The lines of an invoice being written. Enter in a line goes to the next one, and makes it where there is none. */
import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { MOST_LINES } from '../../../main/kernel/invoice';
import { lineNet } from '../../../main/kernel/invoice-sums';
import { toDecimal } from '../../../main/kernel/money';
import { useWords } from '../../locales/words';
import type { LineDraft } from './read-line';
import type { Edit } from './use-edit';

type Field = Exclude<keyof LineDraft, 'key'>;

const figures: readonly Field[] = ['quantity', 'price', 'taxRate'];
const labels = {
  description: 'invoiceEdit.description',
  product: 'invoiceEdit.product',
  quantity: 'invoiceEdit.quantity',
  price: 'invoiceEdit.price',
  taxCode: 'invoiceEdit.taxCode',
  taxRate: 'invoiceEdit.taxRate',
  from: 'invoiceEdit.from',
  to: 'invoiceEdit.to',
} as const satisfies Record<Field, string>;

function Cell({ edit, line, field, n }: { edit: Edit; line: LineDraft; field: Field; n: number }) {
  const { say } = useWords();
  const isFigure = figures.includes(field);
  const isWrong = line[field] !== '' && edit.lines[n] === field;
  return (
    <TextInput
      className={`line-${field}`}
      aria-label={`${say('invoiceEdit.line', { count: n + 1 })}: ${say(labels[field])}`}
      type={field === 'from' || field === 'to' ? 'date' : 'text'}
      inputMode={isFigure ? 'decimal' : undefined}
      error={isWrong}
      value={line[field]}
      onChange={(event) => edit.changeLine(line.key, { [field]: event.currentTarget.value })}
      maxLength={field === 'description' ? 500 : 40}
      data-line={n}
      data-field={field}
      {...(n === 0 && field === 'description' ? { 'data-autofocus': true } : {})}
    />
  );
}

function useNet(edit: Edit, n: number): string {
  const { money } = useWords();
  const line = edit.read[n];
  if (!line) return '\u2014';
  try {
    return money(toDecimal(lineNet(line, edit.currency), edit.currency), edit.currency);
  } catch {
    return '\u2014';
  }
}

function Line({ edit, line, n }: { edit: Edit; line: LineDraft; n: number }) {
  const { say } = useWords();
  const net = useNet(edit, n);
  const cell = (field: Field) => <Cell edit={edit} line={line} field={field} n={n} />;
  return (
    <fieldset className="line-row" aria-label={say('invoiceEdit.line', { count: n + 1 })}>
      {cell('description')}
      {cell('quantity')}
      {cell('price')}
      {edit.isTaxed && cell('taxCode')}
      {edit.isTaxed && cell('taxRate')}
      <span className="line-net sum-figure">{net}</span>
      <button
        type="button"
        className="quiet-button"
        aria-label={say('invoiceEdit.removeLine', { count: n + 1 })}
        disabled={edit.draft.lines.length === 1}
        onClick={() => edit.removeLine(line.key)}
      >
        <IconX size={13} aria-hidden="true" />
      </button>
      <div className="line-more">
        <span aria-hidden="true">{say('invoiceEdit.product')}</span>
        {cell('product')}
        {edit.isTaxed && <span aria-hidden="true">{say('invoiceEdit.servicePeriod')}</span>}
        {edit.isTaxed && cell('from')}
        {edit.isTaxed && cell('to')}
      </div>
    </fieldset>
  );
}

export function LinesEditor({ edit }: { edit: Edit }) {
  const { say } = useWords();
  const table = useRef<HTMLDivElement>(null);
  const focus = (n: number, field: string) =>
    setTimeout(() => {
      const found = table.current?.querySelector(`[data-line="${n}"][data-field="${field}"]`);
      if (found instanceof HTMLInputElement) found.focus();
    });
  const add = () => {
    edit.addLine();
    focus(edit.draft.lines.length, 'description');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const n = Number.parseInt(event.target.dataset.line ?? '0', 10);
    if (n + 1 < edit.draft.lines.length) focus(n + 1, event.target.dataset.field ?? 'description');
    else if (edit.read[n]) add();
  };
  return (
    <div
      className={edit.isTaxed ? 'lines-editor' : 'lines-editor lines-plain'}
      ref={table}
      onKeyDown={onKeyDown}
      role="group"
      aria-label={say('invoice.lines')}
    >
      <div className="line-head" aria-hidden="true">
        <span>{say('invoiceEdit.description')}</span>
        <span className="sum-figure">{say('invoiceEdit.quantity')}</span>
        <span className="sum-figure">{say('invoiceEdit.price')}</span>
        {edit.isTaxed && <span>{say('invoiceEdit.taxCode')}</span>}
        {edit.isTaxed && <span className="sum-figure">{say('invoiceEdit.taxRate')}</span>}
        <span className="line-net">{say('invoiceEdit.lineNet')}</span>
      </div>
      {edit.draft.lines.map((line, n) => (
        <Line key={line.key} edit={edit} line={line} n={n} />
      ))}
      <div>
        <Button
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          disabled={edit.draft.lines.length >= MOST_LINES}
          onClick={add}
        >
          {say('invoiceEdit.addLine')}
        </Button>
      </div>
    </div>
  );
}
