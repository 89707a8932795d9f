/** Two days of a calendar. Loaded when first asked for. */
import '@mantine/dates/styles.layer.css';
import { DatePicker, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/es';
import { useState } from 'react';
import { useWords } from '../locales/words';
import type { DaySpan } from './day-span';

export function Calendar({ span, onChange }: { span: DaySpan; onChange(span: DaySpan): void }) {
  const { language, say } = useWords();
  const [days, setDays] = useState<[string | null, string | null]>([span.from ?? null, span.to ?? null]);
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
      <DatePicker
        type="range"
        allowSingleDateInRange
        hideOutsideDates
        ariaLabels={{
          nextMonth: say('span.nextMonth'),
          previousMonth: say('span.previousMonth'),
          nextYear: say('span.nextYear'),
          previousYear: say('span.previousYear'),
          nextDecade: say('span.nextDecade'),
          previousDecade: say('span.previousDecade'),
        }}
        value={days}
        defaultDate={span.to ?? undefined}
        onChange={(next) => {
          setDays(next);
          const [from, to] = next;
          if (from !== null && to !== null) onChange({ from: from.slice(0, 10), to: to.slice(0, 10) });
        }}
      />
    </DatesProvider>
  );
}
