/** The rules of matching as sentences, in their order: on or off, by themselves or with a person, and tried on the past first. */
import '../bench.css';
import '../rules.css';
import { Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MatchRule } from '../../../../main/kernel/matching';
import { toDecimal } from '../../../../main/kernel/money';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { useRefusal } from '../../../rpc/operator-session';
import { FailureNotice } from '../../../ui/notices';
import { Waiting } from '../../../ui/waiting';
import { BackTestDialog } from './back-test-dialog';
import { RuleFields } from './rule-fields';

export function Rules() {
  const { say } = useWords();
  const refusal = useRefusal('matching.setRules');
  const [testing, setTesting] = useState<MatchRule | null>(null);
  const rules = useQuery({
    queryKey: ['statements', 'match-rules'],
    queryFn: ({ signal }) => api.matching.rules(undefined, { signal }),
  });
  const save = useMutation({
    mutationFn: ({ next, despite }: { next: readonly MatchRule[]; despite: boolean }) =>
      api.matching.setRules({
        ...{ request: newId(), despite },
        rules: next.map((rule) => ({ ...rule, words: [...rule.words] })),
      }),
    onSuccess: () => setTesting(null),
  });
  const list = rules.data ?? [];
  const change = (next: MatchRule, despite = false) =>
    save.mutate({ next: list.map((rule) => (rule.id === next.id ? next : rule)), despite });
  const move = (at: number, to: number) => {
    const order = [...list];
    const [moved] = order.splice(at, 1);
    if (moved) order.splice(to, 0, moved);
    save.mutate({ next: order, despite: false });
  };
  return (
    <div className="matched-place">
      <div className="rules-lead">
        <p className="soft">{refusal ?? say('rules.lead')}</p>
        <ExportButton of={{ list: 'matching-rules', filter: {} }} />
      </div>
      {!testing && (save.error ?? rules.error) && <FailureNotice failure={failureOf(save.error ?? rules.error)} />}
      {rules.isPending && <Waiting />}
      <ol className="matched" aria-label={say('rules.title')}>
        {list.map((rule, at) => (
          <RuleItem
            key={rule.id}
            {...{ rule, at, last: list.length - 1, disabled: refusal !== null, move, change }}
            onTry={() => {
              save.reset();
              setTesting(rule);
            }}
          />
        ))}
      </ol>
      {testing && (
        <BackTestDialog
          rule={testing}
          busy={save.isPending}
          failed={save.error}
          onSwitch={(despite) => change({ ...testing, automatic: true }, despite)}
          onClose={() => setTesting(null)}
        />
      )}
    </div>
  );
}

interface RuleItemProps {
  rule: MatchRule;
  /** Its place, and that of the last one. */
  at: number;
  last: number;
  disabled: boolean;
  move(at: number, to: number): void;
  change(rule: MatchRule): void;
  onTry(): void;
}

function RuleItem({ rule, at, last, disabled, move, change, onTry }: RuleItemProps) {
  const { say } = useWords();
  return (
    <li className="rule">
      <span className="rule-order">
        <button
          type="button"
          className="quiet-button"
          disabled={at === 0 || disabled}
          aria-label={say('rules.earlier')}
          onClick={() => move(at, at - 1)}
        >
          <IconArrowUp size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="quiet-button"
          disabled={at === last || disabled}
          aria-label={say('rules.later')}
          onClick={() => move(at, at + 1)}
        >
          <IconArrowDown size={14} aria-hidden="true" />
        </button>
      </span>
      <Sentence rule={rule} />
      <RuleFields key={JSON.stringify(rule)} rule={rule} disabled={disabled} onChange={change} />
      <span className="rule-switches">
        <Switch
          label={say('rules.on')}
          checked={rule.on}
          disabled={disabled}
          onChange={() => change({ ...rule, on: !rule.on, automatic: false })}
        />
        <Switch
          label={say('rules.automatic')}
          checked={rule.automatic}
          disabled={disabled || !rule.on}
          onChange={() => (rule.automatic ? change({ ...rule, automatic: false }) : onTry())}
        />
      </span>
    </li>
  );
}

/** What the rule does, with its own numbers. */
function Sentence({ rule }: { rule: MatchRule }) {
  const { say, money } = useWords();
  const { kind, daysBefore: before, daysAfter: after, feeMost, itemsMost: items, words } = rule;
  const fee = money(toDecimal(feeMost, 'EUR'), 'EUR');
  if (kind === 'words')
    return <p>{say(rule.as === 'fee' ? 'rules.wordsFee' : 'rules.wordsInterest', { words: words.join(', ') })}</p>;
  if (kind === 'reference') return <p>{say('rules.reference', { before, after, fee })}</p>;
  if (kind === 'set') return <p>{say('rules.set', { before, after, fee, items })}</p>;
  return <p>{say(`rules.${kind}`, { before, after })}</p>;
}
