/** How a CSV file of a bank is read: proposed, and confirmed or corrected by the person; kept under a name. */
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BankProfile, FoundFile } from '../../../../main/features/statements/contract';
import { dayOrders, decimalSigns, delimiters } from '../../../../main/kernel/import-field';
import { type BankField, bankFields, minusWays, textEncodings } from '../../../../main/kernel/statement';
import { useWords } from '../../../locales/words';
import type { StatementImport } from './use-statement-import';

type Csv = NonNullable<FoundFile['csv']>;

interface PartProps {
  csv: Csv;
  profile: BankProfile;
  change(part: Partial<BankProfile>): void;
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

function Written({ csv, profile, change }: PartProps) {
  const { say } = useWords();
  const unsure = (asks: boolean, value: unknown) => (asks && value === null ? say('bankProfile.unsure') : null);
  return (
    <>
      <Select
        label={say('bankProfile.encoding')}
        data={[...textEncodings]}
        value={profile.encoding}
        onChange={(next) => change({ encoding: textEncodings.find((one) => one === next) ?? 'utf-8' })}
        allowDeselect={false}
      />
      <Select
        label={say('bankProfile.delimiter')}
        data-asked={csv.asks.delimiter || undefined}
        error={csv.asks.delimiter ? say('bankProfile.unsure') : null}
        data={delimiters.map((value) => ({ value, label: say(`importing.${delimiterNames[value]}`) }))}
        value={profile.delimiter}
        onChange={(next) => change({ delimiter: delimiters.find((one) => one === next) ?? ',' })}
        allowDeselect={false}
      />
      <Select
        label={say('bankProfile.decimal')}
        placeholder={say('statementImport.chooseBank')}
        data-asked={(csv.asks.decimal && profile.decimal === null) || undefined}
        error={unsure(csv.asks.decimal, profile.decimal)}
        data={decimalSigns.map((value) => ({
          value,
          label: say(value === '.' ? 'importing.decimalPoint' : 'importing.decimalComma'),
        }))}
        value={profile.decimal}
        onChange={(next) => change({ decimal: decimalSigns.find((one) => one === next) ?? null })}
        allowDeselect={false}
      />
      <Select
        label={say('bankProfile.dayOrder')}
        placeholder={say('statementImport.chooseBank')}
        data-asked={(csv.asks.dayOrder && profile.dayOrder === null) || undefined}
        error={unsure(csv.asks.dayOrder, profile.dayOrder)}
        data={dayOrders.map((value) => ({ value, label: say(`importing.${value}`) }))}
        value={profile.dayOrder}
        onChange={(next) => change({ dayOrder: dayOrders.find((one) => one === next) ?? null })}
        allowDeselect={false}
      />
      <Select
        label={say('bankProfile.minus')}
        data={minusWays.map((value) => ({ value, label: say(`bankProfile.minus-${value}`) }))}
        value={profile.minus}
        onChange={(next) => change({ minus: minusWays.find((one) => one === next) ?? 'sign' })}
        allowDeselect={false}
      />
    </>
  );
}

const NONE = 'none';

function Columns({ csv, profile, change }: PartProps) {
  const { say } = useWords();
  const width = Math.max(csv.headers.length, ...csv.samples.map((row) => row.length));
  const named = (n: number) => {
    const header = csv.headers[n] || say('bankProfile.column', { n: n + 1 });
    const sample = csv.samples.find((row) => row[n])?.[n];
    return sample === undefined ? header : `${header} · ${sample.slice(0, 24)}`;
  };
  const columns = Array.from({ length: width }, (_, n) => ({ value: String(n), label: named(n) }));
  const choose = (field: BankField, next: string | null) => {
    const { [field]: _before, ...rest } = profile.columns;
    change({ columns: next === null || next === NONE ? rest : { ...rest, [field]: [Number.parseInt(next, 10)] } });
  };
  const isMissing = (field: BankField) =>
    (field === 'day' || field === 'amount') && csv.asks.fields.includes(field) && profile.columns[field] === undefined;
  return bankFields.map((field) => (
    <Select
      key={field}
      label={say(`bankProfile.${field}`)}
      data-asked={isMissing(field) || undefined}
      error={isMissing(field) ? say('bankProfile.needed') : null}
      data={[{ value: NONE, label: say('bankProfile.noColumn') }, ...columns]}
      value={profile.columns[field] === undefined ? NONE : String(profile.columns[field]?.[0])}
      onChange={(next) => choose(field, next)}
      searchable={width > 12}
      allowDeselect={false}
    />
  ));
}

export function FoundProfile({ at, file, csv }: { at: StatementImport; file: FoundFile; csv: Csv }) {
  const { say } = useWords();
  const [profile, setProfile] = useState(csv.profile);
  const change = (part: Partial<BankProfile>) => setProfile({ ...profile, ...part });
  const part = { csv, profile, change };
  const isChanged = JSON.stringify(profile) !== JSON.stringify(csv.profile);
  return (
    <details className="found-profile" open={csv.isAsked || isChanged}>
      <summary>
        {say('bankProfile.title')}:{' '}
        <span className="soft">
          {csv.saved === null ? say('bankProfile.guessed') : say('bankProfile.saved', { name: csv.saved })}
        </span>
      </summary>
      <div className="profile-columns">
        <Written {...part} />
        <Columns {...part} />
        {profile.columns.flag !== undefined && (
          <TextInput
            label={say('bankProfile.flags')}
            description={say('bankProfile.flagsHint')}
            value={profile.outFlags.join(', ')}
            onChange={(event) =>
              change({
                outFlags: event.currentTarget.value
                  .split(',')
                  .map((flag) => flag.trim())
                  .filter((flag) => flag !== '')
                  .slice(0, 10),
              })
            }
            maxLength={100}
          />
        )}
        <TextInput
          label={say('bankProfile.saveAs')}
          description={say('bankProfile.saveAsHint')}
          value={at.names[file.upload] ?? csv.saved ?? ''}
          onChange={(event) => at.nameProfile(file.upload, event.currentTarget.value)}
          maxLength={60}
          autoComplete="off"
        />
      </div>
      <Checkbox
        label={say('bankProfile.reversed')}
        checked={profile.reversed}
        onChange={(event) => change({ reversed: event.currentTarget.checked })}
      />
      <Button disabled={!isChanged} onClick={() => at.change(file.upload, { profile })}>
        {say('bankProfile.reread')}
      </Button>
    </details>
  );
}
