/** On which days and in which hours somebody works here: the age of exceptions is told in these hours. */
import './calendar-card.css';
import { Chip, Input, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readDay } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

type Calendar = Awaited<ReturnType<typeof api.matching.calendar>>;

const week = [1, 2, 3, 4, 5, 6, 7] as const;
const hours = Array.from({ length: 25 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** 2024-01-01 was a Monday. */
function useWeekdays(): (day: number) => string {
  const { language } = useWords();
  const names = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short' });
  return (day) => names.format(Date.UTC(2024, 0, day));
}

/** The lines that are no day; what a line without its year names is in every leap year. */
function wrongIn(holidays: readonly string[]): string | undefined {
  return holidays.find((day) => readDay(/^\d{2}-\d{2}$/.test(day) ? `2024-${day}` : day) === null);
}

function useCalendar(kept: Calendar) {
  const [calendar, setCalendar] = useState(kept);
  const [text, setText] = useState(kept.holidays.join('\n'));
  const save = useMutation({ mutationFn: (next: Calendar) => api.matching.setCalendar(next) });
  const holidays = text.split(/[\s,;]+/).filter((line) => line !== '');
  return {
    ...{ calendar, text, save, wrong: wrongIn(holidays) },
    next: { ...calendar, holidays },
    change(more: Partial<Calendar>) {
      save.reset();
      setCalendar({ ...calendar, ...more });
    },
    write(typed: string) {
      save.reset();
      setText(typed);
    },
  };
}

type Change = ReturnType<typeof useCalendar>['change'];

function Days({ days, onChange }: { days: readonly number[]; onChange: Change }) {
  const { say } = useWords();
  const weekday = useWeekdays();
  return (
    <Input.Wrapper
      label={say('calendar.days')}
      labelElement="div"
      labelProps={{ className: 'field-label' }}
      error={days.length === 0 ? say('calendar.daysNone') : null}
    >
      <Chip.Group
        multiple
        value={days.map(String)}
        onChange={(chosen) => onChange({ days: week.filter((day) => chosen.includes(String(day))) })}
      >
        <div className="calendar-days">
          {week.map((day) => (
            <Chip key={day} value={String(day)} size="xs">
              {weekday(day)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </Input.Wrapper>
  );
}

function Hours({ from, to, onChange }: Pick<Calendar, 'from' | 'to'> & { onChange: Change }) {
  const { say } = useWords();
  return (
    <div className="calendar-hours">
      {(['from', 'to'] as const).map((end) => (
        <Select
          key={end}
          label={say(`calendar.${end}`)}
          data={hours}
          value={String(end === 'from' ? from : to)}
          onChange={(value) => onChange({ [end]: Number.parseInt(value ?? '0', 10) })}
          error={end === 'to' && from >= to ? say('calendar.hoursWrong') : null}
          allowDeselect={false}
        />
      ))}
    </div>
  );
}

function CalendarForm({ kept }: { kept: Calendar }) {
  const { say } = useWords();
  const refusal = useRefusal('matching.setCalendar');
  const { calendar, text, save, wrong, next, change, write } = useCalendar(kept);
  const { days, from, to } = calendar;
  const isSound = days.length > 0 && from < to && wrong === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSound && !save.isPending) save.mutate(next);
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal} isSound={isSound} label={say('calendar.save')}>
      <Days days={days} onChange={change} />
      <Hours from={from} to={to} onChange={change} />
      <Textarea
        label={say('calendar.holidays')}
        description={say('calendar.holidaysHint')}
        error={wrong === undefined ? null : say('calendar.holidaysWrong', { text: wrong.slice(0, 20) })}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        maxLength={4400}
        minRows={2}
        maxRows={8}
        autosize
      />
    </SettingsForm>
  );
}

export function CalendarCard() {
  const { say } = useWords();
  const calendar = useQuery({
    queryKey: ['payments', 'calendar'],
    queryFn: ({ signal }) => api.matching.calendar(undefined, { signal }),
  });
  return (
    <Card title={say('calendar.title')}>
      <div className="form">
        <p className="operators-none">{say('calendar.lead')}</p>
        {calendar.error && (
          <FailureNotice failure={failureOf(calendar.error)} onRetry={() => void calendar.refetch()} />
        )}
        {calendar.data && <CalendarForm kept={calendar.data} />}
      </div>
    </Card>
  );
}
