/** One customer: what it holds or owes per currency, its payments, its payers; and why a balance is what it is. */
import './timeline.css';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Balance, CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { makePayment } from '../../taking/asked';
import { Figure } from '../../ui/amount';
import { useAskedDeed } from '../../ui/asked-deed';
import { isZero } from '../../ui/money-text';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, type Tab, Tabs } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { Waiting } from '../../ui/waiting';
import { AdjustDialog } from './adjust-dialog';
import { CustomerFacts } from './customer-facts';
import { CustomerPayments } from './customer-payments';
import { CustomerTimeline } from './customer-timeline';
import { type Query, readWhy, type WhyPlace, writeWhy } from './customers-place';
import { PurchaseDialog } from './purchase-dialog';
import { StatementDialog } from './statement-dialog';
import { WhyStub } from './why-stub';

/** To the list, and to the same payments among all others. */
function WaysOut({ customer }: { customer: string }) {
  const { say } = useWords();
  return (
    <nav className="back">
      <a href={linkTo('customers')}>
        <IconArrowLeft size={13} stroke={1.8} aria-hidden="true" /> {say('customers.back')}
      </a>
      <a href={linkTo('payments', null, { customer })}>{say('customers.openPayments')}</a>
    </nav>
  );
}

interface BalanceCardProps {
  balance: Balance;
  open: boolean;
  onWhy(): void;
}

/** The figure, what is due beside it, and the way to its explanation. */
function BalanceCard({ balance, open, onWhy }: BalanceCardProps) {
  const { say, money } = useWords();
  const { currency, due, notYetDue, available } = balance;
  const owes = !isZero(due);
  const lots = [
    ...(isZero(balance.granted) ? [] : [say('invoice.lotGranted', { amount: money(balance.granted, currency) })]),
    ...(isZero(balance.voucher) ? [] : [say('invoice.lotVoucher', { amount: money(balance.voucher, currency) })]),
    ...(isZero(balance.paid) ? [] : [say('invoice.lotPaid', { amount: money(balance.paid, currency) })]),
  ];
  return (
    <li className="balance-card">
      <button type="button" className="balance-button" aria-expanded={open} onClick={onWhy}>
        <Figure amount={balance.balance} currency={currency} />
        <span className="balance-why" aria-hidden="true">
          {say('customers.whyShort')}
        </span>
        <span className="aloud">{say('customers.whyOf', { currency })}</span>
      </button>
      <div className="balance-line">
        <span className={owes ? 'balance-due' : 'soft'}>
          {owes ? say('customers.dueAmount', { amount: money(due, currency), currency }) : say('customers.nothingDue')}
        </span>
        {!isZero(notYetDue) && (
          <span className="soft">{say('customers.notYetDue', { amount: money(notYetDue, currency), currency })}</span>
        )}
        {!isZero(available) && owes && (
          <span className="soft">{say('customers.available', { amount: money(available, currency), currency })}</span>
        )}
        {lots.length > 0 && <span className="soft">{say('customers.creditBy', { parts: lots.join(' · ') })}</span>}
      </div>
    </li>
  );
}

interface OpenCustomerProps {
  detail: CustomerDetail;
  why: WhyPlace | null;
  onWhy(next: WhyPlace | null): void;
}

function Balances({
  balances,
  why,
  onWhy,
}: Pick<OpenCustomerProps, 'why' | 'onWhy'> & { balances: readonly Balance[] }) {
  const { say } = useWords();
  if (balances.length === 0) return <p className="no-balance">{say('customers.noBalance')}</p>;
  return (
    <ul className="balance-cards" aria-label={say('customers.balances')}>
      {balances.map((balance) => {
        const { currency } = balance;
        const open = why?.currency === currency;
        return (
          <BalanceCard
            key={currency}
            balance={balance}
            open={open}
            onWhy={() => onWhy(open ? null : { currency, asOf: why?.asOf ?? null })}
          />
        );
      })}
    </ul>
  );
}

interface DeedsProps extends Pick<OpenCustomerProps, 'detail' | 'why' | 'onWhy'> {
  /** Of the balance that is explained first; undefined where there is none. */
  first: string | undefined;
}

