/** Which of a customer's credit is used first. */
import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type CreditOrder, creditOrders, lotsIn } from '../../../main/kernel/credit-order';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { useCreditOrder } from '../../rpc/use-credit-order';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';

export function CreditOrderCard() {
  const { say } = useWords();
  const refusal = useRefusal('credits.setOrder');
  const kept = useCreditOrder();
  const set = useMutation({
    mutationFn: (order: CreditOrder) => api.credits.setOrder({ order }),
    onSettled: () => kept.refetch(),
  });
  const label = (order: CreditOrder) =>
    lotsIn(order)
      .map((lot) => say(`adjustLot.${lot}`))
      .join(' → ');
  const choose = (value: string | null) => {
    const order = creditOrders.find((one) => one === value);
    if (order) set.mutate(order);
  };
  return (
    <Card title={say('creditOrder.title')}>
      <div className="form">
        <Select
          label={say('creditOrder.label')}
          description={refusal ?? say('creditOrder.what')}
          data={creditOrders.map((order) => ({ value: order, label: label(order) }))}
          value={kept.data?.order ?? null}
          onChange={choose}
          allowDeselect={false}
          disabled={refusal !== null || !kept.data || set.isPending}
        />
        {(set.error ?? kept.error) && <FailureNotice failure={failureOf(set.error ?? kept.error)} />}
      </div>
    </Card>
  );
}
