/** A page of the gateway on which the customer pays the invoice: its link is copied and sent by whatever way they are reached. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FailedCharge } from '../../../main/features/charges/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { HostedPage } from '../../taking/hosted-page';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';

interface LinkDialogProps {
  charge: FailedCharge;
  nameOf(gateway: string): string;
  onClose(): void;
}

function useLink({ id, number, customer, payer, open, attempt }: FailedCharge) {
  const [request] = useState(newId);
  return useMutation({
    mutationFn: () =>
      api.taking.take({
        ...{ request, customer: customer.id, amount: open.amount, currency: open.currency, invoice: id },
        ...(payer === null ? {} : { payer }),
        // Beside a charge that was just declined it is one like it, and meant.
        ...{ description: number, again: true, via: { by: 'page', gateway: attempt.gateway } },
      }),
  });
}

export function LinkDialog({ charge, nameOf, onClose }: LinkDialogProps) {
  const { say, money } = useWords();
  const make = useLink(charge);
  const { open, attempt } = charge;
  const taken = make.data;
  const amount = `${money(open.amount, open.currency)} ${open.currency}`;
  return (
    <Dialog opened onClose={onClose} title={say('charges.link')} width={taken ? 560 : 420}>
      {!taken && (
        <ul className="consequences">
          <li>{say('charges.linkWhat', { amount, gateway: nameOf(attempt.gateway) })}</li>
          <li>{say('charges.linkPause')}</li>
        </ul>
      )}
      {taken && taken.link !== null && (
        <HostedPage payment={taken.payment} link={taken.link} expiresAt={taken.expiresAt} />
      )}
      {taken && taken.link === null && <Note tone="amber">{taken.detail ?? say('charges.noAnswer')}</Note>}
      {make.error && <FailureNotice failure={failureOf(make.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say(taken ? 'notice.close' : 'notice.cancel')}</Button>
        {!taken && (
          <Button variant="filled" loading={make.isPending} data-autofocus onClick={() => make.mutate()}>
            {say('charges.linkMake')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
