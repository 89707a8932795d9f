/** How invoices are numbered, with the next number of each series as it would be written; whether a write-off gives its tax back, and whether revenue is spread. */
import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { NumberStyles } from '../../../main/features/invoices/contract';
import { type NumberSeries, numberSeries } from '../../../main/kernel/invoice';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice, Note } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

const prefixes = /^[A-Z0-9/-]{1,12}$/;

type Style = NumberStyles[NumberSeries];

interface SeriesProps {
  series: NumberSeries;
  style: Style;
  next: { number: string; used: boolean } | undefined;
  onChange(more: Partial<Style>): void;
}

function Series({ series, style, next, onChange }: SeriesProps) {
  const { say } = useWords();
  return (
    <fieldset className="number-series">
      <legend>{say(`numberSeries.${series}`)}</legend>
      <div className="number-style">
        <TextInput
          label={say('numbers.prefix')}
          value={style.prefix}
          onChange={(event) => onChange({ prefix: event.currentTarget.value.toUpperCase() })}
          error={prefixes.test(style.prefix) ? null : say('numbers.prefixWrong')}
          maxLength={12}
          autoComplete="off"
        />
        <NumberInput
          label={say('numbers.digits')}
          value={style.digits}
          onChange={(value) => typeof value === 'number' && onChange({ digits: value })}
          min={1}
          max={10}
          allowDecimal={false}
          clampBehavior="strict"
        />
      </div>
      <Switch
        label={say('numbers.yearly')}
        checked={style.yearly}
        onChange={(event) => onChange({ yearly: event.currentTarget.checked })}
      />
      <p className={next?.used ? 'balance-due' : 'soft'} aria-live="polite">
        {next && say(next.used ? 'numbers.used' : 'numbers.next', { number: next.number })}
      </p>
    </fieldset>
  );
}

function useNext(styles: NumberStyles, areRight: boolean) {
  const [settled] = useDebouncedValue(areRight ? JSON.stringify(styles) : '', 150);
  return useQuery({
    queryKey: ['invoices', 'next-numbers', settled],
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    retry: false,
    // What has settled, not what is typed by now: the answer is kept under it.
    queryFn: ({ signal }) => api.invoices.previewNumbers(JSON.parse(settled), { signal }),
  });
}

function NumbersForm({ kept }: { kept: NumberStyles }) {
  const { say } = useWords();
  const refusal = useRefusal('invoices.setNumbers');
  const [styles, setStyles] = useState(kept);
  const areRight = numberSeries.every((series) => prefixes.test(styles[series].prefix));
  const areApart = new Set(numberSeries.map((series) => styles[series].prefix)).size === numberSeries.length;
  const next = useNext(styles, areRight);
  const isUsed = numberSeries.some((series) => next.data?.[series].used);
  const save = useMutation({ mutationFn: () => api.invoices.setNumbers(styles) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (areRight && areApart && !isUsed && !save.isPending) save.mutate();
  };
  return (
    <SettingsForm
      onSubmit={submit}
      save={save}
      refusal={refusal}
      isSound={areRight && areApart && !isUsed}
      label={say('numbers.save')}
    >
      {numberSeries.map((series) => (
        <Series
          key={series}
          series={series}
          style={styles[series]}
          next={areRight ? next.data?.[series] : undefined}
          onChange={(more) => {
            save.reset();
            setStyles({ ...styles, [series]: { ...styles[series], ...more } });
          }}
        />
      ))}
      {!areApart && <Note tone="amber">{say('numbers.alike')}</Note>}
    </SettingsForm>
  );
}

interface OnOffProps {
  label: string;
  what: string;
  /** Why this operator may not change it. */
  refusal: string | null;
  name: string;
  read(signal: AbortSignal): Promise<{ on: boolean }>;
  write(on: boolean): Promise<{ on: boolean }>;
}

function OnOff({ label, what, refusal, name, read, write }: OnOffProps) {
  const kept = useQuery({ queryKey: ['invoices', name], queryFn: ({ signal }) => read(signal) });
  const set = useMutation({ mutationFn: write, onSettled: () => kept.refetch() });
  if (kept.error) return <FailureNotice failure={failureOf(kept.error)} onRetry={() => void kept.refetch()} />;
  return (
    <>
      <Switch
        label={label}
        description={refusal ?? what}
        checked={kept.data?.on ?? false}
        disabled={refusal !== null || !kept.data || set.isPending}
        onChange={(event) => set.mutate(event.currentTarget.checked)}
      />
      {set.error && <FailureNotice failure={failureOf(set.error)} />}
    </>
  );
}

export function InvoiceCard() {
  const { say } = useWords();
  const numbers = useQuery({
    queryKey: ['invoices', 'numbers'],
    queryFn: ({ signal }) => api.invoices.numbers(undefined, { signal }),
  });
  return (
    <Card title={say('numbers.title')}>
      <div className="form">
        <p className="operators-none">{say('numbers.lead')}</p>
        {numbers.error && <FailureNotice failure={failureOf(numbers.error)} onRetry={() => void numbers.refetch()} />}
        {numbers.data && <NumbersForm kept={numbers.data} />}
        <OnOff
          label={say('taxRelief.label')}
          what={say('taxRelief.what')}
          refusal={useRefusal('invoices.setTaxRelief')}
          name="tax-relief"
          read={(signal) => api.invoices.taxRelief(undefined, { signal })}
          write={(on) => api.invoices.setTaxRelief({ on })}
        />
        <OnOff
          label={say('deferred.label')}
          what={say('deferred.what')}
          refusal={useRefusal('invoices.setSpreadsRevenue')}
          name="spreads-revenue"
          read={(signal) => api.invoices.spreadsRevenue(undefined, { signal })}
          write={(on) => api.invoices.setSpreadsRevenue({ on })}
        />
      </div>
    </Card>
  );
}
