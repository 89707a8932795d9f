/** Takes one reviewed payment. The request's id belongs to the review: pressed twice or asked again, it is one payment. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Taken } from '../../main/features/taking/contract';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import type { Plan } from './plan';

export interface TakeHow {
  /** It waits in the outbox until a person releases it. */
  draft: boolean;
  /** A second payment like one that was just asked for is meant. */
  again: boolean;
}

/** While the engine is away, the same request is asked again so often, a second apart. */
const ASKED_AGAIN = 30;

function viaOf({ way, saveMethod, voucher }: Plan) {
  if (way.by === 'page') return { by: way.by, gateway: way.gateway, saveMethod };
  if (way.by === 'saved-method') return { by: way.by, id: way.id };
  if (way.by === 'voucher') return { by: way.by, code: voucher?.code ?? '' };
  return { by: way.by };
}

export function useTake(plan: Plan, onTaken: (taken: Taken) => void) {
  const [request] = useState(newId);
  const busy = useRef(false);
  const taking = useMutation({
    mutationFn: ({ draft, again }: TakeHow) => {
      const { customer, payer, amount, currency, purpose, description, invoice } = plan;
      return api.taking.take({
        ...{ request, customer: customer.id, amount, currency, purpose, description, draft, again },
        ...(payer ? { payer: payer.id } : {}),
        ...(invoice ? { invoice: invoice.id } : {}),
        via: viaOf(plan),
      });
    },
    // Whether it arrived is not known: the same request is done once, however often it is asked.
    retry: (count, error) => failureOf(error).code === 'engine-stopped' && count < ASKED_AGAIN,
    retryDelay: 1000,
    onSuccess: onTaken,
    onError: () => {
      busy.current = false;
    },
  });
  const take = (how: TakeHow) => {
    if (busy.current) return;
    busy.current = true;
    taking.mutate(how);
  };
  return { take, taking };
}
