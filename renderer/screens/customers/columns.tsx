/** How each customers column is labelled and drawn. A column that came anew does not compile until it stands here. */
import { useMemo } from 'react';
import { type CustomerColumnId, customerColumns } from '../../../main/features/customers/columns';
import type { CustomerRow } from '../../../main/features/customers/contract';
import { useWords, type Words } from '../../locales/words';
import { softCell, TextCell, textCell, timeCell } from '../../table/cells';
import { type CellOf, type TableColumn, tableColumns } from '../../table/column';
import { Amount } from '../../ui/amount';

type Money = CustomerRow['balances'][0];

/** Balances that have room in a cell; the others stand behind *+N*. */
const SHOWN_BALANCES = 2;

const plain = (moneys: readonly Money[]) => moneys.map(({ amount, currency }) => `${amount} ${currency}`).join(', ');

function Balances({ moneys, shown }: { moneys: readonly Money[]; shown: number }) {
  const { say, money } = useWords();
  const rest = moneys.slice(shown);
  const list = rest.map(({ amount, currency }) => `${money(amount, currency)} ${currency}`).join(', ');
  const more = say('customers.moreBalances', { count: rest.length, list });
  return (
    <span className="balances-cell">
      {moneys.slice(0, shown).map((one) => (
        <Amount key={one.currency} {...one} />
      ))}
      {rest.length > 0 && (
        <span className="faint" title={more}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="aloud">{more}</span>
        </span>
      )}
    </span>
  );
}

/** The name of a country in the operator's language, from its two letters; the letters themselves when they name none. */
export function countryName(language: string, code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function cellsIn({ say, count, language }: Words): Record<CustomerColumnId, CellOf<CustomerRow>> {
  return {
    name: {
      cell: (row) => <TextCell text={row.name || say('customers.unnamed')} />,
      text: (row) => row.name,
    },
    email: textCell((row) => row.email),
    country: softCell((row) => row.country && countryName(language, row.country)),
    balance: {
      cell: (row) => <Balances moneys={row.balances} shown={SHOWN_BALANCES} />,
      text: (row) => plain(row.balances),
    },
    due: {
      cell: (row) => <Balances moneys={row.due} shown={1} />,
      text: (row) => plain(row.due),
    },
    payments: {
      cell: (row) => <span className="soft">{count(row.payments)}</span>,
      text: (row) => String(row.payments),
    },
    lastPayment: timeCell(
      (row) => row.lastPaymentAt,
      () => false,
    ),
    since: timeCell(
      (row) => row.since,
      () => false,
    ),
  };
}

function labelsIn({ say }: Words): Record<CustomerColumnId, string> {
  return {
    name: say('customers.name'),
    email: say('customers.email'),
    country: say('customers.country'),
    balance: say('customers.balance'),
    due: say('customers.due'),
    payments: say('customers.payments'),
    lastPayment: say('customers.lastPayment'),
    since: say('customers.since'),
  };
}

export function useCustomerColumns(): TableColumn<CustomerRow>[] {
  const words = useWords();
  return useMemo(() => tableColumns(customerColumns, labelsIn(words), cellsIn(words), ['name', 'email']), [words]);
}
