/** A payment's status: a shape, a word, a colour, and the reason in few words. */
import type { Reason, Status } from '../../main/kernel/payment';
import { useWords } from '../locales/words';
import { IconCancelled, IconCompleted, IconPending, type IconProps } from './icons';

const icons: Record<Status, (props: IconProps) => React.JSX.Element> = {
  Completed: IconCompleted,
  Pending: IconPending,
  Cancelled: IconCancelled,
};
const tones: Record<Status, string> = { Completed: 'tone-green', Pending: 'tone-amber', Cancelled: 'tone-soft' };

export interface StatusMarkProps {
  status: Status;
  reason: Reason | null;
  /** The reason in full, where there is room. */
  long?: boolean;
  /** What else became of it, in a word: *refunded*. */
  aftermath?: string | null;
}

export function StatusMark({ status, reason, long = false, aftermath = null }: StatusMarkProps) {
  const { say } = useWords();
  const Icon = icons[status];
  return (
    <span className={`status ${tones[status]}`}>
      <Icon size={13} />
      <span className="status-word">{say(`status.${status}`)}</span>
      {reason !== null && (
        <span className="status-reason" title={say(`reason.${reason}`)}>
          · {long ? say(`reason.${reason}`) : say(`reasonShort.${reason}`)}
        </span>
      )}
      {aftermath !== null && <span className="status-aftermath">· {aftermath}</span>}
    </span>
  );
}
