/** What is left to be explained while the rules are tried in their order, found by amount, by day and by payer. */
import type { MatchRule } from '../../kernel/matching';
import { Naming } from './naming';
import { type Given, type OpenItem, type OpenLine, refusalKey } from './proposal';

interface Taken {
  lines: readonly string[];
  items: readonly { kind: string; id?: string | undefined }[];
}

export class Pool {
  readonly given: Given;
  /** Lines, by their ids. */
  readonly #taken = new Set<string>();
  readonly #takenItems = new Set<OpenItem>();
  readonly #byKey = new Map<string, OpenItem>();
  #lines: readonly OpenLine[] | null = null;
  readonly #amounts: ReadonlyMap<string, number>;
  /** Of whatever currency. */
  readonly #byAmount = new Map<number, OpenItem[]>();
  readonly #byCustomer = new Map<string, OpenItem[]>();
  readonly #byName = new Map<string, Set<string>>();
  readonly #gateways: ReadonlySet<string>;
  readonly #namedGateways = new Map<string, string[]>();
  readonly #naming = new Naming<OpenItem>();

  constructor(given: Given) {
    this.given = given;
    this.#amounts = new Map(given.lines.map(({ id, amount }) => [id, amount]));
    for (const item of given.items) {
      this.#byKey.set(keyOf(item), item);
      push(this.#byAmount, item.amount, item);
      if (item.customer !== null) {
        push(this.#byCustomer, item.customer, item);
        if (item.name !== '') addTo(this.#byName, item.name, item.customer);
      }
      for (const name of item.names) this.#naming.add(name, item);
    }
    this.#gateways = new Set(given.items.map(({ gateway }) => gateway).filter((name) => name !== ''));
  }

  /** Those that no proposal has, in their order. */
  lines(): readonly OpenLine[] {
    this.#lines ??= this.given.lines.filter(({ id }) => !this.#taken.has(id));
    return this.#lines;
  }

  /** Minor units of a line; 0 where there is none. */
  amountOf(line: string): number {
    return this.#amounts.get(line) ?? 0;
  }

  isOpen(item: OpenItem): boolean {
    return !this.#takenItems.has(item);
  }

  take({ lines, items }: Taken): void {
    this.#lines = null;
    for (const id of lines) this.#taken.add(id);
    for (const item of items) {
      const open = item.id === undefined ? undefined : this.#byKey.get(keyOf(item));
      if (open) this.#takenItems.add(open);
    }
  }

  isTaken({ lines, items }: Taken): boolean {
    const isGone = (item: Taken['items'][number]) => {
      const open = item.id === undefined ? undefined : this.#byKey.get(keyOf(item));
      return open !== undefined && this.#takenItems.has(open);
    };
    return lines.some((id) => this.#taken.has(id)) || items.some(isGone);
  }

  /** Still open, of the same currency and direction, in the rule's days, and never refused for this line. */
  fits(rule: MatchRule, line: OpenLine, item: OpenItem): boolean {
    const days = line.day - item.day;
    return (
      item.currency === line.currency &&
      item.amount > 0 === line.amount > 0 &&
      days >= -rule.daysBefore &&
      days <= rule.daysAfter &&
      this.isOpen(item) &&
      !(this.given.refused.size > 0 && this.given.refused.has(refusalKey([line.id], [item])))
    );
  }

  sameAmount(rule: MatchRule, line: OpenLine): OpenItem[] {
    const there = this.#byAmount.get(line.amount) ?? [];
    return there.filter((item) => this.fits(rule, line, item));
  }

  named(rule: MatchRule, line: OpenLine): { of: OpenItem; reference: string; whole: boolean }[] {
    return this.#naming.in(line.text).filter(({ of }) => this.fits(rule, line, of));
  }

  ofCustomer(rule: MatchRule, line: OpenLine, customer: string): OpenItem[] {
    return (this.#byCustomer.get(customer) ?? []).filter((item) => this.fits(rule, line, item));
  }

  /** Who this line is from, by what was learned; by their name alone, where the book has one of that name. */
  payers(line: OpenLine): Map<string, { by: 'account' | 'name' | 'called'; times: number }> {
    const found = new Map<string, { by: 'account' | 'name' | 'called'; times: number }>();
    const { aliases } = this.given;
    if (line.account !== '')
      for (const [customer, times] of aliases.account(line.account) ?? [])
        found.set(customer, { by: 'account', times });
    if (line.name === '') return found;
    for (const [customer, times] of aliases.name(line.name) ?? [])
      if (!found.has(customer)) found.set(customer, { by: 'name', times });
    for (const customer of this.#byName.get(line.name) ?? [])
      if (!found.has(customer)) found.set(customer, { by: 'called', times: 0 });
    return found;
  }

  /** The text names this item's gateway; null: it names another one's. */
  namesGateway(line: OpenLine, { gateway }: OpenItem): boolean | null {
    const named = this.gatewaysIn(line);
    if (gateway !== '' && named.includes(gateway)) return true;
    return named.length > 0 ? null : false;
  }

  gatewaysIn(line: OpenLine): readonly string[] {
    let named = this.#namedGateways.get(line.id);
    if (!named) {
      const text = line.text.toUpperCase();
      named = [...this.#gateways].filter((gateway) => text.includes(gateway));
      this.#namedGateways.set(line.id, named);
    }
    return named;
  }
}

function keyOf({ kind, id }: { kind: string; id?: string | undefined }): string {
  return `${kind} ${id}`;
}

function push<Key, Of>(map: Map<Key, Of[]>, key: Key, of: Of): void {
  const there = map.get(key);
  if (there) there.push(of);
  else map.set(key, [of]);
}

function addTo(map: Map<string, Set<string>>, key: string, of: string): void {
  const there = map.get(key);
  if (there) there.add(of);
  else map.set(key, new Set([of]));
}
