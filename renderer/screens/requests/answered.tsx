/** What came of a request, who said so, and why. */
import type { Approval } from '../../../main/features/approvals/contract';
import { useWords } from '../../locales/words';

export function Answered({ approval }: { approval: Approval }) {
  const { say, times, failure } = useWords();
  const { answeredBy: who, answeredAt, why } = approval;
  const state = approval.state === 'refused' && who === approval.requestedBy ? 'takenBack' : approval.state;
  const when = answeredAt === null ? '' : times.moment(answeredAt);
  const code =
    why === 'payment-not-pending' || why === 'adjustment-reversed' || why === 'adjustment-expired' ? why : null;
  if (state === 'dropped')
    return (
      <p className="soft">
        {say('requests.droppedWhen', { when })} {code && failure(code, {}).what}
      </p>
    );
  return (
    <p className="soft">
      {say('requests.answeredBy', { state: say(`requestState.${state}`), who: who ?? '', when })}
      {why !== null && <bdi>: {why}</bdi>}
    </p>
  );
}
