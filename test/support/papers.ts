/** Facts of papers for tests: a letterhead, a bank, an invoice with as many lines as wanted. */

import { toDecimal } from '../../main/kernel/money';
import type { PaperSetting } from '../../main/paper/document';
import type { InvoiceFacts, InvoiceLineFacts } from '../../main/paper/invoice';

export const setting: PaperSetting = {
  letterhead: {
    name: 'Norrland Hosting AB',
    address: ['Storgatan 12', '903 26 Umeå', 'Sweden'],
    taxId: 'SE556677889901',
    email: 'billing@norrland.example',
    phone: '+46 90 123 456',
    website: 'norrland.example',
    logo: null,
  },
  language: 'en',
  size: 'A4',
  createdAtMs: Date.UTC(2026, 10, 21, 14, 30),
};

/** An account number whose check digits are right, and which is nobody's. */
export const bank = {
  holder: 'Norrland Hosting AB',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  bank: 'Musterbank',
};

const descriptions = [
  'Hosting plan L, monthly',
  'Домен пример.рф, продление',
  'ドメイン更新 株式会社',
  'Φιλοξενία ιστοσελίδας',
  '域名续费 两年',
  '도메인 갱신',
  'Backup storage of 500 GB with a description that is long enough to be wrapped over to a second line',
];

/** The net of line `index`, minor units. */
export const netOf = (index: number) => 1_250 + index * 137;

function invoiceLine(index: number): InvoiceLineFacts {
  const net = toDecimal(netOf(index), 'EUR');
  const period = index % 2 === 1 ? { from: '2026-11-01', to: '2026-11-30' } : null;
  const description = descriptions[index % descriptions.length] ?? '';
  return { description, quantity: '1', unitPrice: net, net, taxRate: '21.00', period };
}

export function invoiceFacts(count: number, other: Partial<InvoiceFacts> = {}): InvoiceFacts {
  const lines = Array.from({ length: count }, (_, index) => invoiceLine(index));
  const net = lines.reduce((sum, _, index) => sum + BigInt(netOf(index)), 0n);
  const tax = (net * 21n + 50n) / 100n;
  const text = (minor: bigint) => toDecimal(minor, 'EUR');
  return {
    kind: 'service',
    state: 'Unpaid',
    number: '2026-0042',
    currency: 'EUR',
    issuedOn: '2026-11-01',
    dueOn: '2026-11-15',
    recipient: {
      name: 'Rhein Hosting GmbH',
      address: ['Hafenstraße 3', '50667 Köln'],
      taxId: 'DE123456789',
      email: 'ap@rhein.example',
    },
    lines,
    taxes: [{ code: 'VAT', rate: '21.00', net: text(net), tax: text(tax) }],
    net: text(net),
    tax: text(tax),
    total: text(net + tax),
    credited: '0.00',
    paid: '0.00',
    due: text(net + tax),
    reference: 'RF18539007547034',
    note: '',
    bank,
    link: null,
    ...other,
  };
}
