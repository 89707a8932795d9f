/** What can be done with the money of a payment: give it back, stop waiting for it, or say that it came. */
import { useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { Confirm } from '../../ui/confirm';
import { isNegative, isZero } from '../../ui/money-text';
import { PaperButton } from '../../ui/paper-button';
import { RightButton } from '../../ui/right-button';
import { ReceiveDialog } from './receive-dialog';
import { RefundDialog } from './refund-dialog';

const BANK_TRANSFER = 'bank-transfer';

interface MoneyDeedsProps {
  detail: PaymentDetail;
  /** As people call it. */
  gateway: string;
}

function CancelQuestion(props: MoneyDeedsProps & { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  const { detail, gateway, opened, onClose } = props;
  const [request] = useState(newId);
  const isTransfer = detail.row.gateway === BANK_TRANSFER;
  return (
    <Confirm
      opened={opened}
      title={say('payment.cancelTitle')}
      consequences={[
        isTransfer ? say('payment.cancelTransfer') : say('payment.cancelPage', { gateway }),
        say('payment.cancelMoves'),
      ]}
      deed={say('payment.cancelDeed')}
      destructive
      onConfirm={async () => {
        await api.taking.cancel({ request, id: detail.row.id });
      }}
      onClose={onClose}
    />
  );
}

export function MoneyDeeds({ detail, gateway }: MoneyDeedsProps) {
  const { say } = useWords();
  const [asking, setAsking] = useState<'refund' | 'cancel' | 'receive' | null>(null);
  const { row } = detail;
  const close = () => setAsking(null);
  const isMoneyIn = !isNegative(row.amount.amount) && !isZero(row.amount.amount);
  const isPending = row.status === 'Pending';
  // Credit and vouchers were paid for before, or never: no money came in that a receipt could be for, or that could go back.
  const isReceived =
    row.status === 'Completed' && isMoneyIn && row.method !== 'voucher' && row.method !== 'account-credit';
  const isTransfer = row.gateway === BANK_TRANSFER;
  return (
    <>
      {isPending && isTransfer && (
        <RightButton to="taking.receive" variant="filled" onClick={() => setAsking('receive')}>
          {say('receive.deed')}
        </RightButton>
      )}
      {isPending && (detail.link !== null || isTransfer || row.reason === 'queued-offline') && (
        <RightButton to="taking.cancel" onClick={() => setAsking('cancel')}>
          {say('payment.cancelDeed')}
        </RightButton>
      )}
      {isReceived && (
        <RightButton to="taking.refund" onClick={() => setAsking('refund')}>
          {say('refund.title')}
        </RightButton>
      )}
      {isReceived && (
        <PaperButton
          label={say('papers.receipt')}
          write={(signal) => api.papers.receipt({ payment: row.id }, { signal })}
        />
      )}
      {isPending && isTransfer && (
        <PaperButton
          label={say('papers.transfer')}
          write={(signal) => api.papers.transfer({ payment: row.id }, { signal })}
        />
      )}
      <RefundDialog opened={asking === 'refund'} detail={detail} gateway={gateway} onClose={close} />
      <ReceiveDialog opened={asking === 'receive'} detail={detail} onClose={close} />
      <CancelQuestion opened={asking === 'cancel'} detail={detail} gateway={gateway} onClose={close} />
    </>
  );
}
