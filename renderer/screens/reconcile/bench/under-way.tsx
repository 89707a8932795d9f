/** What no bank shows yet: payouts in transit, what gateways hold in reserve, and what is between our own banks. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { Amount } from '../../../ui/amount';
import { useGatewayNames } from '../../../ui/gateway-names';

/** The account's part of the ledger, and whose it is. */
function partsOf(account: string): { place: string; key: string } {
  const at = account.indexOf(':');
  return { place: account.slice(0, at), key: account.slice(at + 1) };
}

export function UnderWay() {
  const { say } = useWords();
  const { labelOf } = useGatewayNames();
  const found = useQuery({
    queryKey: ['payments', 'under-way'],
    queryFn: ({ signal }) => api.matching.underWay(undefined, { signal }),
  });
  const rows = found.data ?? [];
  if (rows.length === 0) return null;
  const nameOf = (account: string) => {
    const { place, key } = partsOf(account);
    if (key === 'own-banks') return say('underWay.banks');
    return say(place === 'reserve' ? 'underWay.reserve' : 'underWay.transit', { gateway: labelOf(key) });
  };
  return (
    <details className="under-way">
      <summary className="soft">{say('underWay.title', { count: rows.length })}</summary>
      <ul aria-label={say('underWay.title', { count: rows.length })}>
        {rows.map(({ account, money }) => (
          <li key={`${account} ${money.currency}`}>
            <span>{nameOf(account)}</span> <Amount {...money} />
          </li>
        ))}
      </ul>
      <p>
        <a className="link" href={linkTo('charts')}>
          {say('underWay.charts')}
        </a>
      </p>
    </details>
  );
}
