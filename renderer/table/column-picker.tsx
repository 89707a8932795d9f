/** Which columns a table shows, and in what order: by dragging, or by keys and buttons. */
import { Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../locales/words';
import type { TableColumn } from './column';
import { moved, plainLayout, type TableLayout, withShown } from './layout';

export interface ColumnPickerProps {
  columns: readonly TableColumn<unknown>[];
  layout: TableLayout;
  onLayout(next: TableLayout): void;
}

interface LineProps extends ColumnPickerProps {
  column: TableColumn<unknown>;
  dragged: string | null;
  onDrag(id: string | null): void;
}

function PickerLine({ column, layout, onLayout, dragged, onDrag }: LineProps) {
  const { say } = useWords();
  const { id, label } = column;
  const shown = layout.shown.includes(id);
  const place = layout.order.indexOf(id);
  const dropHere = () => {
    if (dragged !== null && dragged !== id) onLayout(moved(layout, dragged, place - layout.order.indexOf(dragged)));
  };
  return (
    <li
      className={dragged === id ? 'picker-line picker-dragged' : 'picker-line'}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onDrag(id);
      }}
      onDragEnter={dropHere}
      onDragOver={(event) => event.preventDefault()}
      onDragEnd={() => onDrag(null)}
    >
      <Checkbox
        label={label}
        checked={shown}
        disabled={shown && layout.shown.length === 1}
        onChange={(event) => onLayout(withShown(layout, id, event.currentTarget.checked))}
      />
      <span className="picker-moves">
        <button
          type="button"
          className="quiet-button"
          disabled={place === 0}
          onClick={() => onLayout(moved(layout, id, -1))}
          aria-label={say('table.moveLeft', { column: label })}
        >
          <IconChevronUp size={13} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="quiet-button"
          disabled={place === layout.order.length - 1}
          onClick={() => onLayout(moved(layout, id, 1))}
          aria-label={say('table.moveRight', { column: label })}
        >
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </span>
    </li>
  );
}

export function ColumnPicker(props: ColumnPickerProps) {
  const { say } = useWords();
  const { columns, layout, onLayout } = props;
  const [dragged, setDragged] = useState<string | null>(null);
  return (
    <Popover position="bottom-end" width={250}>
      <Popover.Target>
        <Button leftSection={<IconColumns3 size={15} stroke={1.7} aria-hidden="true" />}>{say('table.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown className="filter-window picker">
        <ul>
          {layout.order.map((id) => {
            const column = columns.find((candidate) => candidate.id === id);
            return column && <PickerLine key={id} {...props} column={column} dragged={dragged} onDrag={setDragged} />;
          })}
        </ul>
        <button type="button" className="text-button filter-clear" onClick={() => onLayout(plainLayout(columns))}>
          {say('table.plainColumns')}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}
