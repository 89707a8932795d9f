/** Our bank accounts: what each holds by its last statement, and the way to add and change them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BankAccount } from '../../../../main/features/statements/contract';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Figure } from '../../../ui/amount';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { ScreenScroll } from '../../../ui/screen';
import { Waiting } from '../../../ui/waiting';
import { AccountDialog } from './account-dialog';

function Account({ account, onChange }: { account: BankAccount; onChange(): void }) {
  const { say, times } = useWords();
  const { balance } = account;
  return (
    <li className="card bank-account">
      <div className="card-head">
        <h2>
          <bdi>{account.name}</bdi>
        </h2>
        <small className="soft">
          <span className="mono">{say('bank.inLedger', { key: account.key })}</span>{' '}
          {account.closedAt !== null && say('bank.closedMark')}
        </small>
        <div className="card-action">
          <RightButton to="statements.changeAccount" onClick={onChange}>
            {say('bank.change')}
          </RightButton>
        </div>
      </div>
      {balance && <Figure amount={balance.amount} currency={account.currency} />}
      <p className="soft">
        {balance ? say('bank.balance', { day: times.day(balance.day) }) : say('bank.noBalance')}
        {account.number !== null && (
          <>
            {' · '}
            <bdi className="mono">{account.number}</bdi>
          </>
        )}
      </p>
      <p className="soft">
        {say('bank.statements', { count: account.statements })} ·{' '}
        <a className="link" href={linkTo('reconcile', null, { part: 'lines', bank: account.id })}>
          {say('bank.lines', { count: account.lines })}
        </a>{' '}
        · {say('bank.open', { count: account.open })}
      </p>
    </li>
  );
}

export function BankAccounts() {
  const { say } = useWords();
  const [asking, setAsking] = useState<BankAccount | 'new' | null>(null);
  const list = useQuery({
    queryKey: ['statements', 'accounts'],
    queryFn: ({ signal }) => api.statements.accounts(undefined, { signal }),
  });
  const add = (
    <RightButton to="statements.addAccount" onClick={() => setAsking('new')}>
      {say('bank.add')}
    </RightButton>
  );
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  return (
    <ScreenScroll label={say('reconcile.accounts')}>
      {list.data?.length === 0 ? (
        <EmptyState title={say('bank.none')} text={say('bank.noneWhat')}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className="sheet-deeds">
            <ExportButton of={{ list: 'bank-accounts', filter: {} }} />
          </div>
          {list.isPending && <Waiting />}
          <ul className="bank-accounts" aria-label={say('reconcile.accounts')}>
            {list.data?.map((account) => (
              <Account key={account.id} account={account} onChange={() => setAsking(account)} />
            ))}
          </ul>
          {add}
        </>
      )}
      {asking !== null && <AccountDialog account={asking === 'new' ? null : asking} onClose={() => setAsking(null)} />}
    </ScreenScroll>
  );
}
