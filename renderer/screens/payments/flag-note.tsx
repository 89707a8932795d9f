/** What a flag on a payment means; one that only a person can take off has the button for it. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PaymentRow } from '../../../main/features/payments/contract';
import { type ClearableFlag, clearableFlags } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';

export function FlagNote({ row }: { row: PaymentRow }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const clearing = useMutation({
    mutationFn: (flag: ClearableFlag) => api.payments.clearFlag({ request, id: row.id, flag }),
  });
  if (row.flag === null) return null;
  const flag = clearableFlags.find((one) => one === row.flag);
  return (
    <>
      <Note tone="amber">
        {say(`flagWhat.${row.flag}`, { word: row.providerStatus })}
        {flag && (
          <div className="note-deed">
            <RightButton to="payments.clearFlag" loading={clearing.isPending} onClick={() => clearing.mutate(flag)}>
              {say('payment.clearFlag')}
            </RightButton>
          </div>
        )}
      </Note>
      {clearing.error && <FailureNotice failure={failureOf(clearing.error)} />}
    </>
  );
}
