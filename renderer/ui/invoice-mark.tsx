/** An invoice's status: a shape, a word, a colour, and how long it is overdue or until when it is promised. */
import { IconAlertCircle, IconPencil } from '@tabler/icons-react';
import type { InvoiceRow } from '../../main/features/invoices/contract';
import type { InvoiceStatus } from '../../main/kernel/invoice';
import { useWords } from '../locales/words';
import { IconCancelled, IconCompleted, IconPending, type IconProps } from './icons';
import { isZero } from './money-text';

const icons: Record<InvoiceStatus, (props: IconProps) => React.JSX.Element> = {
  Draft: (props) => <IconPencil size={props.size ?? 13} stroke={1.6} aria-hidden="true" />,
  Unpaid: IconPending,
  Overdue: (props) => <IconAlertCircle size={props.size ?? 13} stroke={1.8} aria-hidden="true" />,
  Paid: IconCompleted,
  Void: IconCancelled,
};

const tones: Record<InvoiceStatus, string> = {
  Draft: 'tone-soft',
  Unpaid: 'tone-amber',
  Overdue: 'tone-red',
  Paid: 'tone-green',
  Void: 'tone-soft',
};

type Marked = Pick<InvoiceRow, 'status' | 'daysOverdue' | 'promisedDay' | 'paid' | 'credited' | 'writtenOff'>;

/** How it came to nothing being open, where nobody paid it. */
function endOf({ status, paid, credited, writtenOff }: Marked): 'invoices.credited' | 'invoices.writtenOff' | null {
  if (status !== 'Paid' || !isZero(paid)) return null;
  if (!isZero(writtenOff)) return 'invoices.writtenOff';
  return isZero(credited) ? null : 'invoices.credited';
}

export function InvoiceMark({ row }: { row: Marked }) {
  const { say, times } = useWords();
  const { status, daysOverdue, promisedDay } = row;
  const end = endOf(row);
  const Icon = icons[status];
  const isOpen = status === 'Unpaid' || status === 'Overdue';
  const word =
    isOpen && promisedDay !== null
      ? say('invoices.promisedUntil', { day: times.day(promisedDay) })
      : daysOverdue > 0
        ? say('invoices.daysOverdue', { count: daysOverdue })
        : end && say(end);
  return (
    <span className={`status ${tones[status]}`}>
      <Icon size={13} />
      <span className="status-word">{say(`invoiceStatus.${status}`)}</span>
      {word !== null && <span className="status-reason">· {word}</span>}
    </span>
  );
}
