/** Papers read back by a program that is not ours: every figure, every page, every tag. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bank, invoiceFacts, netOf, setting } from '../../test/support/papers';
import { pdfFacts, pdfFonts, pdfPages, pdfRawText, pdfStructure, pdfText } from '../../test/support/read-pdf';
import { toDecimal } from '../kernel/money';
import { creditNotePaper } from './credit-note';
import { moneyFigure } from './figures';
import { invoicePaper } from './invoice';
import { receiptPaper } from './receipt';
import { statementPaper } from './statement';
import { transferPaper } from './transfer-instructions';
import { voucherSheet } from './voucher-sheet';
import { pdfBytes, preparePapers, writePdf } from './write-pdf';

beforeAll(preparePapers);

const invoice = (count: number, other = {}) => pdfBytes(invoicePaper(invoiceFacts(count, other), setting));
const euros = (minor: bigint | number) => moneyFigure({ amount: toDecimal(minor, 'EUR'), currency: 'EUR' }, 'en');
/** Figures at the end of the lines that begin with a word, page by page. */
const endings = (page: string, word: string) =>
  [...page.matchAll(new RegExp(`${word}.*?(\\S+)$`, 'gm'))].map(([, figure]) => figure);

describe('an invoice', () => {
  const facts = invoiceFacts(3);
  it('says who, what, how much and until when', () => {
    const text = pdfText(invoice(3));
    for (const said of [
      'Norrland Hosting AB',
      'SE556677889901',
      'Invoice 2026-0042',
      'Rhein Hosting GmbH',
      '50667 Köln',
    ])
      expect(text).toContain(said);
    for (const said of ['1 Nov 2026', '15 Nov 2026', 'RF18 5390 0754 7034', 'DE89 3704 0044 0532 0130 00'])
      expect(text).toContain(said);
    for (const amount of [facts.net, facts.tax, facts.total])
      expect(text).toContain(moneyFigure({ amount, currency: 'EUR' }, 'en'));
    for (const { net } of facts.lines) expect(text).toContain(net);
  });
  it('is told in Spanish with Spanish figures', () => {
    const text = pdfText(pdfBytes(invoicePaper(invoiceFacts(12), { ...setting, language: 'es' })));
    for (const said of ['Factura', 'Facturar a', 'Importe pendiente', 'Cómo pagar']) expect(text).toContain(said);
    const { total } = invoiceFacts(12);
    expect(text).toContain(moneyFigure({ amount: total, currency: 'EUR' }, 'es'));
    expect(text).not.toContain(moneyFigure({ amount: total, currency: 'EUR' }, 'en'));
  });
  it('holds Latin, Cyrillic, Greek, Chinese, Japanese and Korean, each in a font of its own that is embedded', () => {
    const pdf = invoice(7);
    const text = pdfText(pdf);
    for (const said of ['Домен пример.рф', 'Φιλοξενία', 'ドメイン更新 株式会社', '域名续费', '도메인 갱신'])
      expect(text).toContain(said);
    const fonts = pdfFonts(pdf).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(6);
    // emb, sub, uni: embedded, cut down, readable as text.
    for (const font of fonts) expect(font).toMatch(/yes yes yes/);
  });
  it('carries sums over its pages that are the exact sums of the lines so far', () => {
    const pages = pdfPages(invoice(120));
    expect(pages.length).toBeGreaterThan(3);
    let seen = 0n;
    let index = 0;
    for (const [number, page] of pages.entries()) {
      const brought = endings(page, 'Brought forward');
      const carried = endings(page, 'Carried forward');
      expect(brought).toEqual(number === 0 || index === 120 ? [] : [euros(seen)]);
      while (index < 120 && new RegExp(`21 % +${euros(netOf(index)).replace('.', '\\.')}$`, 'm').test(page)) {
        seen += BigInt(netOf(index));
        index += 1;
      }
      expect(carried).toEqual(index < 120 ? [euros(seen)] : []);
      expect(page).toContain(`Page ${number + 1} of ${pages.length}`);
    }
    expect(index).toBe(120);
    expect(pages.join()).toContain(euros(seen));
  });
  it('asks for nothing once it is paid', () => {
    const text = pdfText(invoice(2, { state: 'Paid', paid: facts.total, due: '0.00' }));
    expect(text).toMatch(/Paid/);
    expect(text).not.toContain('How to pay');
  });
  it('keeps every digit of the largest amounts, however narrow their column', () => {
    const amount = '90071992547409.91';
    const text = pdfText(invoice(1, { lines: [{ ...facts.lines[0], unitPrice: amount, net: amount }], total: amount }));
    expect(text.match(/90,071,992,547,409\.91/g)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the structure', () => {
  it('tells a title, a table with heads and cells, and the code in words, in reading order', () => {
    const pdf = invoice(3);
    expect(pdfFacts(pdf).get('Tagged')).toBe('yes');
    expect(pdfFacts(pdf).get('Title')).toBe('Invoice 2026-0042, Norrland Hosting AB');
    const told = pdfStructure(pdf);
    for (const tag of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P', 'Figure'])
      expect(told).toContain(`${tag}`);
    const order = ['Norrland Hosting AB', 'Invoice', 'Rhein Hosting GmbH', 'Hosting plan L', 'Total', 'How to pay'];
    const places = order.map((said) => told.indexOf(said));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
  it('tells the head of a table once, and no page number', () => {
    const told = pdfStructure(invoice(40));
    expect(told.match(/"Unit price"/g)).toHaveLength(1);
    expect(told).not.toContain('Page 1 of');
    expect(told).toContain('"Brought forward"');
  });
});

describe('equal papers', () => {
  it('have equal bytes, and others have not', () => {
    expect(invoice(5).equals(invoice(5))).toBe(true);
    expect(invoice(5).equals(invoice(6))).toBe(false);
    const later = pdfBytes(invoicePaper(invoiceFacts(5), { ...setting, createdAtMs: setting.createdAtMs + 60_000 }));
    expect(later.equals(invoice(5))).toBe(false);
  });
});

describe('other papers', () => {
  it('a credit note names its invoice and its reason', () => {
    const { lines, taxes, net, total, recipient } = invoiceFacts(2);
    const facts = { number: 'CN-7', issuedOn: '2026-11-20', invoiceNumber: '2026-0042', reason: 'Cancelled early' };
    const text = pdfText(
      pdfBytes(creditNotePaper({ ...facts, currency: 'EUR', lines, taxes, net, total, recipient }, setting)),
    );
    for (const said of ['Credit note CN-7', '2026-0042', 'Cancelled early', total]) expect(text).toContain(said);
  });
  it('a receipt says what was received, from whom and how', () => {
    const payer = { name: 'Søren Æbleskov', address: [], taxId: null, email: null };
    const facts = {
      number: 'A1B2',
      paidOn: '2026-11-20',
      amount: '1250.00',
      currency: 'DKK',
      payer,
      method: 'Card · Visa 4242',
    };
    const text = pdfText(
      pdfBytes(
        receiptPaper({ ...facts, description: 'Top-up', reference: 'ch_1', invoices: [], credit: null }, setting),
      ),
    );
    for (const said of ['Receipt', 'Søren Æbleskov', '1,250.00', 'DKK', 'Card · Visa 4242', '20 Nov 2026'])
      expect(text).toContain(said);
  });
  it('payment instructions say where to and with which reference', () => {
    const payer = { name: 'Rhein Hosting GmbH', address: [], taxId: null, email: null };
    const facts = {
      payer,
      amount: '500.00',
      currency: 'EUR',
      reference: 'RF18539007547034',
      description: 'Top-up',
      askedOn: '2026-11-20',
      bank,
    };
    const pdf = pdfBytes(transferPaper(facts, setting));
    const text = pdfText(pdf);
    for (const said of ['DE89 3704 0044 0532 0130 00', 'COBADEFFXXX', 'RF18 5390 0754 7034', '500.00'])
      expect(text).toContain(said);
    expect(pdfFacts(pdf).get('Pages')).toBe('1');
    expect(pdfStructure(pdf)).toContain('Figure');
  });
  it('a sheet of vouchers holds each code, whole', () => {
    const codes = Array.from({ length: 25 }, (_, index) => `CF-7KQ2-9MXP-${1000 + index}`);
    const vouchers = codes.map((code) => ({
      code,
      amount: '50.00',
      currency: 'EUR',
      validFrom: null,
      validTo: '2027-03-31',
      note: '',
    }));
    const pdf = pdfBytes(voucherSheet({ name: 'Spring', vouchers }, setting));
    const text = pdfRawText(pdf);
    for (const code of codes) expect(text).toContain(code);
    expect(Number(pdfFacts(pdf).get('Pages'))).toBeGreaterThan(1);
  });
});

describe('a statement', () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      day: '2026-11-05',
      description: `Payment · order ${index}`,
      amount: toDecimal(100 + index, 'EUR'),
      balance: toDecimal(100_000 + index, 'EUR'),
    }));
  function statement(count: number) {
    const rows = rowsOf(count);
    const currencies = [{ currency: 'EUR', opening: '999.00', closing: () => rows.at(-1)?.balance ?? '999.00', rows }];
    const customer = { name: 'Rhein Hosting GmbH', address: [], taxId: null, email: null };
    return statementPaper({ customer, from: '2026-11-01', to: '2026-11-30', currencies }, setting);
  }
  it('carries the balance over its pages', () => {
    const pages = pdfPages(pdfBytes(statement(200)));
    expect(pages.length).toBeGreaterThan(3);
    for (const [number, page] of pages.entries()) {
      const carried = endings(page, 'Carried forward');
      const next = endings(pages[number + 1] ?? '', 'Brought forward');
      expect(carried).toEqual(next);
      expect(carried.length).toBe(number === pages.length - 1 ? 0 : 1);
      if (carried[0] !== undefined) expect(page.split(carried[0]).length).toBe(3);
    }
    expect(pages[0]).toContain('Opening balance');
    expect(pages.at(-1)).toMatch(/Closing balance.*1,001\.99/);
  });
  it('yields while it is written, and can be left', () => {
    const taken: number[] = [];
    const steps = writePdf(statement(500), (bytes) => taken.push(bytes.length));
    for (let step = 0; step < 300; step++) expect(steps.next().done).toBe(false);
    const { length } = taken;
    expect(length).toBeGreaterThan(3);
    expect(steps.return({ pages: 0, rows: 0, bytes: 0 }).done).toBe(true);
    expect(taken.length).toBe(length);
  });
  it('says so when nothing moved', () => {
    const customer = { name: 'Rhein', address: [], taxId: null, email: null };
    const facts = { customer, from: '2026-11-01', to: '2026-11-30', currencies: [] };
    expect(pdfText(pdfBytes(statementPaper(facts, setting)))).toContain('Nothing was booked in this period.');
  });
});
