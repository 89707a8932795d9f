/** The notices that were sent to a customer by e-mail, the latest first. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { LatestOnly } from '../../ui/latest-only';
import { MailDeeds } from '../../ui/mail-deeds';
import { MailMark, useMailWhy } from '../../ui/mail-mark';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { StubSection } from '../../ui/stub';

const SHOWN = 10;

export function CustomerMail({ customer }: { customer: string }) {
  const { say } = useWords();
  const whyOf = useMailWhy();
  const { data, error, refetch } = useQuery({
    queryKey: ['mail', 'customer', customer],
    queryFn: ({ signal }) => api.mail.list({ customer, limit: SHOWN }, { signal }),
  });
  return (
    <StubSection title={say('mail.ofCustomer')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <p className="soft">{say('mail.noneOfCustomer')}</p>}
      <ul className="customer-mail" aria-label={say('mail.ofCustomer')}>
        {(data?.rows ?? []).map((row) => {
          const why = whyOf(row);
          return (
            <li key={row.id}>
              <div className="customer-mail-head">
                {row.payment === null ? (
                  <span>{say(`mailKind.${row.kind}`)}</span>
                ) : (
                  <a className="link" href={linkTo('payments', row.payment)}>
                    {say(`mailKind.${row.kind}`)}
                  </a>
                )}
                <Moment at={row.endedAt ?? row.at} className="soft" />
              </div>
              <div className="customer-mail-head">
                <MailMark state={row.state} />
                <MailDeeds row={row} size="compact-sm" />
              </div>
              {row.address !== null && (
                <p className="soft">
                  <bdi>{row.address}</bdi>
                </p>
              )}
              {why !== null && (
                <p className="soft">
                  <bdi>{why}</bdi>
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <LatestOnly rows={data?.rows.length ?? 0} most={SHOWN} />
    </StubSection>
  );
}
