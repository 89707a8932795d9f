/** What a refund takes of a customer's credit: how much may leave as cash, what never may, and when it takes two operators. */
import { useQuery } from '@tanstack/react-query';
import type { CashOut } from '../../../main/features/outbox/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { Note } from '../../ui/notices';

const isSome = (amount: string) => /[1-9]/.test(amount);

export type CashOutCredit = NonNullable<CashOut['credit']>;

/** Null while it is read, and of a payment that is no credit. */
export function useCashOut(payment: string): CashOutCredit | null {
  const found = useQuery({
    queryKey: ['payments', 'cash-out', payment],
    queryFn: ({ signal }) => api.outbox.cashOut({ payment }, { signal }),
  });
  return found.data?.credit ?? null;
}

export function CashOutNote({ credit }: { credit: CashOutCredit }) {
  const { say, money } = useWords();
  const told = ({ amount, currency }: { amount: string; currency: string }) => ({
    amount: money(amount, currency),
    currency,
  });
  const never = [credit.granted, credit.voucher].filter(({ amount }) => isSome(amount));
  const { twoAbove } = credit;
  return (
    <Note tone={twoAbove ? 'amber' : 'green'}>
      <p>{say('cashOut.may', told(credit.may))}</p>
      {never.map((sum) => (
        <p key={sum === credit.granted ? 'granted' : 'voucher'}>
          {say(sum === credit.granted ? 'cashOut.granted' : 'cashOut.voucher', told(sum))}
        </p>
      ))}
      {twoAbove && <p>{isSome(twoAbove.amount) ? say('cashOut.twoAbove', told(twoAbove)) : say('cashOut.two')}</p>}
    </Note>
  );
}
