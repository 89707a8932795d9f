/** The statements that came in, the latest first: their balances, what is open of them, and the way to take one back. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementRow } from '../../../../main/features/statements/contract';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Amount } from '../../../ui/amount';
import { Moment } from '../../../ui/moment';
import { EmptyState, FailureNotice, Note } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Waiting } from '../../../ui/waiting';
import { FilesSheet } from './files-sheet';
import { ReverseDialog } from './reverse-dialog';

const SHOWN = 200;

function Line({ row, onReverse }: { row: StatementRow; onReverse(): void }) {
  const { say, count, times, money } = useWords();
  const { currency } = row;
  const balance = (amount: string | null) => (amount === null ? '–' : <Amount amount={amount} currency={currency} />);
  return (
    <tr className={row.reversedAt === null ? undefined : 'planned-out'}>
      <th scope="row">
        <a className="link" href={linkTo('reconcile', null, { part: 'lines', statement: row.id })}>
          <bdi>{row.fileName}</bdi>
        </a>
        <small className="soft">
          {row.format} {row.reference !== null && <bdi>· {row.reference}</bdi>}
        </small>
        {row.gap !== null && (
          <Note tone="amber">{say('statement.gap', { amount: `${money(row.gap, currency)} ${currency}` })}</Note>
        )}
      </th>
      <td>
        <bdi>{row.bank.name}</bdi>
      </td>
      <td className="statement-days">
        {row.from !== null && times.day(row.from)} – {row.to !== null && times.day(row.to)}
      </td>
      <td className="planned-money">{balance(row.opening)}</td>
      <td className="planned-money">{balance(row.closing)}</td>
      <td className="planned-money">
        {count(row.lines)}
        {row.already > 0 && <small className="soft">{say('statement.already', { count: row.already })}</small>}
      </td>
      <td className="planned-money">{row.reversedAt === null ? count(row.open) : ''}</td>
      <td>
        <Moment at={row.importedAt} />
        <small className="soft">
          <bdi>{row.operator}</bdi>
        </small>
      </td>
      <td>
        {row.reversedAt === null ? (
          <RightButton to="statements.reverse" onClick={onReverse}>
            {say('statement.reverse')}
          </RightButton>
        ) : (
          <span className="soft">{say('statement.reversed')}</span>
        )}
      </td>
    </tr>
  );
}

export function Statements() {
  const { say } = useWords();
  const [reversing, setReversing] = useState<StatementRow | null>(null);
  const list = useQuery({
    queryKey: ['statements', 'list'],
    queryFn: ({ signal }) => api.statements.list({ limit: SHOWN }, { signal }),
  });
  const rows = list.data ?? [];
  const heads = ['file', 'account', 'period', 'opening', 'closing', 'lines', 'open', 'imported'] as const;
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  if (rows.length === 0) return <EmptyState title={say('statement.none')} text={say('statement.noneWhat')} />;
  return (
    <FilesSheet
      label={say('reconcile.statements')}
      most={SHOWN}
      list={{ list: 'bank-statements', filter: {} }}
      heads={heads.map((head) => ({ label: say(`statement.${head}`), isFigure: figures.has(head) }))}
      lines={rows.map((row) => <Line key={row.id} row={row} onReverse={() => setReversing(row)} />)}
    >
      {reversing && (
        <ReverseDialog
          title={say('statement.reverseTitle')}
          fileName={reversing.fileName}
          what={say('statement.reverseWhat', { count: reversing.lines })}
          reverse={(request) => api.statements.reverse({ request, id: reversing.id })}
          onClose={() => setReversing(null)}
        />
      )}
    </FilesSheet>
  );
}

const figures: ReadonlySet<string> = new Set(['opening', 'closing', 'lines', 'open']);
