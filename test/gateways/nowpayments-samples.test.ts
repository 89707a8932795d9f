/** The mapping on the answers that NOWPayments documents: nothing in them is lost, nothing surprises it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { field } from '../../main/gateways/field';
import { decimalTextOf, parseLossless } from '../../main/gateways/lossless-json';
import { mapPayment } from '../../main/gateways/nowpayments/map';
import { accountIdOf, idTextOf, invoiceSchema, listSchema, tokenSchema } from '../../main/gateways/nowpayments/wire';
import sample from './nowpayments-sample.json';

const file = path.join(import.meta.dirname, '../../../shared/data/nowpayments/postman-nowpayments-api.json');

interface Sample {
  name: string;
  body: string;
}

/** The bodies of all documented answers, wherever they stand in the collection. */
function documented(node: unknown): Sample[] {
  const children: unknown = field(node, 'item');
  if (Array.isArray(children)) return children.flatMap(documented);
  const answers: unknown = field(node, 'response');
  return Array.isArray(answers)
    ? answers.map((answer) => ({ name: String(field(node, 'name')), body: String(field(answer, 'body') ?? '') }))
    : [];
}

/** The documentation leaves out braces, and puts remarks and commas where JSON has none. */
function mended(body: string): string {
  const text = body
    .replace(/\/\/[^"\n]*$/gm, '')
    .replace(/,(\s*[}\]])/g, '$1')
    .trim();
  const opened = text.startsWith('"') ? `{${text}` : text;
  const missing = opened.split('{').length - opened.split('}').length;
  return opened + '}'.repeat(Math.max(0, missing));
}

/** Every payment in an answer, whatever stands around it. */
function paymentsIn(node: unknown): unknown[] {
  if (field(node, 'payment_status') !== undefined) return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(paymentsIn) : [];
}

const sources: [string, Sample[]][] = [['our sample', Object.entries(sample).map(([name, body]) => ({ name, body }))]];
if (existsSync(file)) sources.push(['NOWPayments’ documentation', documented(JSON.parse(readFileSync(file, 'utf8')))]);
else console.log(`NOWPayments' documented answers are not at ${file}: the mapping was tried on our own sample only`);

for (const [name, samples] of sources) {
  test(`${name}: every payment gives its fact, with each of its sums and words`, () => {
    const rows = samples.flatMap(({ body }) =>
      body.includes('payment_status') ? paymentsIn(parseLossless(mended(body))) : [],
    );
    expect(rows.length).toBeGreaterThan(name === 'our sample' ? 3 : 20);
    for (const row of rows) {
      const { payment, parked } = mapPayment(row, (invoice) => `https://page.example/${invoice}`);
      const id = idTextOf(field(row, 'payment_id'));
      if (!payment) {
        // A list in the older documentation has no times, and a price in a coin is no money: kept aside by their ids.
        expect(parked?.externalId).toBe(id);
        expect(parked?.why).toMatch(/^created_at is missing|^its price is in TRX/);
        continue;
      }
      const told = JSON.stringify(payment);
      expect(payment.externalId).toBe(id);
      expect(payment.providerStatus).toBe(field(row, 'payment_status'));
      const paid = decimalTextOf(field(row, 'actually_paid'));
      if (paid !== null && paid !== '0') expect(told).toContain(`"paidCoin":"${paid} `);
      if (payment.status === 'Completed') expect(told).toContain(`${decimalTextOf(field(row, 'outcome_amount'))} `);
      for (const part of ['order_id', 'order_description', 'parent_payment_id']) {
        const text = field(row, part) ?? '';
        expect(told).toContain(String(text));
      }
    }
  });

  test(`${name}: its own words and sums`, () => {
    const of = (id: string) =>
      samples
        .flatMap(({ body }) => (body.includes(id) ? paymentsIn(parseLossless(mended(body))) : []))
        .map((row) => mapPayment(row, (invoice) => invoice).payment)
        .find((row) => row?.externalId === id);
    expect(of('6249365965')).toMatchObject({
      amount: 100,
      currency: 'USD',
      status: 'Completed',
      flag: null,
      detail: '12 of 11.8 TRX arrived',
      paidCoin: '12 TRX',
      creditedCoin: '11.8405 TRX',
      completedAt: Date.UTC(2023, 6, 28, 15, 9, 40, 535),
    });
    expect(of('5592161154')).toMatchObject({
      status: 'Pending',
      flag: 'amount-differs',
      paidCoin: '10 TRX',
      link: '6200264890',
    });
    expect(of('4526424492')).toMatchObject({
      status: 'Completed',
      reference: '5592161154',
      paidCoin: '12.5 TRX',
      flag: null,
    });
    expect(of('5745459419')).toMatchObject({
      amount: 399_950,
      status: 'Pending',
      reference: 'RGDBP-21314',
      paidCoin: null,
    });
  });

  test(`${name}: the answers around payments`, () => {
    const list = samples.find(({ body }) => body.includes('pagesCount'))?.body ?? '';
    expect(listSchema.parse(parseLossless(mended(list))).pagesCount).toBe(582);
    const invoice = samples.find(({ body }) => body.includes('invoice_url'))?.body ?? '';
    expect(invoiceSchema.parse(parseLossless(mended(invoice)))).toEqual({
      id: '4522625843',
      invoice_url: 'https://nowpayments.io/payment/?iid=4522625843',
    });
    const token = samples.find((each) => each.name === 'Authentication')?.body;
    if (token) expect(accountIdOf(tokenSchema.parse(parseLossless(token)).token)).toBe('5826259115');
  });
}

test('a token that is none names no account', () => {
  for (const token of ['', 'x', 'a.b.c', `a.${Buffer.from('{"id":{}}').toString('base64url')}.c`]) {
    expect(accountIdOf(token)).toBeNull();
  }
});
