/** A chart on a sheet of its own: its title, the same figures as a table at a press, and a word when there is nothing. */
import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../locales/words';
import type { ShownFailure } from '../rpc/failure';
import { FailureNotice } from '../ui/notices';
import { Card } from '../ui/screen';
import { ChartTable, type Figures } from './chart-table';
import { CopyFigures } from './copy-figures';
import { type Ink, InkSwatch } from './inks';

export interface Legend {
  id: string;
  name: string;
  ink: Ink;
}

export interface ChartCardProps {
  title: string;
  note?: ReactNode;
  /** What else can be chosen, beside the table's button. */
  action?: ReactNode;
  legend?: readonly Legend[];
  /** Undefined while it is being read. */
  figures: Figures | undefined;
  failure: ShownFailure | null;
  onRetry(): void;
  /** Said in place of the chart; null when there is something to draw. */
  empty: string | null;
  /** Pixels. */
  height: number;
  /** Pixels before the first bar, for the words under the ends. */
  inset?: number;
  /** Given the pixels that it may fill. */
  draw(width: number, height: number): ReactNode;
}

function Names({ legend }: { legend: readonly Legend[] }) {
  const id = useId();
  return (
    <ul className="chart-names">
      {legend.map((one) => (
        <li key={one.id}>
          <InkSwatch ink={one.ink} id={`${id}${one.id}`} /> {one.name}
        </li>
      ))}
    </ul>
  );
}

/** What is said of a chart to those who do not see it: its title and up to six of its figures; the table has all. */
function useSummary(title: string, figures: Figures | undefined): string {
  const { say } = useWords();
  const rows = figures?.rows.slice(-6) ?? [];
  const told = rows.map(({ name, cells }) => say('overview.figure', { name, value: cells.join(' / ') }));
  return say('overview.summary', { title, figures: told.join('; ') });
}

function Body(props: ChartCardProps & { asTable: boolean }) {
  const { figures, failure, empty, height, draw, title } = props;
  const { ref, width } = useElementSize();
  const summary = useSummary(title, figures);
  if (failure) return <FailureNotice failure={failure} onRetry={props.onRetry} />;
  if (!figures) return <div className="chart-waiting" style={{ height }} aria-busy="true" />;
  if (empty !== null) return <p className="chart-nothing">{empty}</p>;
  if (props.asTable) return <ChartTable title={title} figures={figures} />;
  return (
    <>
      <div ref={ref} className="chart-area" style={{ height }} role="img" aria-label={summary}>
        {width > 0 && draw(width, height)}
      </div>
      {figures.ends && (
        <div className="chart-ends" aria-hidden="true" style={{ paddingLeft: props.inset }}>
          <span>{figures.ends[0]}</span>
          <span>{figures.ends[1]}</span>
        </div>
      )}
      {props.legend && <Names legend={props.legend} />}
    </>
  );
}

export function ChartCard(props: ChartCardProps) {
  const { say } = useWords();
  const [asTable, setAsTable] = useState(false);
  const { title, note, action, figures, empty } = props;
  const label = asTable ? say('chart.asChart', { title }) : say('chart.asTable', { title });
  return (
    <Card
      title={title}
      note={note}
      action={
        <span className="chart-actions">
          {action}
          {figures && empty === null && <CopyFigures title={title} figures={figures} />}
          {figures && empty === null && (
            <button type="button" className="text-button" aria-label={label} onClick={() => setAsTable(!asTable)}>
              {asTable ? say('chart.chart') : say('chart.table')}
            </button>
          )}
        </span>
      }
    >
      <Body {...props} asTable={asTable} />
    </Card>
  );
}
