/** A page of the gateway on which the customer pays the invoice: its link is copied and sent by whatever way they are reached. */
import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FailedCharge } from '../../../main/features/charges/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { HostedPage } from '../../taking/hosted-page';
import { pageGateways } from '../../taking/page-gateways';
import { useGatewayStates, useKinds } from '../../taking/use-ways';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';

interface LinkDialogProps {
  charge: FailedCharge;
  nameOf(gateway: string): string;
  onClose(): void;
}

function useLink({ id, number, customer, payer, open }: FailedCharge) {
  const [request] = useState(newId);
  return useMutation({
    mutationFn: (gateway: string) =>
      api.taking.take({
        ...{ request, customer: customer.id, amount: open.amount, currency: open.currency, invoice: id },
        ...(payer === null ? {} : { payer }),
        // Beside a charge that was just declined it is one like it, and meant.
        ...{ description: number, again: true, via: { by: 'page', gateway } },
      }),
  });
}

/** Null until it is known. */
function usePageGateways(currency: string, first: string): string[] | null {
  const kinds = useKinds();
  const states = useGatewayStates();
  return kinds.data && states.data ? pageGateways(kinds.data, states.data.gateways, currency, first) : null;
}

export function LinkDialog({ charge, nameOf, onClose }: LinkDialogProps) {
  const { say, money } = useWords();
  const make = useLink(charge);
  const { open, attempt } = charge;
  const keys = usePageGateways(open.currency, attempt.gateway);
  const [chosen, setChosen] = useState<string | null>(null);
  const gateway = chosen ?? keys?.[0] ?? null;
  const taken = make.data;
  const amount = `${money(open.amount, open.currency)} ${open.currency}`;
  return (
    <Dialog opened onClose={onClose} title={say('charges.link')} width={taken ? 560 : 420}>
      {!taken && keys && keys.length > 1 && gateway !== null && (
        <Select
          label={say('charges.linkAt')}
          data={keys.map((key) => ({ value: key, label: nameOf(key) }))}
          value={gateway}
          onChange={setChosen}
          allowDeselect={false}
          mb={12}
        />
      )}
      {!taken && keys?.length === 0 && <Note tone="amber">{say('charges.linkNone', { currency: open.currency })}</Note>}
      {!taken && gateway !== null && (
        <ul className="consequences">
          <li>{say('charges.linkWhat', { amount, gateway: nameOf(gateway) })}</li>
          <li>{say('charges.linkPause')}</li>
        </ul>
      )}
      {taken && taken.link !== null && (
        <HostedPage payment={taken.payment} link={taken.link} expiresAt={taken.expiresAt} />
      )}
      {taken && taken.link === null && (
        <Note tone="amber">{taken.detail ?? say('charges.noAnswer', { number: charge.number })}</Note>
      )}
      {make.error && <FailureNotice failure={failureOf(make.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say(taken ? 'notice.close' : 'notice.cancel')}</Button>
        {!taken && (
          <Button
            variant="filled"
            loading={make.isPending}
            disabled={gateway === null}
            data-autofocus
            onClick={() => gateway !== null && make.mutate(gateway)}
          >
            {say('charges.linkMake')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
