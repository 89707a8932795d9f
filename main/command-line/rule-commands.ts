/** The rules of matching by commands: listed as sentences, tried on the past, switched. */

import { idMaker } from '../kernel/id';
import type { MatchRule } from '../kernel/matching';
import { systemClock } from '../kernel/time';
import type { Command, Use } from './command';
import { UsageError } from './exit';
import { evidenceText, ruleText } from './match-words';
import { table } from './output';

const newId = idMaker(systemClock);

const switches = ['automatic', 'by-hand', 'on', 'off'] as const;

function named(rules: readonly MatchRule[], id: string): MatchRule {
  const found = rules.find((rule) => rule.id === id);
  if (!found) throw new UsageError(`There is no rule “${id}”: there are ${rules.map((rule) => rule.id).join(', ')}.`);
  return found;
}

/** The rules as the options leave them. */
function switched(use: Use, rules: readonly MatchRule[]): MatchRule[] {
  const asked = switches.flatMap((way) => use.options(way).map((id) => ({ way, id: named(rules, id).id })));
  return rules.map((rule) => {
    const ways = asked.filter(({ id }) => id === rule.id).map(({ way }) => way);
    return {
      ...rule,
      on: ways.includes('off') ? false : ways.includes('on') || rule.on,
      automatic: ways.includes('by-hand') ? false : ways.includes('automatic') || rule.automatic,
    };
  });
}

const rules: Command = {
  name: 'match rules',
  usage: 'match rules [--automatic R] [--by-hand R] [--on R] [--off R] [--despite]',
  about: 'Lists the rules in the order in which they are tried, or switches some of them.',
  options: {
    automatic: { type: 'string', multiple: true },
    'by-hand': { type: 'string', multiple: true },
    on: { type: 'string', multiple: true },
    off: { type: 'string', multiple: true },
    despite: { type: 'boolean' },
  },
  tells: {
    automatic: 'what this rule finds beyond doubt is matched without a person',
    'by-hand': 'what this rule finds is only proposed',
    on: 'the rule is tried',
    off: 'the rule is not tried',
    despite: 'acts by itself although it would have contradicted people: “match try” tells where',
  },
  async run(use) {
    const api = await use.api();
    const before = await api.matching.rules(undefined, { signal: use.signal });
    const wanted = switched(use, before);
    const isAsked = switches.some((way) => use.options(way).length > 0);
    const wish = { request: newId(), rules: wanted.map((rule) => ({ ...rule, words: [...rule.words] })) };
    const found = isAsked
      ? await api.matching.setRules({ ...wish, despite: use.flag('despite') }, { signal: use.signal })
      : before;
    const rows = found.map((rule) => [
      ...[rule.id, rule.on ? 'on' : 'off', rule.automatic ? 'by itself' : 'by hand', ruleText(rule)],
    ]);
    use.output.tell(found, table(['rule', '', 'matches', 'when'], rows, []));
  },
};

const tried: Command = {
  name: 'match try',
  usage: 'match try <rule>',
  about: 'Tries a rule on the lines that people matched: where it would have agreed with them, and where not.',
  options: {},
  words: 1,
  async run(use) {
    const [id] = use.words;
    if (id === undefined) throw new UsageError('Which rule: “match rules” lists them.');
    const api = await use.api();
    const rule = named(await api.matching.rules(undefined, { signal: use.signal }), id);
    const found = await api.matching.backTest({ rule: { ...rule, words: [...rule.words] } }, { signal: use.signal });
    const { lines, would, agrees, contradicts, cases } = found;
    const label = (items: (typeof cases)[number]['rule']) => items.map((item) => item.label).join(' + ');
    const rows = cases.map(({ day, money, text, rule: own, person, evidence }) => [
      ...[day, money.amount, money.currency, text, label(own), label(person), evidenceText(evidence)],
    ]);
    const told = `Of ${lines} lines that people matched it would have matched ${would}: ${agrees} as they did, ${contradicts} otherwise.`;
    const headers = ['day', 'amount', '', 'says', 'the rule', 'the person', 'because'];
    use.output.tell(found, rows.length === 0 ? told : `${told}\n\n${table(headers, rows, [1])}`);
  },
};

export const ruleCommands: readonly Command[] = [rules, tried];
