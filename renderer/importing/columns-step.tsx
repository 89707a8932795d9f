/** Which column is which, and how the file writes numbers and days: proposed, and confirmed by the person. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Choices, Look } from '../../main/features/imports/contract';
import { currencies } from '../../main/kernel/currency';
import {
  type Delimiter,
  dayFields,
  dayOrders,
  decimalSigns,
  delimiters,
  fieldsOf,
  type ImportField,
  identityFields,
  neededFields,
  numberFields,
} from '../../main/kernel/import-field';
import { useWords } from '../locales/words';
import { useFocusOnce } from './use-focus-once';
import type { Import } from './use-import';

interface PartProps {
  at: Import;
  look: Look;
  choices: Choices;
  change(part: Partial<Choices>): void;
}

/** What a file without a column for it leaves open. */
function Unsaid({ at: { kind }, choices, change }: PartProps) {
  const { say } = useWords();
  return (
    <>
      {kind !== 'customers' && choices.columns.currency === undefined && (
        <Select
          label={say('importing.currency')}
          placeholder={say('importing.chooseOne')}
          data={[...currencies]}
          value={choices.currency}
          onChange={(currency) => change({ currency })}
          searchable
          limit={60}
          allowDeselect={false}
        />
      )}
      {kind === 'payments' && choices.columns.customer === undefined && (
        <TextInput
          label={say('importing.customer')}
          value={choices.customer ?? ''}
          onChange={(event) => change({ customer: event.currentTarget.value })}
          maxLength={254}
          autoComplete="off"
        />
      )}
      {kind === 'invoices' && choices.columns.due === undefined && (
        <NumberInput
          label={say('importing.dueDays')}
          value={choices.dueDays}
          onChange={(days) => typeof days === 'number' && change({ dueDays: days })}
          min={0}
          max={365}
          allowDecimal={false}
        />
      )}
    </>
  );
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

function Written(part: PartProps) {
  const { at, look, choices, change } = part;
  const { say } = useWords();
  const has = (fields: readonly ImportField[]) => fields.some((field) => choices.columns[field] !== undefined);
  return (
    <fieldset className="import-written">
      <legend>{say('importing.howWritten')}</legend>
      <Select
        label={say('importing.delimiter')}
        data={delimiters.map((value) => ({ value, label: say(`importing.${delimiterNames[value]}`) }))}
        value={choices.delimiter}
        // Other columns: they are found anew.
        onChange={(next) => at.reread(null, delimiters.find((one): one is Delimiter => one === next) ?? null)}
        allowDeselect={false}
      />
      {has(numberFields) && (
        <Select
          label={say('importing.decimal')}
          placeholder={say('importing.chooseOne')}
          error={choices.decimal === null && look.asks.decimal ? say('importing.unsure') : null}
          data={decimalSigns.map((value) => ({
            value,
            label: say(value === '.' ? 'importing.decimalPoint' : 'importing.decimalComma'),
          }))}
          value={choices.decimal}
          onChange={(next) => change({ decimal: decimalSigns.find((one) => one === next) ?? null })}
          allowDeselect={false}
        />
      )}
      {has(dayFields) && (
        <Select
          label={say('importing.dayOrder')}
          placeholder={say('importing.chooseOne')}
          error={choices.dayOrder === null && look.asks.dayOrder ? say('importing.unsure') : null}
          data={dayOrders.map((value) => ({ value, label: say(`importing.${value}`) }))}
          value={choices.dayOrder}
          onChange={(next) => change({ dayOrder: dayOrders.find((one) => one === next) ?? null })}
          allowDeselect={false}
        />
      )}
      <Unsaid {...part} />
    </fieldset>
  );
}

const NONE = 'none';

function FieldRow({
  field,
  mark,
  look,
  choices,
  change,
}: Omit<PartProps, 'at'> & { field: ImportField; mark: string }) {
  const { say } = useWords();
  const column = choices.columns[field];
  const choose = (next: string | null) => {
    const { [field]: _before, ...columns } = choices.columns;
    change({ columns: next === null || next === NONE ? columns : { ...columns, [field]: Number.parseInt(next, 10) } });
  };
  const name = say(`importField.${field}`);
  return (
    <tr>
      <th scope="row">
        {name} {mark !== '' && <span className="soft">({mark})</span>}
      </th>
      <td>
        <Select
          aria-label={name}
          data={[
            { value: NONE, label: say('importing.noColumn') },
            ...look.headers.map((header, n) => ({ value: String(n), label: header === '' ? String(n + 1) : header })),
          ]}
          value={column === undefined ? NONE : String(column)}
          onChange={choose}
          searchable={look.headers.length > 12}
          allowDeselect={false}
        />
      </td>
      <td className="import-sample">
        <bdi>{column === undefined ? '' : (look.samples[0]?.[column] ?? '')}</bdi>
      </td>
    </tr>
  );
}

/** What still has to be said before the file can be looked at, by the names of its fields; empty when nothing is. */
function useMissing({ at: { kind }, look, choices }: Omit<PartProps, 'change'>): string[] {
  const { say } = useWords();
  const has = (field: ImportField) => choices.columns[field] !== undefined;
  const identity = identityFields[kind];
  const named = (fields: readonly ImportField[]) => fields.map((field) => say(`importField.${field}`));
  return [
    ...named(neededFields[kind].filter((field) => !has(field))),
    ...(identity.length > 0 && !identity.some(has) ? [named(identity).join(' / ')] : []),
    ...(kind !== 'customers' && !has('currency') && choices.currency === null ? [say('importing.currency')] : []),
    ...(kind === 'payments' && !has('customer') && !choices.customer?.trim() ? [say('importing.customer')] : []),
    ...(look.asks.decimal && choices.decimal === null ? [say('importing.decimal')] : []),
    ...(look.asks.dayOrder && choices.dayOrder === null ? [say('importing.dayOrder')] : []),
  ];
}

export function ColumnsStep({ at, look }: { at: Import; look: Look }) {
  const { say } = useWords();
  const [choices, setChoices] = useState(look.choices);
  const change = (part: Partial<Choices>) => setChoices({ ...choices, ...part });
  const part = { at, look, choices, change };
  const missing = useMissing(part);
  const next = useFocusOnce();
  const { kind } = at;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length === 0) at.reread(choices);
  };
  const markOf = (field: ImportField) =>
    neededFields[kind].includes(field)
      ? say('importing.needed')
      : identityFields[kind].includes(field)
        ? say('importing.oneOf')
        : '';
  return (
    <form className="form" onSubmit={submit}>
      <p role="status">
        <b>
          <bdi>{look.file.name}</bdi>
        </b>{' '}
        · {say('importing.rows', { count: look.file.rows })} ·{' '}
        {look.mapping === null ? say('importing.guessed') : say('importing.usedMapping', { name: look.mapping })}
      </p>
      <Written {...part} />
      <div className="planned-scroll import-columns">
        <table className="planned" aria-label={say('importing.columns')}>
          <thead>
            <tr>
              <th scope="col">{say('importing.field')}</th>
              <th scope="col">{say('importing.column')}</th>
              <th scope="col">{say('importing.example')}</th>
            </tr>
          </thead>
          <tbody>
            {fieldsOf[kind].map((field) => (
              <FieldRow key={field} {...part} field={field} mark={markOf(field)} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="dialog-actions">
        <p className="import-missing tone-amber" aria-live="polite">
          {missing.length > 0 && say('importing.missing', { fields: missing.join(', ') })}
        </p>
        <Button onClick={at.again}>{say('importing.another')}</Button>
        <Button ref={next} type="submit" variant="filled" disabled={missing.length > 0}>
          {say('importing.next')}
        </Button>
      </div>
    </form>
  );
}
