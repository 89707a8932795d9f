/** What will be asked for, and what it will move, before it is asked for. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Balance } from '../../main/features/customers/contract';
import type { Taken } from '../../main/features/taking/contract';
import { isId } from '../../main/kernel/id';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { Figure } from '../ui/amount';
import { FailureNotice, Note } from '../ui/notices';
import { Facts } from '../ui/screen';
import { EffectLines } from './effect-lines';
import type { AskedInvoice, Plan } from './plan';
import { type TakeHow, useTake } from './use-take';
import { useWayLabel } from './way-field';

function PlanFacts({ plan }: { plan: Plan }) {
  const { say } = useWords();
  const label = useWayLabel()(plan.way);
  const isSandbox = 'gateway' in plan.way && plan.way.sandbox;
  return (
    <Facts
      facts={[
        [say('taking.customer'), <bdi key="customer">{plan.customer.name}</bdi>],
        [say('taking.payer'), plan.payer && <bdi key="payer">{plan.payer.name}</bdi>],
        [say('taking.via'), isSandbox ? `${label} (${say('taking.sandbox')})` : label],
        [say('taking.purpose'), say(`purpose.${plan.purpose}`)],
        [say('taking.forInvoice'), plan.invoice ? <bdi key="invoice">{plan.invoice.number}</bdi> : null],
        [say('taking.description'), <bdi key="description">{plan.description}</bdi>],
        [say('taking.saveMethod'), plan.saveMethod ? say('taking.saveMethodHint') : null],
      ]}
    />
  );
}

interface UnderWayProps {
  plan: Plan;
  taking: ReturnType<typeof useTake>['taking'];
  onAgain(how: TakeHow): void;
}

/** What is said while it is asked for, and when that failed. */
function UnderWay({ plan, taking, onAgain }: UnderWayProps) {
  const { say, money } = useWords();
  const { amount, currency, way } = plan;
  if (taking.isPending) {
    if (taking.failureCount > 0)
      return <Note tone="amber">{say('taking.noAnswer', { amount: money(amount, currency), currency })}</Note>;
    return 'gateway' in way ? <p className="soft">{say('taking.sending', { gateway: way.gatewayLabel })}</p> : null;
  }
  if (!taking.error) return null;
  const failure = failureOf(taking.error);
  return (
    <FailureNotice failure={failure}>
      {failure.code === 'attempt-similar' && (
        <Button onClick={() => onAgain({ draft: false, again: true })}>{say('taking.second')}</Button>
      )}
    </FailureNotice>
  );
}

/** That a payment of the same invoice is still waited for: both would be paid. */
function StillPending({ invoice }: { invoice: AskedInvoice }) {
  const { say, money } = useWords();
  const { id, number, currency } = invoice;
  const detail = useQuery({
    queryKey: ['invoices', 'detail', id],
    queryFn: ({ signal }) => (isId(id) ? api.invoices.get({ id }, { signal }) : null),
  }).data;
  const pending = detail?.payments.filter(({ status }) => status === 'Pending') ?? [];
  if (pending.length === 0) return null;
  const amounts = pending.map((payment) => `${money(payment.money.amount, currency)} ${currency}`).join(', ');
  return <Note tone="amber">{say('taking.stillPending', { number, amounts })}</Note>;
}

interface TakeReviewProps {
  plan: Plan;
  balances: readonly Balance[] | undefined;
  onBack(): void;
  onTaken(taken: Taken): void;
}

export function TakeReview({ plan, balances, onBack, onTaken }: TakeReviewProps) {
  const { say } = useWords();
  const { take, taking } = useTake(plan, onTaken);
  const lots = balances?.find((balance) => balance.currency === plan.currency) ?? null;
  const payButton = useRef<HTMLButtonElement>(null);
  useEffect(() => payButton.current?.focus(), []);
  const pay = (how: Partial<TakeHow>) => take({ draft: false, again: false, ...how });
  return (
    <div className="form">
      <p className="taking-sum">
        <Figure amount={plan.amount} currency={plan.currency} />
      </p>
      <PlanFacts plan={plan} />
      <EffectLines plan={plan} lots={lots} />
      {plan.invoice && taking.isIdle && <StillPending invoice={plan.invoice} />}
      <div role="status">
        <UnderWay plan={plan} taking={taking} onAgain={pay} />
      </div>
      <div className="dialog-actions">
        <Button onClick={onBack} disabled={taking.isPending}>
          {say('taking.back')}
        </Button>
        {'gateway' in plan.way && (
          <Button disabled={taking.isPending} onClick={() => pay({ draft: true })}>
            {say('taking.keepDraft')}
          </Button>
        )}
        <Button
          ref={payButton}
          variant="filled"
          loading={taking.isPending}
          // Enter held since the form would pay before anything was read.
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={() => pay({})}
        >
          {say('taking.pay')}
        </Button>
      </div>
    </div>
  );
}
