/** Make a payment: filled in, reviewed, asked for, and followed to what came of it. Opened from any screen. */
import './taking.css';
import { useState } from 'react';
import type { Taken } from '../../main/features/taking/contract';
import { useWords } from '../locales/words';
import { Dialog } from '../ui/dialog';
import { type Asked, closeTaking, makePayment } from './asked';
import type { Plan } from './plan';
import { TakeForm } from './take-form';
import { TakeOutcome } from './take-outcome';
import { TakeReview } from './take-review';
import { useDraft } from './use-draft';
import { useWays } from './use-ways';

function Steps({ asked }: { asked: Asked }) {
  const state = useDraft(asked);
  const found = useWays(state);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  if (plan && taken) {
    const another = () => {
      closeTaking();
      makePayment(plan.customer.id);
    };
    return <TakeOutcome plan={plan} taken={taken} onAnother={another} onClose={closeTaking} />;
  }
  if (plan)
    return <TakeReview plan={plan} balances={state.detail?.balances} onBack={() => setPlan(null)} onTaken={setTaken} />;
  return <TakeForm state={state} found={found} onReview={setPlan} onClose={closeTaking} />;
}

export function TakePanel({ asked }: { asked: Asked }) {
  const { say } = useWords();
  return (
    <Dialog opened={asked.opened} onClose={closeTaking} title={say('taking.title')} width={560}>
      <Steps key={asked.round} asked={asked} />
    </Dialog>
  );
}
