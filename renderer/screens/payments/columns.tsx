/** How each payments column is labelled and drawn. A column that came anew does not compile until it stands here. */
import { IconFlag, IconFlask } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type PaymentColumnId, paymentColumns } from '../../../main/features/payments/columns';
import type { PaymentRow } from '../../../main/features/payments/contract';
import { useWords, type Words } from '../../locales/words';
import { moneyCell, softCell, textCell, timeCell } from '../../table/cells';
import { type CellOf, type TableColumn, tableColumns } from '../../table/column';
import { useGatewayNames } from '../../ui/gateway-names';
import { StatusMark } from '../../ui/status-mark';

/** What does not count in the balance is set in lighter ink. */
export const isDim = (row: PaymentRow) => row.status !== 'Completed';
const never = () => false;

function inOwnCurrency(row: PaymentRow, amount: string | null) {
  return amount === null ? null : { amount, currency: row.amount.currency };
}

/** How an account is called, and whether it moves no real money. */
interface Accounts {
  labelOf(key: string): string;
  isSandbox(key: string): boolean;
}

function gatewayCell({ say }: Words, { labelOf, isSandbox }: Accounts): CellOf<PaymentRow> {
  return {
    cell: ({ gateway }) => (
      <span className="soft cell-pair">
        <span className="cell-text">{labelOf(gateway)}</span>
        {isSandbox(gateway) && (
          <span className="cell-mark" role="img" aria-label={say('sync.sandbox')} title={say('sync.sandbox')}>
            <IconFlask size={13} stroke={1.7} aria-hidden="true" />
          </span>
        )}
      </span>
    ),
    text: ({ gateway }) => labelOf(gateway) + (isSandbox(gateway) ? ` (${say('sync.sandbox')})` : ''),
  };
}

function cellsIn(words: Words, accounts: Accounts) {
  const { say } = words;
  // Refunds and disputes are amounts on a Completed payment, never a status; a word beside it tells of them.
  const aftermath = (row: PaymentRow) =>
    row.disputed !== null ? say('payments.wasDisputed') : row.refunded !== null ? say('payments.wasRefunded') : null;
  const status: CellOf<PaymentRow> = {
    cell: (row) => <StatusMark status={row.status} reason={row.reason} aftermath={aftermath(row)} />,
    text: (row) => say(`status.${row.status}`),
  };
  const flag: CellOf<PaymentRow> = {
    cell: (row) =>
      row.flag && (
        <span className="status tone-amber">
          <IconFlag size={13} aria-hidden="true" />
          <span className="cell-text">{say(`flag.${row.flag}`)}</span>
        </span>
      ),
    text: (row) => (row.flag ? say(`flag.${row.flag}`) : ''),
  };
  const cells: Record<PaymentColumnId, CellOf<PaymentRow>> = {
    date: timeCell(
      (row) => row.at,
      (row) => row.completedAt === null,
    ),
    customer: textCell((row) => row.customer?.name ?? null),
    amount: moneyCell((row) => row.amount, isDim),
    status,
    gateway: gatewayCell(words, accounts),
    description: textCell((row) => row.description),
    method: softCell((row) => row.methodLabel ?? say(`method.${row.method}`)),
    reference: textCell((row) => row.reference),
    purpose: softCell((row) => row.purpose && say(`purpose.${row.purpose}`)),
    payer: textCell((row) => row.payer),
    fee: moneyCell((row) => row.fee, never),
    refunded: moneyCell((row) => inOwnCurrency(row, row.refunded), never),
    disputed: moneyCell((row) => inOwnCurrency(row, row.disputed), never),
    created: timeCell((row) => row.createdAt, never),
    completed: timeCell((row) => row.completedAt, never),
    checked: timeCell((row) => row.checkedAt, never),
    externalId: textCell((row) => row.externalId),
    providerStatus: softCell((row) => row.providerStatus),
    flag,
  };
  return cells;
}

function labelsIn({ say }: Words): Record<PaymentColumnId, string> {
  return {
    date: say('payments.date'),
    customer: say('payments.customer'),
    amount: say('payments.amount'),
    status: say('payments.status'),
    gateway: say('payments.gateway'),
    description: say('payments.description'),
    method: say('payments.method'),
    reference: say('payments.reference'),
    purpose: say('payments.purpose'),
    payer: say('payments.payer'),
    fee: say('payments.fee'),
    refunded: say('payments.refunded'),
    disputed: say('payments.disputed'),
    created: say('payments.created'),
    completed: say('payments.completed'),
    checked: say('payments.checked'),
    externalId: say('payments.externalId'),
    providerStatus: say('payments.providerStatus'),
    flag: say('payments.flag'),
  };
}

/** `gateways`: how providers are called on screen. */
export function usePaymentColumns(gateways: ReadonlyMap<string, string>): TableColumn<PaymentRow>[] {
  const words = useWords();
  const { isSandbox } = useGatewayNames();
  return useMemo(() => {
    const labelOf = (key: string) => gateways.get(key) ?? key;
    const cells = cellsIn(words, { labelOf, isSandbox });
    return tableColumns(paymentColumns, labelsIn(words), cells, ['customer', 'description']);
  }, [words, gateways, isSandbox]);
}
