/** A choice on the head of a chart. */

interface ChooseProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange(value: string): void;
}

export function Choose({ label, options, value, onChange }: ChooseProps) {
  return (
    <select
      className="plain-select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Marks are round: without the zeros of the smaller unit, unless the whole chart is smaller than one. */
export function roundMark(texts: readonly string[], marks: readonly number[], mark: number): string {
  return (texts[marks.indexOf(mark)] ?? '').replace(/\.0+$/, '');
}
