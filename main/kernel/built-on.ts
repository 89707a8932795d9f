/** What stands in the way of taking something back: parts with names, carried as one parameter of a failure, told in each language's words. */

export const builtParts = [
  'payment',
  'invoice',
  'adjustment',
  'saved_method',
  'arrived',
  'payer',
  'attempt',
  'customer',
  'credit-granted',
  'credit-voucher',
  'credit-paid',
  'receivable',
  'more',
] as const;
export type BuiltPart = (typeof builtParts)[number];
export type BuiltWords = Readonly<Record<BuiltPart, string>>;

export const builtWords: BuiltWords = {
  payment: 'payment',
  invoice: 'invoice',
  adjustment: 'adjustment',
  saved_method: 'saved method',
  arrived: 'new payment',
  payer: 'use of one of its payers',
  attempt: 'a call to a gateway that has not ended',
  customer: 'the survivor was merged itself',
  'credit-granted': 'granted credit was spent, of',
  'credit-voucher': 'voucher credit was spent, of',
  'credit-paid': 'paid credit was spent, of',
  receivable: 'what was owed was settled, of',
  more: '…',
};

/** Names hold neither a tab nor a line break: they would not show either. */
export function builtItems(items: readonly { part: BuiltPart; name: string }[]): string {
  return items.map(({ part, name }) => `${part}\t${name.replaceAll(/[\t\n]/g, ' ')}`).join('\n');
}

/** `payment 4711, invoice INV-3`. */
export function builtText(items: string, words: BuiltWords): string {
  return items
    .split('\n')
    .map((line) => {
      const [part = '', name = ''] = line.split('\t');
      const word = builtParts.find((one) => one === part);
      return [word ? words[word] : part, name].join(' ').trim();
    })
    .join(', ');
}
