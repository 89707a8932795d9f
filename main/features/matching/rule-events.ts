/** The rules of matching, in their order, as an operator left them. Subject: the book. */
import { z } from 'zod';
import { all, type Db } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { firstRules, type MatchRule } from '../../kernel/matching';
import { ruleSchema, rulesSchema } from './contract';

const changedSchema = z.strictObject({ rules: rulesSchema });
export type MatchRulesChanged = z.infer<typeof changedSchema>;

const changed = eventKind<MatchRulesChanged>({
  schema: changedSchema,
  project({ rules }, _event, projector) {
    projector.run('DELETE FROM match_rule');
    // In the schema's order of fields, whatever order they came in: replay must arrive at the same text.
    for (const [place, rule] of rules.entries())
      projector.run(
        'INSERT INTO match_rule (place, rule) VALUES (?, ?)',
        place,
        JSON.stringify(ruleSchema.parse(rule)),
      );
  },
});

/** In the order in which they are tried. */
export function rulesOf(db: Db): readonly MatchRule[] {
  const rows = all<{ rule: string }>(db, 'SELECT rule FROM match_rule ORDER BY place');
  return rows.length === 0 ? firstRules : rows.map(({ rule }) => ruleSchema.parse(JSON.parse(rule)));
}

export const matchRuleKinds: readonly (readonly [string, EventKind])[] = [['match.rules-changed', changed]];
