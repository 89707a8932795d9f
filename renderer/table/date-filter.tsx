/** A span of days: presets that people ask for, or two days of a calendar. Days are of the book's time zone. */
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../locales/words';
import { nowShown } from '../rpc/past-point';
import { type DaySpan, presetOf, presets, spanOf } from './day-span';
import { FilterChip } from './filter-chip';

const Calendar = lazy(async () => ({ default: (await import('./calendar')).Calendar }));

export interface DateFilterProps {
  name: string;
  span: DaySpan;
  onChange(span: DaySpan): void;
}

const everything: DaySpan = { from: undefined, to: undefined };

function useSpanText(): (span: DaySpan) => string | null {
  const { say, times } = useWords();
  return (span) => {
    const { from, to } = span;
    if (from === undefined && to === undefined) return null;
    const preset = presetOf(span, times.dayOf(nowShown()));
    if (preset) return say(`span.${preset}`);
    if (from === undefined) return say('span.until', { day: times.day(to ?? '') });
    if (to === undefined) return say('span.since', { day: times.day(from) });
    if (from === to) return times.day(from);
    return say('span.fromTo', { from: times.day(from), to: times.day(to) });
  };
}

export function DateFilter({ name, span, onChange }: DateFilterProps) {
  const { say, times } = useWords();
  const [custom, setCustom] = useState(false);
  const spanText = useSpanText();
  const today = times.dayOf(nowShown());
  const current = presetOf(span, today);
  return (
    <FilterChip name={name} value={spanText(span)} onClear={() => onChange(everything)}>
      {(close) => (
        <div className="span-window">
          <ul className="span-presets">
            {presets.map((preset) => (
              <li key={preset}>
                <button
                  type="button"
                  className="list-button"
                  aria-current={preset === current ? 'true' : undefined}
                  onClick={() => {
                    onChange(spanOf(preset, today));
                    close();
                  }}
                >
                  {say(`span.${preset}`)}
                </button>
              </li>
            ))}
            <li>
              <button type="button" className="list-button" aria-expanded={custom} onClick={() => setCustom(!custom)}>
                {say('span.custom')}
              </button>
            </li>
          </ul>
          {custom && (
            <Suspense fallback={<div className="calendar-place" />}>
              <Calendar
                span={span}
                onChange={(next) => {
                  onChange(next);
                  close();
                }}
              />
            </Suspense>
          )}
        </div>
      )}
    </FilterChip>
  );
}
