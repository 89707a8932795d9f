/** Voids what is left of a batch or of one voucher: what that changes stands there first. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type VoidWay, voidWays } from '../../../main/kernel/voucher';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { usePlaceName } from './place-name';

interface VoidProps {
  batch: string;
  /** Null: all that is open of the batch. */
  vouchers: readonly string[] | null;
  paidAt: string | null;
  onClose(): void;
}

function useVoiding({ batch, vouchers, onClose }: VoidProps) {
  const [request] = useState(newId);
  const chosen = { batch, ...(vouchers ? { vouchers: [...vouchers] } : {}) };
  const found = useQuery({
    queryKey: ['vouchers', 'voidable', chosen],
    retry: false,
    queryFn: ({ signal }) => api.vouchers.voidable(chosen, { signal }),
  });
  const voiding = useMutation({
    mutationFn: (told: { way: VoidWay | null; reason: string }) => api.vouchers.void({ request, ...chosen, ...told }),
    onSuccess: onClose,
  });
  return { found, voiding };
}

interface ConsequencesProps {
  found: NonNullable<ReturnType<typeof useVoiding>['found']['data']>;
  way: VoidWay;
  paidAt: string | null;
}

function Consequences({ found, way, paidAt }: ConsequencesProps) {
  const { say, money } = useWords();
  const placeOf = usePlaceName();
  const { currency, kind, vouchers, open } = found;
  const sum = { amount: money(open.amount, currency), currency };
  return (
    <ul className="consequences">
      <li>{say('voucherVoid.counts', { count: vouchers })}</li>
      <li>{say('voucherVoid.left', sum)}</li>
      {kind === 'promotional' && <li>{say('voucherVoid.gift')}</li>}
      {kind === 'sold' && way === 'kept' && <li>{say('voidWayTold.kept', sum)}</li>}
      {kind === 'sold' && way === 'returned' && (
        <li>{say('voidWayTold.returned', { ...sum, place: placeOf(paidAt ?? 'bank-transfer') })}</li>
      )}
      <li>{say('voucherVoid.stays')}</li>
    </ul>
  );
}

function Form(props: VoidProps) {
  const { say } = useWords();
  const [way, setWay] = useState<VoidWay>('returned');
  const [reason, setReason] = useState('');
  const { found, voiding } = useVoiding(props);
  const failure = voiding.error ?? found.error;
  const isReady = found.data !== undefined && found.data.vouchers > 0 && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (found.data && isReady && !voiding.isPending)
      voiding.mutate({ way: found.data.kind === 'sold' ? way : null, reason: reason.trim() });
  };
  return (
    <form className="form" onSubmit={submit}>
      {found.data && <Consequences found={found.data} way={way} paidAt={props.paidAt} />}
      {found.data?.kind === 'sold' && (
        <SegmentedControl
          aria-label={say('voucherVoid.money')}
          value={way}
          onChange={(value) => setWay(voidWays.find((one) => one === value) ?? way)}
          data={voidWays.map((value) => ({ value, label: say(`voidWay.${value}`) }))}
        />
      )}
      <TextInput
        label={say('voucherVoid.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
      />
      {failure && <FailureNotice failure={failureOf(failure)} />}
      <div className="dialog-actions">
        <Button onClick={props.onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" className="button-red" disabled={!isReady} loading={voiding.isPending}>
          {say('voucherVoid.deed')}
        </Button>
      </div>
    </form>
  );
}

export function VoidDialog(props: VoidProps) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={props.onClose} title={say('voucherVoid.title')}>
      <Form {...props} />
    </Dialog>
  );
}
