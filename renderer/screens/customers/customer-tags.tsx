/** Words that staff put on a customer, to find it and its like again. Each change is kept at once. */
import { TagsInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerRow } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { FailureNotice } from '../../ui/notices';

const MOST_TAGS = 20;

export function CustomerTags({ row }: { row: CustomerRow }) {
  const { say } = useWords();
  // Until the book tells other tags, what was chosen stands: the next is added to it, not to what was there before.
  const [chosen, setChosen] = useState<{ tags: string[]; over: string } | null>(null);
  const told = row.tags.join('\n');
  const saving = useMutation({
    mutationFn: (tags: string[]) => api.customers.tag({ request: newId(), id: row.id, tags }),
    onError: () => setChosen(null),
  });
  const choose = (tags: string[]) => {
    setChosen({ tags, over: told });
    saving.mutate(tags);
  };
  return (
    <div className="customer-tags">
      <TagsInput
        aria-label={say('customerDesk.tags')}
        placeholder={row.tags.length === 0 ? say('customerDesk.addTag') : ''}
        value={saving.isPending || chosen?.over === told ? (chosen?.tags ?? row.tags) : row.tags}
        maxTags={MOST_TAGS}
        maxLength={40}
        acceptValueOnBlur
        onChange={choose}
      />
      {saving.error && <FailureNotice failure={failureOf(saving.error)} />}
    </div>
  );
}
