/** What a person can do about a failed charge, each with its key; every one asks with what it would do. */
import { useState } from 'react';
import type { ProcedurePath } from '../../../main/contract';
import type { FailedCharge } from '../../../main/features/charges/contract';
import type { PayEffect } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { PayDialog } from '../../taking/pay-dialog';
import { Confirm } from '../../ui/confirm';
import { RightButton } from '../../ui/right-button';
import { LinkDialog } from './link-dialog';
import { type Said, useAfter, useCharged } from './said';
import { StopDialog } from './stop-dialog';
import { SwitchDialog } from './switch-dialog';

export type Deed = 'retry' | 'switch' | 'credit' | 'link' | 'stop' | 'resume';

export const deedKeys: Readonly<Record<Deed, string>> = {
  retry: 'r',
  switch: 'm',
  credit: 'c',
  link: 'l',
  stop: 's',
  resume: 's',
};

export const deedPaths: Readonly<Record<Deed, ProcedurePath>> = {
  retry: 'charges.retry',
  switch: 'charges.switch',
  credit: 'invoices.pay',
  link: 'taking.take',
  stop: 'charges.stop',
  resume: 'charges.resume',
};

/** Only what would not be refused; the rest would be a button that says no. */
export function deedsOf({ refusal, stopped, others, link, attempt }: FailedCharge): Deed[] {
  const isUnderWay = refusal === 'charge-awaits-payment';
  const isSent = attempt.state === 'sending' || attempt.state === 'unknown' || attempt.state === 'not-found';
  return [
    ...(refusal === null ? (['retry'] as const) : []),
    ...(others.length > 0 && !isUnderWay ? (['switch'] as const) : []),
    ...(isSent ? [] : (['credit'] as const)),
    ...(link === null && !isUnderWay ? (['link'] as const) : []),
    stopped ? 'resume' : 'stop',
  ];
}

interface DeedsProps {
  charge: FailedCharge;
  deed: Deed | null;
  onDeed(next: Deed | null): void;
  nameOf(gateway: string): string;
  onSaid(said: Said): void;
}

function Retry({ charge, deed, onDeed, onSaid }: DeedsProps) {
  const { say, money } = useWords();
  const [request, setRequest] = useState(newId);
  const charged = useCharged(charge);
  const { open, method, customer, id } = charge;
  const act = async () => {
    const done = await api.charges.retry({ request, id });
    setRequest(newId());
    onSaid(charged(done, method?.label ?? ''));
  };
  const what = { amount: money(open.amount, open.currency), currency: open.currency, customer: customer.name };
  return (
    <Confirm
      opened={deed === 'retry'}
      title={say('charges.retry')}
      consequences={[say('charges.retryWhat', { ...what, method: method?.label ?? '' }), say('charges.retryOnce')]}
      deed={say('charges.retry')}
      onConfirm={act}
      onClose={() => onDeed(null)}
    />
  );
}

function Resume({ charge, deed, onDeed, onSaid }: DeedsProps) {
  const { say } = useWords();
  const [request, setRequest] = useState(newId);
  const { id, number, resumed } = charge;
  const after = useAfter();
  const next = resumed ? after(resumed) : '';
  const act = async () => {
    await api.charges.resume({ request, id });
    setRequest(newId());
    const isTried = resumed !== null && resumed.nextAt !== null;
    onSaid({ tone: isTried ? 'green' : 'amber', text: `${say('charges.resumed', { number })} ${next}` });
  };
  return (
    <Confirm
      opened={deed === 'resume'}
      title={say('charges.resume')}
      consequences={[say('charges.resumed', { number }), ...(next === '' ? [] : [next])]}
      deed={say('charges.resume')}
      onConfirm={act}
      onClose={() => onDeed(null)}
    />
  );
}

/** A page that the customer was sent is still open then. */
function Credit({ charge, onDeed, onSaid }: DeedsProps) {
  const { say, money } = useWords();
  const { customer, open, id, link } = charge;
  const paid = ({ invoices, currency }: PayEffect) => {
    const what = invoices.map(({ number, applied }) => `${number} ${money(applied, currency)} ${currency}`).join(', ');
    onSaid({ tone: 'green', text: say('charges.fromCredit', { what }) });
  };
  return (
    <PayDialog
      {...{ customer, currency: open.currency, chosen: [id], onClose: () => onDeed(null), onPaid: paid }}
      warning={link === null ? null : say('charges.creditLink')}
    />
  );
}

export function ChargeDeeds(props: DeedsProps) {
  const { say, failure } = useWords();
  const { charge, deed, onDeed, nameOf, onSaid } = props;
  const close = () => onDeed(null);
  const { refusal, number } = charge;
  return (
    <>
      {refusal !== null && refusal !== 'charge-awaits-payment' && (
        <p className="soft">{failure(refusal, { number }).next}</p>
      )}
      <div className="charge-deeds">
        {deedsOf(charge).map((each) => (
          <RightButton
            key={each}
            to={deedPaths[each]}
            variant={each === 'retry' ? 'filled' : 'default'}
            rightSection={<kbd>{deedKeys[each].toUpperCase()}</kbd>}
            onClick={() => onDeed(each)}
          >
            {say(`charges.${each}`)}
          </RightButton>
        ))}
      </div>
      <Retry {...props} />
      <Resume {...props} />
      {deed === 'switch' && <SwitchDialog {...{ charge, nameOf, onSaid }} onClose={close} />}
      {deed === 'link' && <LinkDialog charge={charge} nameOf={nameOf} onClose={close} />}
      {deed === 'stop' && <StopDialog {...{ charge, onSaid }} onClose={close} />}
      {deed === 'credit' && <Credit {...props} />}
    </>
  );
}
