/** *Why this balance*, on the counterfoil: line by line down to the figure, then what was left out and by which rule. */
import './why.css';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Why } from '../../../main/features/customers/contract';
import type { PlainKey } from '../../locales/say';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { nowShown } from '../../rpc/past-point';
import { FilterChip } from '../../table/filter-chip';
import { Amount, Figure } from '../../ui/amount';
import { IconCompleted } from '../../ui/icons';
import { isNegative, isZero, negated } from '../../ui/money-text';
import { FailureNotice, Note } from '../../ui/notices';
import { Facts } from '../../ui/screen';
import { Stub, StubSection } from '../../ui/stub';
import { Waiting } from '../../ui/waiting';
import type { WhyPlace } from './customers-place';
import { useSlipFocus } from './use-slip-focus';
import { WhyLine } from './why-line';

const AsOfCalendar = lazy(async () => ({ default: (await import('./as-of-calendar')).AsOfCalendar }));

export interface WhyStubProps {
  /** Id. */
  customer: string;
  name: string;
  why: WhyPlace;
  currencies: readonly string[];
  onWhy(next: WhyPlace | null): void;
}

const lineNames: Readonly<Record<string, PlainKey>> = {
  'completed-payments': 'why.completedPayments',
  purchases: 'why.purchases',
  invoices: 'why.invoices',
  'credit-notes': 'why.creditNotes',
  'invoices-settled': 'why.invoicesSettled',
  refunds: 'why.refunds',
  'refunds-failed': 'why.refundsFailed',
  'disputes-lost': 'why.disputesLost',
  adjustments: 'why.adjustments',
  merged: 'why.merged',
};

function Choose({ why, currencies, onWhy }: Pick<WhyStubProps, 'why' | 'currencies' | 'onWhy'>) {
  const { say, times } = useWords();
  const today = times.dayOf(nowShown());
  return (
    <div className="why-choose">
      {currencies.length > 1 && (
        <fieldset className="why-currencies">
          <legend className="aloud">{say('why.currency')}</legend>
          {currencies.map((currency) => (
            <button
              key={currency}
              type="button"
              className={currency === why.currency ? 'chip chip-set' : 'chip'}
              aria-pressed={currency === why.currency}
              onClick={() => onWhy({ ...why, currency })}
            >
              {currency}
            </button>
          ))}
        </fieldset>
      )}
      <FilterChip
        name={say('why.asOfToday')}
        value={why.asOf === null ? null : say('why.asOfDay', { day: times.day(why.asOf) })}
        onClear={() => onWhy({ ...why, asOf: null })}
      >
        {(close) => (
          <Suspense fallback={<div className="calendar-place" />}>
            <AsOfCalendar
              day={why.asOf}
              last={today}
              onChange={(day) => {
                onWhy({ ...why, asOf: day === null || day >= today ? null : day });
                close();
              }}
            />
          </Suspense>
        )}
      </FilterChip>
    </div>
  );
}

function useSentence(name: string, found: Why) {
  const { sayWith } = useWords();
  const { balance, currency } = found;
  const customer = <bdi key="customer">{name}</bdi>;
  if (isZero(balance)) return sayWith('why.even', { customer });
  const owes = isNegative(balance);
  const amount = <Amount key="amount" amount={owes ? negated(balance) : balance} currency={currency} />;
  return sayWith(owes ? 'why.owes' : 'why.holds', { customer, amount });
}

/** Which payments of the payments screen a line is made of. */
function filterFor(kind: string, customer: string, currency: string): Record<string, string> {
  const of = { customer, currency, status: 'Completed' };
  return kind === 'purchases' ? { ...of, method: 'account-credit' } : of;
}

