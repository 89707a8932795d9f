/** How each column of the bank lines is labelled and drawn. */
import { useMemo } from 'react';
import { type BankLineColumnId, bankLineColumns } from '../../../../main/features/statements/columns';
import type { BankLineRow } from '../../../../main/features/statements/contract';
import { useWords, type Words } from '../../../locales/words';
import { dayCell, moneyCell, softCell, textCell } from '../../../table/cells';
import { type CellOf, type TableColumn, tableColumns } from '../../../table/column';

/** What is explained already. */
export const isDim = (row: BankLineRow) => row.state !== 'open';

function cellsIn(words: Words): Record<BankLineColumnId, CellOf<BankLineRow>> {
  const { say } = words;
  return {
    day: dayCell(words, (row) => row.day),
    amount: moneyCell<BankLineRow>((row) => ({ amount: row.amount, currency: row.currency }), isDim),
    name: textCell((row) => row.name),
    text: textCell((row) => row.text),
    reference: textCell((row) => row.reference),
    state: softCell((row) => say(`bankLineState.${row.state}`)),
    bank: textCell((row) => row.bank.name),
    valueDay: dayCell(words, (row) => row.valueDay),
    account: textCell((row) => row.account),
    bankReference: textCell((row) => row.bankReference),
  };
}

export function useLineColumns(): TableColumn<BankLineRow>[] {
  const words = useWords();
  return useMemo(() => {
    const { say } = words;
    const labels: Record<BankLineColumnId, string> = {
      day: say('bankLine.day'),
      amount: say('bankLine.amount'),
      name: say('bankLine.name'),
      text: say('bankLine.text'),
      reference: say('bankLine.reference'),
      state: say('bankLine.state'),
      bank: say('bankLine.bank'),
      valueDay: say('bankLine.valueDay'),
      account: say('bankLine.account'),
      bankReference: say('bankLine.bankReference'),
    };
    return tableColumns(bankLineColumns, labels, cellsIn(words), ['name', 'text', 'reference']);
  }, [words]);
}
