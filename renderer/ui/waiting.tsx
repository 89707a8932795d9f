/** What stands where something will be as soon as it has been read: blank lines, shown only when that takes a moment. */

const lines = ['first', 'second', 'third'] as const;

export function Waiting() {
  return (
    <div className="waiting" aria-busy="true">
      {lines.map((line) => (
        <span key={line} className="blank-line" />
      ))}
    </div>
  );
}
