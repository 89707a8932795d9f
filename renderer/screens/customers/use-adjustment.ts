/** The adjustment that is being written: what was typed, what it would do, and applying it. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type AdjustmentReason,
  type CorrectedAccount,
  correctedAccounts,
  grantedReasons,
} from '../../../main/kernel/adjustment';
import { LONGEST_ATTACHED_NAME, MOST_ATTACHED_BYTES, MOST_ATTACHMENTS } from '../../../main/kernel/attachment';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { contentOf } from '../../rpc/file-content';
import { newId } from '../../rpc/new-id';
import { readAmount } from '../../table/amount-input';
import { useAmountWords } from '../../taking/amount-words';

export interface AdjustmentForm {
  direction: 'give' | 'take';
  text: string;
  currency: string;
  reason: AdjustmentReason;
  account: CorrectedAccount;
  note: string;
  expiresOn: string;
  files: readonly File[];
}

export function useAdjustment(customer: string, firstCurrency: string) {
  const { language } = useWords();
  const [request] = useState(newId);
  const [form, setForm] = useState<AdjustmentForm>({
    ...{ direction: 'give', text: '', currency: firstCurrency, reason: 'goodwill' },
    ...{ account: correctedAccounts[0], note: '', expiresOn: '', files: [] },
  });
  const change = (more: Partial<AdjustmentForm>) => setForm({ ...form, ...more });
  const read = readAmount(form.text, language, form.currency);
  const { reason, currency, direction } = form;
  const problem = useAmountWords()(read, currency);
  const plain = read === '' || problem !== null ? null : read;
  const mayExpire = direction === 'give' && grantedReasons.includes(reason);
  const wish =
    plain === null
      ? null
      : {
          ...{ customer, currency, reason, amount: direction === 'give' ? plain : `-${plain}` },
          ...(reason === 'correction' ? { account: form.account } : {}),
        };
  const [settled] = useDebouncedValue(wish === null ? '' : JSON.stringify(wish), 150);
  const effect = useQuery({
    queryKey: ['customers', 'adjustment', settled],
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    retry: false,
    // What has settled, not what is typed by now: the answer is kept under it.
    queryFn: ({ signal }) => api.credits.preview(JSON.parse(settled), { signal }),
  });
  const apply = useMutation({
    mutationFn: async () => {
      if (!wish) throw new Error('no adjustment to apply');
      const expires = mayExpire && form.expiresOn !== '' ? { expiresOn: form.expiresOn } : {};
      const files = await Promise.all(
        form.files.map(async (file) => ({
          name: file.name.slice(0, LONGEST_ATTACHED_NAME),
          content: await contentOf(file),
        })),
      );
      return api.credits.adjust({
        ...{ request, ...wish, note: form.note.trim(), ...expires },
        ...(files.length === 0 ? {} : { files }),
      });
    },
  });
  const together = form.files.reduce((sum, file) => sum + file.size, 0);
  const isTooMuch = form.files.length > MOST_ATTACHMENTS || together > MOST_ATTACHED_BYTES;
  const isReady = wish !== null && form.note.trim() !== '' && !isTooMuch;
  // Of an amount that is not one, or not yet, nothing is shown.
  const shown = wish === null ? undefined : effect.data;
  return { form, change, mayExpire, problem, isTooMuch, isReady, effect, shown, apply };
}
