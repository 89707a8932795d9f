/** What merging two customers would do, for people to look at before. */
import type { ReactNode } from 'react';
import type { CustomerDetail, MergePreview } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { Amount } from '../../ui/amount';
import { LedgerEffect } from '../../ui/ledger-effect';
import { isZero } from '../../ui/money-text';
import { countryName } from './columns';

type Amounts = readonly { balance: string; currency: string }[];

function Balances({ of }: { of: Amounts }) {
  const { say } = useWords();
  const held = of.filter(({ balance }) => !isZero(balance));
  if (held.length === 0) return <span className="soft">{say('merge.nothing')}</span>;
  return (
    <span className="merge-balances">
      {held.map(({ balance, currency }) => (
        <Amount key={currency} amount={balance} currency={currency} />
      ))}
    </span>
  );
}

function useRows(): readonly (readonly [string, (detail: CustomerDetail) => ReactNode])[] {
  const { say, times, language } = useWords();
  return [
    [say('customers.email'), ({ row }) => row.email && <bdi>{row.email}</bdi>],
    [say('customers.phone'), ({ phone }) => phone && <bdi>{phone}</bdi>],
    [say('customers.country'), ({ row }) => row.country && countryName(language, row.country)],
    [say('customerDesk.taxId'), ({ taxId }) => taxId && <bdi>{taxId}</bdi>],
    [say('customers.since'), ({ row }) => times.day(times.dayOf(row.since))],
    [say('customers.payments'), ({ row }) => String(row.payments)],
    [say('customerDesk.tags'), ({ row }) => row.tags.length > 0 && <bdi>{row.tags.join(', ')}</bdi>],
    [say('merge.balanceNow'), ({ balances }) => <Balances of={balances} />],
  ];
}

function SideBySide({ customer, survivor, after }: MergePreview) {
  const { say } = useWords();
  const name = ({ row }: CustomerDetail) => <bdi>{row.name || say('customers.unnamed')}</bdi>;
  const told = useRows()
    .map(([label, of]) => [label, of(customer), of(survivor)] as const)
    .filter(([, own, other]) => own || other);
  return (
    <table className="plain-table merge-sides">
      <thead>
        <tr>
          <td />
          <th scope="col">
            <span className="soft">{say('merge.goes')}</span>
            {name(customer)}
          </th>
          <th scope="col">
            <span className="soft">{say('merge.stays')}</span>
            {name(survivor)}
          </th>
        </tr>
      </thead>
      <tbody>
        {told.map(([label, own, other]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{own || '–'}</td>
            <td>{other || '–'}</td>
          </tr>
        ))}
        <tr className="merge-after">
          <th scope="row">{say('merge.balanceAfter')}</th>
          <td>
            <Balances of={[]} />
          </td>
          <td>
            <Balances of={after} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const parts = [
  'payments',
  'invoices',
  'adjustments',
  'vouchers',
  'payers',
  'methods',
  'notes',
  'links',
] as const satisfies readonly (keyof MergePreview['moves'])[];

export function MergePlan({ plan }: { plan: MergePreview }) {
  const { say } = useWords();
  const moves = parts.filter((part) => plan.moves[part] > 0);
  return (
    <>
      <SideBySide {...plan} />
      <ul className="consequences">
        {moves.length > 0 && (
          <li>
            {say('merge.moves', {
              list: moves.map((part) => say(`mergeMoves.${part}`, { count: plan.moves[part] })).join(', '),
            })}
          </li>
        )}
        {plan.tags.length > 0 && <li>{say('merge.tagsAfter', { list: plan.tags.join(', ') })}</li>}
        <li>{say('merge.leads')}</li>
        <li>{say('merge.undoable')}</li>
      </ul>
      <LedgerEffect title={say('adjust.effect')} postings={plan.postings}>
        {plan.postings.length === 0 ? (
          <p className="soft">{say('merge.nothingMoves')}</p>
        ) : (
          plan.postings.map(({ from, money }) => (
            <div key={`${from} ${money.currency}`} className="money-line">
              <span>{say(lotOf(from))}</span>
              <Amount {...money} />
            </div>
          ))
        )}
      </LedgerEffect>
    </>
  );
}

/** `credit:<customer>:paid`, `receivable:<customer>`. */
function lotOf(account: string) {
  const lot = account.startsWith('receivable:') ? 'receivable' : account.split(':').at(-1);
  const known = (['granted', 'voucher', 'paid', 'receivable'] as const).find((one) => one === lot) ?? 'paid';
  return `adjustLot.${known}` as const;
}
