/** What the voucher whose code is being typed is worth, and why it could not be redeemed; asked once the code can be one. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { readCode } from '../../main/kernel/voucher-code';
import { api } from '../rpc/client';
import { declaredFailure, failureOf } from '../rpc/failure';

/** Fewer signs are no code yet, and nothing is said of them. */
const LEAST_SIGNS = 8;

export function useVoucher(typed: string, currency: string, customer: string | null) {
  const code = readCode(typed);
  const asked = code === null ? null : { code, currency, ...(customer === null ? {} : { customer }) };
  const found = useQuery({
    queryKey: ['vouchers', 'look', asked],
    retry: false,
    // What can be redeemed may change with the next redemption, here or at another till.
    gcTime: 0,
    queryFn: asked === null ? skipToken : ({ signal }) => api.vouchers.look(asked, { signal }),
  });
  const told = asked === null ? undefined : found.data;
  const refused = told?.refused ? declaredFailure(told.refused) : null;
  return {
    told,
    /** Null while it cannot be redeemed. */
    redeemable: told && told.refused === null ? told : null,
    mistyped: code === null && typed.replace(/[\s\p{Pd}]/gu, '').length >= LEAST_SIGNS,
    failure: asked !== null && found.error ? failureOf(found.error) : refused,
  };
}
