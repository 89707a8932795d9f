/** Says of a list that it shows the latest only, where it is as long as it may be. */
import { useWords } from '../locales/words';

interface LatestOnlyProps {
  /** Rows that are shown. */
  rows: number;
  /** As many as were asked for. */
  most: number;
  /** All of them leave with the export beside the list. */
  leaves?: boolean;
}

export function LatestOnly({ rows, most, leaves = false }: LatestOnlyProps) {
  const { say } = useWords();
  if (rows < most) return null;
  return <p className="soft">{say(leaves ? 'notice.latestLeave' : 'notice.latest', { count: rows })}</p>;
}
