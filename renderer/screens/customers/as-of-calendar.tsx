/** One day of a calendar, up to today. Loaded when first asked for. */
import '@mantine/dates/styles.layer.css';
import { DatePicker, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/es';
import { useWords } from '../../locales/words';

export interface AsOfCalendarProps {
  /** `YYYY-MM-DD`. */
  day: string | null;
  last: string;
  onChange(day: string | null): void;
}

export function AsOfCalendar({ day, last, onChange }: AsOfCalendarProps) {
  const { language, say } = useWords();
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
      <DatePicker
        hideOutsideDates
        ariaLabels={{
          nextMonth: say('span.nextMonth'),
          previousMonth: say('span.previousMonth'),
          nextYear: say('span.nextYear'),
          previousYear: say('span.previousYear'),
          nextDecade: say('span.nextDecade'),
          previousDecade: say('span.previousDecade'),
        }}
        value={day}
        defaultDate={day ?? last}
        maxDate={last}
        onChange={(next) => onChange(next === null ? null : next.slice(0, 10))}
      />
    </DatesProvider>
  );
}
