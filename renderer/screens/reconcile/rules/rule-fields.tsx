/** The numbers and words of one rule, changed in place and kept when the field is left. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type MatchRule, MOST_RULE_DAYS } from '../../../../main/kernel/matching';
import { useWords } from '../../../locales/words';

interface RuleFieldsProps {
  rule: MatchRule;
  disabled: boolean;
  onChange(rule: MatchRule): void;
}

export function RuleFields({ rule, disabled, onChange }: RuleFieldsProps) {
  const { say } = useWords();
  if (rule.kind === 'words')
    return (
      <Field
        label={say('rules.wordsField')}
        value={rule.words.join(', ')}
        disabled={disabled}
        onLeave={(text) => {
          const words = text
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word.length >= 2);
          if (words.length > 0) onChange({ ...rule, words, automatic: false });
        }}
      />
    );
  const days = (name: 'daysBefore' | 'daysAfter') => (
    <Field
      label={say(`rules.${name}`)}
      value={String(rule[name])}
      disabled={disabled}
      onLeave={(text) => {
        const found = /^\d{1,3}$/.test(text.trim()) ? Number.parseInt(text, 10) : -1;
        if (found >= 0 && found <= MOST_RULE_DAYS) onChange({ ...rule, [name]: found, automatic: false });
      }}
    />
  );
  return (
    <span className="rule-fields">
      {days('daysBefore')}
      {days('daysAfter')}
    </span>
  );
}

function Field(props: { label: string; value: string; disabled: boolean; onLeave(text: string): void }) {
  const [text, setText] = useState(props.value);
  return (
    <TextInput
      size="xs"
      label={props.label}
      value={text}
      disabled={props.disabled}
      maxLength={400}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== props.value && props.onLeave(text)}
    />
  );
}
