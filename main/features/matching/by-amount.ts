/** The rules that go by amount and day: a payout, a known payer's transfer, the other side of a transfer between our banks. Pure. */
import type { Evidence, MatchRule } from '../../kernel/matching';
import { accounts } from '../../ledger/chart';
import { days, proposed } from './by-reference';
import type { Pool } from './pool';
import type { OpenLine, Wanted } from './proposal';

/** Certain where the text names the gateway, or where nothing else in the book is of that amount. */
export function* byPayout(pool: Pool, rule: MatchRule): Generator<Wanted> {
  for (const line of pool.lines()) {
    const equal = pool.sameAmount(rule, line);
    for (const item of equal) {
      const isNamed = pool.namesGateway(line, item);
      if (item.kind !== 'payout' || isNamed === null) continue;
      yield {
        lines: [line.id],
        items: [proposed(item)],
        evidence: [
          { fact: 'amount-equal' },
          days(line, item),
          ...(isNamed ? [{ fact: 'gateway-named' as const, gateway: item.gateway }] : []),
        ],
        certain: isNamed || (equal.length === 1 && pool.payers(line).size === 0),
      };
    }
  }
}

export function payerEvidence(payer: { by: 'account' | 'name' | 'called'; times: number }): Evidence {
  return payer.by === 'called' ? { fact: 'payer-name' } : { fact: 'payer-seen', by: payer.by, times: payer.times };
}

/** Certain where a person has confirmed that payer before; that a name is the same is a reason to look. */
export function* byPayer(pool: Pool, rule: MatchRule): Generator<Wanted> {
  for (const line of pool.lines()) {
    const payers = pool.payers(line);
    if (payers.size === 0) continue;
    for (const item of pool.sameAmount(rule, line)) {
      const payer = item.customer === null ? undefined : payers.get(item.customer);
      if (!payer || item.kind === 'payout') continue;
      yield {
        lines: [line.id],
        items: [proposed(item)],
        evidence: [{ fact: 'amount-equal' }, days(line, item), payerEvidence(payer)],
        certain: payer.by !== 'called' && payers.size === 1,
      };
    }
  }
}

/** Both sides at once: what leaves one bank is under way until the other one shows it. */
export function* byTransfer(pool: Pool, rule: MatchRule): Generator<Wanted> {
  const out = new Map<string, OpenLine[]>();
  for (const line of pool.lines()) {
    if (line.amount > 0) continue;
    const key = `${line.currency}${-line.amount}`;
    out.set(key, [...(out.get(key) ?? []), line]);
  }
  for (const line of pool.lines()) {
    if (line.amount < 0) continue;
    for (const from of out.get(`${line.currency}${line.amount}`) ?? []) {
      const later = line.day - from.day;
      if (from.bank === line.bank || later < -rule.daysBefore || later > rule.daysAfter) continue;
      const account = accounts.betweenBanks();
      yield {
        lines: [from.id, line.id],
        items: [
          { kind: 'transfer', account, amount: from.amount },
          { kind: 'transfer', account, amount: line.amount },
        ],
        evidence: [
          { fact: 'opposite', bank: from.bank },
          { fact: 'days', days: later },
        ],
        certain: true,
      };
    }
  }
}
