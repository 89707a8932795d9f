/** Records one purchase of a customer: a negative payment, Completed at once, taken from credit as far as it goes. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Balance } from '../../../main/features/customers/contract';
import { TAX_CODE, TAX_RATE, USUAL_TAX_CODE } from '../../../main/kernel/invoice';
import { taxWithin } from '../../../main/kernel/invoice-sums';
import { readDecimal, toDecimal } from '../../../main/kernel/money';
import type { Purpose } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRequest } from '../../rpc/use-request';
import { readAmount } from '../../table/amount-input';
import { useAmountWords } from '../../taking/amount-words';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { SumField } from './sum-field';

interface PurchaseDialogProps {
  customer: string;
  balances: readonly Balance[];
  onClose(): void;
}

const bought: readonly Purpose[] = ['order', 'renewal', 'migration'];
const first: Purpose = 'order';

/** Null: none is named. A rate without a code is the usual one's; a code needs a rate. */
function taxOf(
  { taxCode }: { taxCode: string },
  rate: string | null,
): { code: string; rate: string } | null | 'unread' {
  const code = taxCode.trim();
  if (rate === '' && code === '') return null;
  if (rate === null || !TAX_RATE.test(rate) || (code !== '' && !TAX_CODE.test(code))) return 'unread';
  return { code: code || USUAL_TAX_CODE, rate };
}

function usePurchase({ customer, balances, onClose }: PurchaseDialogProps) {
  const { language } = useWords();
  const [form, setForm] = useState({
    ...{ text: '', currency: balances[0]?.currency ?? 'EUR', description: '', reference: '', purpose: first },
    ...{ taxCode: '', taxRate: '' },
  });
  const requests = useRequest();
  const read = readAmount(form.text, language, form.currency);
  const problem = useAmountWords()(read, form.currency);
  const amount = read === '' || problem !== null ? null : read;
  const tax = taxOf(form, readAmount(form.taxRate, language));
  const save = useMutation({
    mutationFn: () => {
      if (amount === null || tax === 'unread') throw new Error('no amount');
      const { text: _, taxCode: __, taxRate: ___, ...said } = form;
      const words = { description: form.description.trim(), reference: form.reference.trim() };
      return api.payments.recordPurchase({
        ...{ request: requests.of(JSON.stringify(form)), customer, amount, ...said, ...words },
        ...(tax ? { tax } : {}),
      });
    },
    onSuccess: onClose,
  });
  return {
    ...{ form, amount, problem, tax, save },
    change: (part: Partial<typeof form>) => setForm({ ...form, ...part }),
    isReady: amount !== null && tax !== 'unread' && form.description.trim() !== '',
  };
}

function Fields({ form, problem, tax, change }: ReturnType<typeof usePurchase>) {
  const { say } = useWords();
  return (
    <>
      <SumField text={form.text} currency={form.currency} problem={problem} onChange={change} />
      <TextInput
        label={say('purchase.what')}
        value={form.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        maxLength={500}
        autoComplete="off"
        required
      />
      <div className="receive-pair">
        <TextInput
          label={say('purchase.reference')}
          value={form.reference}
          onChange={(event) => change({ reference: event.currentTarget.value })}
          maxLength={200}
          autoComplete="off"
        />
        <Select
          label={say('taking.purpose')}
          data={bought.map((value) => ({ value, label: say(`purpose.${value}`) }))}
          value={form.purpose}
          onChange={(next) => change({ purpose: bought.find((one) => one === next) ?? form.purpose })}
          allowDeselect={false}
        />
      </div>
      <div className="receive-pair">
        <TextInput
          label={say('purchase.taxCode')}
          value={form.taxCode}
          placeholder={USUAL_TAX_CODE}
          onChange={(event) => change({ taxCode: event.currentTarget.value })}
          maxLength={20}
          autoComplete="off"
        />
        <TextInput
          label={say('purchase.taxRate')}
          value={form.taxRate}
          onChange={(event) => change({ taxRate: event.currentTarget.value })}
          error={tax === 'unread' && form.taxRate !== ''}
          inputMode="decimal"
          maxLength={8}
          autoComplete="off"
        />
      </div>
    </>
  );
}

/** As decimal text; null: none, or nothing to say it of yet. */
function taxShown({ amount, tax, form }: ReturnType<typeof usePurchase>): string | null {
  if (amount === null || tax === null || tax === 'unread') return null;
  const gross = readDecimal(amount, form.currency);
  if (typeof gross !== 'number') return null;
  const within = taxWithin(gross, tax.rate);
  return within > 0 ? toDecimal(within, form.currency) : null;
}

export function PurchaseDialog(props: PurchaseDialogProps) {
  const { say, money } = useWords();
  const purchase = usePurchase(props);
  const { form, isReady, save } = purchase;
  const within = taxShown(purchase);
  const { currency } = form;
  const available = props.balances.find((balance) => balance.currency === currency)?.available ?? '0';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !save.isPending) save.mutate();
  };
  return (
    <Dialog opened onClose={props.onClose} title={say('purchase.title')} width={520}>
      <form className="form" onSubmit={submit}>
        <Fields {...purchase} />
        <ul className="consequences">
          <li>{say('purchase.taken', { amount: money(available, currency), currency })}</li>
          <li>{say('purchase.rest')}</li>
          {within && <li>{say('purchase.taxWithin', { amount: money(within, currency), currency })}</li>}
        </ul>
        {save.error && <FailureNotice failure={failureOf(save.error)} />}
        <div className="dialog-actions">
          <Button onClick={props.onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={!isReady}>
            {say('purchase.deed')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
