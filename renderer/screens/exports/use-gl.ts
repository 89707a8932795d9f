/** The mapping of the ledger's accounts to one's own codes: read, set from a file, and written out to be filled in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DatevClient } from '../../../main/features/export/contract';
import { api } from '../../rpc/client';

const QUERY = ['exports', 'gl-accounts'] as const;

export function useGlAccounts() {
  return useQuery({ queryKey: QUERY, queryFn: ({ signal }) => api.exports.glAccounts(undefined, { signal }) });
}
export type GlAccounts = NonNullable<ReturnType<typeof useGlAccounts>['data']>;

export function useSetGlAccounts() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { accounts?: string; datev?: DatevClient }) => api.exports.setGlAccounts(input),
    onSuccess: (shown) => queries.setQueryData(QUERY, shown),
  });
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** All rows, and behind them the accounts without a code, as the file that sets the mapping. */
export function mappingCsv({ accounts, unmapped }: Pick<GlAccounts, 'accounts' | 'unmapped'>): string {
  const rows = [
    ['account', 'code', 'name', 'tax rate'],
    ...accounts.map(({ account, code, name, taxRate }) => [account, code, name, taxRate]),
    ...unmapped.map((account) => [account, '', '', '']),
  ];
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
