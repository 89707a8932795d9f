/** In which order a customer's credit is used up, lot by lot. */

export const creditOrders = [
  'granted voucher paid',
  'granted paid voucher',
  'voucher granted paid',
  'voucher paid granted',
  'paid granted voucher',
  'paid voucher granted',
] as const;
export type CreditOrder = (typeof creditOrders)[number];

/** Until a book says otherwise. */
export const usualOrder: CreditOrder = 'granted voucher paid';

const lots = ['granted', 'voucher', 'paid'] as const;

export function lotsIn(order: CreditOrder): (typeof lots)[number][] {
  return order.split(' ').flatMap((name) => lots.filter((lot) => lot === name));
}
