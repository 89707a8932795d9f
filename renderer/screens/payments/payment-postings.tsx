/** What a payment moved in the ledger: in words, with debit and credit one click away. */
import { useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { Amount } from '../../ui/amount';
import { DebitCredit } from '../../ui/debit-credit';
import { StubSection } from '../../ui/stub';
import { type Effect, effectsOf } from './account-words';

interface Props {
  detail: PaymentDetail;
  gateways: ReadonlyMap<string, string>;
}

function useAccountWords({ detail, gateways }: Props): (effect: Effect) => string {
  const { say } = useWords();
  const customer = detail.row.customer?.name ?? say('ledger.theCustomer');
  return ({ root, account }) => {
    const [, second = ''] = account.split(':');
    const gateway = gateways.get(second) ?? second;
    switch (root) {
      case 'credit':
        return say('ledger.credit', { customer });
      case 'receivable':
        return say('ledger.receivable', { customer });
      case 'clearing':
        return say('ledger.clearing', { gateway });
      case 'transit':
        return say('ledger.transit', { gateway });
      case 'disputes':
        return say('ledger.disputes', { gateway });
      case 'fees':
        return say('ledger.fees', { gateway });
      case 'disputeFees':
        return say('ledger.disputeFees', { gateway });
      case 'exchange':
        return say('ledger.exchange', { currency: second });
      case 'sales':
        return say('ledger.sales');
      case 'vouchers':
        return say('ledger.vouchers');
      case 'promo':
        return say('ledger.promo');
      case 'suspense':
        return say('ledger.suspense');
      case 'bank':
        return say('ledger.bank', { account: second });
      default:
        return account;
    }
  };
}

function AsLedger({ postings }: { postings: PaymentDetail['postings'] }) {
  const { say, times } = useWords();
  const titled = postings.map(({ event, bookedOn, ...posting }) => {
    const title = say('ledger.posting', { event: String(event), day: times.day(bookedOn) });
    return { ...posting, title };
  });
  return <DebitCredit postings={titled} />;
}

export function PaymentPostings(props: Props) {
  const { say } = useWords();
  const [asLedger, setAsLedger] = useState(false);
  const words = useAccountWords(props);
  const { postings } = props.detail;
  if (postings.length === 0) return null;
  return (
    <StubSection
      title={say('ledger.title')}
      action={
        <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
          {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
        </button>
      }
    >
      {asLedger ? (
        <AsLedger postings={postings} />
      ) : (
        effectsOf(postings).map((effect) => (
          <div key={`${effect.account} ${effect.currency}`} className="money-line">
            <span>{words(effect)}</span>
            <Amount amount={effect.amount} currency={effect.currency} signed />
          </div>
        ))
      )}
    </StubSection>
  );
}
