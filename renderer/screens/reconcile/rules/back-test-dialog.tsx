/** What a rule would have done with what people matched; where it contradicts them, it acts by itself only when told so. */
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackTest, ItemRow } from '../../../../main/features/matching/contract';
import type { MatchRule } from '../../../../main/kernel/matching';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { FailureNotice } from '../../../ui/notices';
import { useItemNames } from '../bench/item-name';

interface BackTestDialogProps {
  rule: MatchRule;
  busy: boolean;
  /** Why switching it was refused, or null. */
  failed: Error | null;
  /** `despite`: it was told what the rule contradicts. */
  onSwitch(despite: boolean): void;
  onClose(): void;
}

export function BackTestDialog({ rule, busy, failed, onSwitch, onClose }: BackTestDialogProps) {
  const { say } = useWords();
  const [despite, setDespite] = useState(false);
  const tried = useQuery({
    queryKey: ['statements', 'back-test', rule],
    gcTime: 0,
    queryFn: ({ signal }) => api.matching.backTest({ rule: { ...rule, words: [...rule.words] } }, { signal }),
  });
  const of = tried.data;
  const contradicts = of !== undefined && of.contradicts > 0;
  return (
    <Dialog opened onClose={onClose} title={say('rules.tryTitle')} width={720}>
      {tried.error && <FailureNotice failure={failureOf(tried.error)} />}
      <p role="status">
        {of ? say('rules.tried', { lines: of.lines, would: of.would, agrees: of.agrees }) : say('rules.trying')}
      </p>
      {contradicts && <p className="tone-red">{say('rules.contradicts', { count: of.contradicts })}</p>}
      {of && of.cases.length > 0 && <Cases cases={of.cases} />}
      {contradicts && (
        <Checkbox
          label={say('rules.despite')}
          checked={despite}
          onChange={(event) => setDespite(event.currentTarget.checked)}
        />
      )}
      {failed && <FailureNotice failure={failureOf(failed)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          variant="filled"
          disabled={!of || (contradicts && !despite)}
          loading={busy}
          onClick={() => onSwitch(contradicts && despite)}
        >
          {say('rules.switchOn')}
        </Button>
      </div>
    </Dialog>
  );
}

function Cases({ cases }: { cases: BackTest['cases'] }) {
  const { say, times } = useWords();
  const { nameOf } = useItemNames();
  const names = (items: readonly ItemRow[]) => items.map(nameOf).join(' + ');
  return (
    <ul className="exact-list">
      {cases.map((each) => (
        <li key={each.line} className="rule-case">
          <p>
            {times.day(each.day)} · <bdi>{each.text}</bdi> <Amount {...each.money} />
          </p>
          <p className="soft">{say('rules.byRule', { what: names(each.rule) })}</p>
          <p className="soft">{say('rules.byPerson', { what: names(each.person) })}</p>
        </li>
      ))}
    </ul>
  );
}
