/** The vouchers that a customer has used, the latest first, and the way to redeem another. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { redeemVoucher } from '../../taking/asked';
import { Amount } from '../../ui/amount';
import { LatestOnly } from '../../ui/latest-only';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { StubSection } from '../../ui/stub';

const SHOWN = 10;

export function VouchersUsed({ customer }: { customer: string }) {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['vouchers', 'uses', customer],
    queryFn: ({ signal }) => api.vouchers.uses({ customer, limit: SHOWN }, { signal }),
  });
  return (
    <StubSection
      title={say('voucherTaking.usedTitle')}
      action={
        <RightButton to="vouchers.redeem" size="compact-sm" onClick={() => redeemVoucher(customer)}>
          {say('voucherTaking.redeem')}
        </RightButton>
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="soft">{say('voucherTaking.usedNone')}</p>}
      <ul className="payers" aria-label={say('voucherTaking.usedTitle')}>
        {(data ?? []).map(({ payment, at, money, batch }) => (
          <li key={payment}>
            <span>
              <a className="link" href={linkTo('vouchers', batch.id)}>
                <bdi>{batch.name}</bdi>
              </a>{' '}
              <Moment at={at} className="soft" />
            </span>
            <a className="link" href={linkTo('payments', payment)}>
              <Amount amount={money.amount} currency={money.currency} />
            </a>
          </li>
        ))}
      </ul>
      <LatestOnly rows={data?.length ?? 0} most={SHOWN} />
    </StubSection>
  );
}