function Lines({ found, customer }: { found: Why; customer: string }) {
  const { say } = useWords();
  const { currency } = found;
  return (
    <section className="why-ledger" aria-label={say('why.what')}>
      <div className="why-head" aria-hidden="true">
        <span>{say('why.what')}</span>
        <span>{currency}</span>
        <span>{say('why.soFar')}</span>
      </div>
      <ul>
        {found.lines.map(({ kind, ...line }) => (
          <WhyLine
            key={kind}
            {...line}
            name={say(lineNames[kind] ?? 'why.other')}
            currency={currency}
            all={filterFor(kind, customer, currency)}
          />
        ))}
      </ul>
      <div className="why-total">
        <b>{say('why.balance')}</b>
        <Amount amount={found.balance} currency={currency} />
      </div>
      {found.proven ? (
        <p className="why-proof tone-green">
          <IconCompleted size={13} /> {say('why.proven')}
        </p>
      ) : (
        <Note tone="red">{say('why.unproven')}</Note>
      )}
    </section>
  );
}

type LeftOut = Why['leftOut'][0];

function useRuleName() {
  const { say, times } = useWords();
  return ({ rule, currency }: LeftOut, asOf: string | null): string => {
    if (rule === 'pending') return say('why.pending');
    if (rule === 'cancelled') return say('why.cancelled');
    if (rule === 'other-currency') return say('why.otherCurrency', { currency });
    return say('why.afterCutOff', { day: asOf === null ? '' : times.day(asOf) });
  };
}

const statusOf: Readonly<Record<string, string>> = {
  pending: 'Pending',
  cancelled: 'Cancelled',
  'other-currency': 'Completed',
};

function LeftOutLines({ found, customer }: { found: Why; customer: string }) {
  const { say } = useWords();
  const nameOf = useRuleName();
  return (
    <StubSection title={say('why.leftOut')}>
      {found.leftOut.length === 0 && <p className="soft">{say('why.nothingLeftOut')}</p>}
      <ul className="why-left-out">
        {found.leftOut.map((one) => (
          <WhyLine
            key={`${one.rule} ${one.currency}`}
            {...one}
            name={nameOf(one, found.asOf)}
            dim
            all={{ customer, currency: one.currency, status: statusOf[one.rule] ?? '' }}
          />
        ))}
      </ul>
    </StubSection>
  );
}

function Held({ lots }: { lots: Why['lots'] }) {
  const { say } = useWords();
  const { currency } = lots;
  const money = (amount: string) => (isZero(amount) ? null : <Amount amount={amount} currency={currency} />);
  return (
    <StubSection title={say('why.held')}>
      <Facts
        facts={[
          [say('why.paid'), money(lots.paid)],
          [say('why.granted'), money(lots.granted)],
          [say('why.voucher'), money(lots.voucher)],
          [say('why.receivable'), money(negated(lots.receivable))],
          [say('why.due'), lots.due === null ? null : <Amount key="due" amount={lots.due} currency={currency} />],
          [say('why.notYetDue'), lots.notYetDue === null ? null : money(lots.notYetDue)],
        ]}
      />
    </StubSection>
  );
}

function Explained({ found, name, customer }: { found: Why; name: string; customer: string }) {
  const { say } = useWords();
  const sentence = useSentence(name, found);
  return (
    <>
      <div className="why-figure">
        <Figure amount={found.balance} currency={found.currency} />
        <p className="soft">{sentence}</p>
      </div>
      <Lines found={found} customer={customer} />
      <Held lots={found.lots} />
      <LeftOutLines found={found} customer={customer} />
      <div className="why-actions">
        <Button onClick={() => window.print()}>{say('why.print')}</Button>
      </div>
    </>
  );
}

export function WhyStub({ customer, name, why, currencies, onWhy }: WhyStubProps) {
  const { say } = useWords();
  const { currency, asOf } = why;
  const heading = useSlipFocus<HTMLHeadingElement>(() => onWhy(null));
  const { data, error, refetch } = useQuery({
    queryKey: ['customers', 'why', customer, currency, asOf],
    queryFn: ({ signal }) =>
      api.customers.why({ id: customer, currency, ...(asOf === null ? {} : { asOf }) }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Stub
      label={say('why.title')}
      head={
        <h2 className="why-title" ref={heading} tabIndex={-1}>
          {say('why.title')}
        </h2>
      }
      onClose={() => onWhy(null)}
    >
      <Choose why={why} currencies={currencies} onWhy={onWhy} />
      {error ? (
        <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
      ) : data ? (
        <Explained found={data} name={name} customer={customer} />
      ) : (
        <Waiting />
      )}
    </Stub>
  );
}
