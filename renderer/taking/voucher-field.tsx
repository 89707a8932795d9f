/** The number and currency of a voucher, and what they come to: worth, uses left, or why it is refused. */
import { Select, TextInput } from '@mantine/core';
import { currencies } from '../../main/kernel/currency';
import { useWords } from '../locales/words';
import { FailureNotice, Note } from '../ui/notices';
import type { DraftState } from './use-draft';

export function VoucherField({ state }: { state: DraftState }) {
  const { say, money } = useWords();
  const { draft, change, currency, voucher } = state;
  const { redeemable, mistyped, failure } = voucher;
  return (
    <>
      <div className="taking-amount">
        <TextInput
          label={say('voucherTaking.code')}
          description={say('voucherTaking.codeHint')}
          error={mistyped ? say('voucherTaking.mistyped') : null}
          value={draft.code}
          onChange={(event) => change({ code: event.currentTarget.value })}
          classNames={{ input: 'mono' }}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          required
        />
        <Select
          label={say('taking.currency')}
          description={'\u2007'}
          data={[...currencies]}
          value={currency}
          onChange={(next) => next !== null && change({ currency: next })}
          searchable
          limit={60}
          allowDeselect={false}
        />
      </div>
      <div role="status">
        {redeemable && (
          <Note tone="green">
            {say('voucherTaking.worth', {
              amount: money(redeemable.money.amount, redeemable.money.currency),
              currency: redeemable.money.currency,
              name: redeemable.batch.name,
            })}{' '}
            {say('voucherTaking.left', { count: redeemable.left })}
          </Note>
        )}
      </div>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}