/** What can be done about this customer, each with its key. */
function Deeds({ detail, why, onWhy, first }: DeedsProps) {
  const { say } = useWords();
  const { row } = detail;
  const [adjusting, setAdjusting] = useState(false);
  const [stating, setStating] = useState(false);
  const [buying, setBuying] = useState(false);
  const mayAdjust = useRefusal('credits.adjust') === null;
  const mayRecord = useRefusal('payments.recordPurchase') === null;
  const adjust = () => setAdjusting(mayAdjust);
  const buy = () => setBuying(mayRecord);
  const state = () => setStating(true);
  useKey('a', adjust);
  useKey('p', buy);
  useKey('s', state);
  useAskedDeed('adjust', adjust);
  useAskedDeed('purchase', buy);
  useAskedDeed('statement', state);
  return (
    <>
      <Button rightSection={<kbd>S</kbd>} onClick={() => setStating(true)}>
        {say('papers.statementShort')}
      </Button>
      <RightButton to="taking.take" rightSection={<kbd>N</kbd>} onClick={() => makePayment(row.id)}>
        {say('taking.title')}
      </RightButton>
      <RightButton to="payments.recordPurchase" rightSection={<kbd>P</kbd>} onClick={buy}>
        {say('purchase.short')}
      </RightButton>
      <RightButton to="credits.adjust" rightSection={<kbd>A</kbd>} onClick={() => setAdjusting(true)}>
        {say('adjust.short')}
      </RightButton>
      {first !== undefined && (
        <Button
          variant="filled"
          rightSection={<kbd>Y</kbd>}
          aria-expanded={why !== null}
          onClick={() => onWhy(why ? null : { currency: first, asOf: null })}
        >
          {say('why.title')}
        </Button>
      )}
      {buying && <PurchaseDialog customer={row.id} balances={detail.balances} onClose={() => setBuying(false)} />}
      <StatementDialog opened={stating} detail={detail} onClose={() => setStating(false)} />
      <AdjustDialog
        opened={adjusting}
        customer={row.id}
        currency={first ?? 'EUR'}
        onClose={() => setAdjusting(false)}
      />
    </>
  );
}

/** Its payments as a table, or all that happened. */
function Shown({ customer: { id, payments }, name }: { customer: CustomerDetail['row']; name: string }) {
  const { say, count } = useWords();
  const [shown, setShown] = useState<'payments' | 'timeline'>('payments');
  const tabs: readonly Tab<'payments' | 'timeline'>[] = [
    { value: 'payments', label: say('customerTimeline.payments'), count: count(payments) },
    { value: 'timeline', label: say('customerTimeline.tab'), count: '' },
  ];
  useKey('t', () => setShown(shown === 'payments' ? 'timeline' : 'payments'));
  return (
    <div className="customer-shown">
      <Tabs label={say('customerTimeline.which')} tabs={tabs} value={shown} onChange={(value) => setShown(value)}>
        <kbd className="customer-shown-key">T</kbd>
      </Tabs>
      {shown === 'payments' ? (
        <CustomerPayments id={id} name={name} count={payments} />
      ) : (
        <CustomerTimeline customer={id} name={name} />
      )}
    </div>
  );
}

function OpenCustomer({ detail, why, onWhy }: OpenCustomerProps) {
  const { say, times } = useWords();
  const { row, balances } = detail;
  const name = row.name || say('customers.unnamed');
  const first = why?.currency ?? balances[0]?.currency;
  useKey('y', () => {
    if (first !== undefined) onWhy(why ? null : { currency: first, asOf: null });
  });
  const lead = [row.email, detail.phone, say('customers.sinceDay', { day: times.day(times.dayOf(row.since)) })];
  return (
    <>
      <ScreenHead title={<bdi>{name}</bdi>} lead={<bdi>{lead.filter(Boolean).join(' · ')}</bdi>}>
        <Deeds detail={detail} why={why} onWhy={onWhy} first={first} />
      </ScreenHead>
      <Balances balances={balances} why={why} onWhy={onWhy} />
      <div className="columns">
        <Shown customer={row} name={name} />
        {why ? (
          <WhyStub
            customer={row.id}
            name={name}
            why={why}
            currencies={balances.map(({ currency }) => currency)}
            onWhy={onWhy}
          />
        ) : (
          <CustomerFacts detail={detail} />
        )}
      </div>
    </>
  );
}

export function CustomerPage({ id, query }: { id: string; query: Query }) {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['customers', 'detail', id],
    queryFn: ({ signal }) => api.customers.get({ id }, { signal }),
  });
  const onWhy = (next: WhyPlace | null) => go({ screen: 'customers', id, query: writeWhy(next) }, 'replace');
  return (
    <Screen className="customer">
      <WaysOut customer={id} />
      {data ? (
        <OpenCustomer detail={data} why={readWhy(query)} onWhy={onWhy} />
      ) : (
        <>
          <ScreenHead title={say('rail.customers')} />
          {error ? (
            <div className="screen-scroll">
              <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
            </div>
          ) : (
            <Waiting />
          )}
        </>
      )}
    </Screen>
  );
}
