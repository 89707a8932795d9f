/** What came of a payment that was asked for, and what comes of it while one looks. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Taken } from '../../main/features/taking/contract';
import { isId } from '../../main/kernel/id';
import { useWords } from '../locales/words';
import { go } from '../navigation';
import { api } from '../rpc/client';
import { Figure } from '../ui/amount';
import { Note, type NoteTone } from '../ui/notices';
import { HostedPage } from './hosted-page';
import type { Plan } from './plan';
import { type Standing, standingOf } from './standing';
import { TransferPaper } from './transfer-paper';

interface Now extends Pick<Taken, 'status' | 'state' | 'link' | 'expiresAt' | 'detail' | 'reason'> {}

/** As it was answered, until the book tells of something newer. */
function useNow({ payment, attempt, ...then }: Taken): Now {
  const paid = useQuery({
    queryKey: ['payments', 'detail', payment],
    queryFn: ({ signal }) => (isId(payment) ? api.payments.get({ id: payment }, { signal }) : null),
  }).data;
  const asked = useQuery({
    queryKey: ['outbox', 'attempt', attempt],
    enabled: attempt !== null,
    queryFn: ({ signal }) => (attempt === null ? null : api.outbox.get({ id: attempt }, { signal })),
  }).data;
  return {
    status: paid?.row.status ?? then.status,
    reason: paid?.row.reason ?? then.reason,
    detail: paid?.detail ?? asked?.detail ?? then.detail,
    link: asked?.link ?? paid?.link ?? then.link,
    state: asked?.state ?? then.state,
    expiresAt: asked?.expiresAt ?? then.expiresAt,
  };
}

const tones: Readonly<Record<Standing, NoteTone>> = {
  completed: 'green',
  cancelled: 'red',
  unknown: 'amber',
  'not-found': 'amber',
  drafted: 'blue',
  waiting: 'amber',
  page: 'blue',
  pending: 'blue',
};

function Told({ plan, now, standing }: { plan: Plan; now: Now; standing: Standing }) {
  const { say, money } = useWords();
  const { currency } = plan;
  const amount = money(plan.amount, currency);
  switch (standing) {
    case 'completed':
      return say('taking.completed', { amount, currency });
    case 'cancelled': {
      const why = now.detail ?? (now.reason && say(`reason.${now.reason}`));
      return why ? say('taking.cancelled', { why: why.replace(/\.$/, '') }) : say('taking.cancelledPlain');
    }
    case 'unknown':
      return say('taking.noAnswer', { amount, currency });
    case 'not-found':
      return say('taking.notFound');
    case 'pending':
      return say(isTransfer(plan) ? 'taking.transfer' : 'taking.pending');
    default:
      return say(`taking.${standing}`);
  }
}

/** Paid to our bank, with a reference. */
function isTransfer({ way }: Plan): boolean {
  return way.by === 'bank-transfer' || way.by === 'invoice';
}

interface TakeOutcomeProps {
  plan: Plan;
  taken: Taken;
  onAnother(): void;
  onClose(): void;
}

export function TakeOutcome({ plan, taken, onAnother, onClose }: TakeOutcomeProps) {
  const { say } = useWords();
  const now = useNow(taken);
  const standing = standingOf(now);
  const showButton = useRef<HTMLButtonElement>(null);
  useEffect(() => showButton.current?.focus(), []);
  const show = () => {
    onClose();
    go({ screen: 'payments', id: taken.payment, query: {} });
  };
  return (
    <div className="form">
      <p className="taking-sum">
        <Figure amount={plan.amount} currency={plan.currency} />
      </p>
      <div role="status">
        <Note tone={tones[standing]}>
          <Told plan={plan} now={now} standing={standing} />
        </Note>
      </div>
      {standing === 'page' && now.link !== null && (
        <HostedPage payment={taken.payment} link={now.link} expiresAt={now.expiresAt} />
      )}
      {standing === 'pending' && isTransfer(plan) && (
        <TransferPaper
          payment={taken.payment}
          amount={plan.amount}
          currency={plan.currency}
          reference={taken.reference}
        />
      )}
      <div className="dialog-actions">
        <Button onClick={onAnother}>{say('taking.another')}</Button>
        <Button ref={showButton} onClick={show}>
          {say('taking.show')}
        </Button>
      </div>
    </div>
  );
}
