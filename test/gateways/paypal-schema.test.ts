/**
 * What we send to PayPal and what its simulator answers, against PayPal's published OpenAPI files, which nobody here wrote. They
 * stand beside the project on the machines that check it; a fresh clone does not have them.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { connectPaypal } from '../../main/gateways/paypal/index';
import { closeDispute, makePayment, openDispute, payOut } from '../../main/gateways/paypal/simulator/aftermath';
import type { Bank } from '../../main/gateways/paypal/simulator/bank';
import { Desk } from '../../main/gateways/paypal/simulator/desk';
import { type SimulatorAnswer, type SimulatorCall, startSimulatorServer } from '../../main/gateways/simulator-server';
import { impatience, pullInto } from '../support/simulator';
import { asksOf, chargeAsk, KEYS, livelyBank, pageAsk, press, refundAsk, START_MS } from './paypal-driver';

const folder = path.join(import.meta.dirname, '../../../shared/data/paypal');
const files = [
  'checkout_orders_v2.json',
  'payments_payment_v2.json',
  'vault_payment_tokens_v3.json',
  'customer_disputes_v1.json',
  'reporting_transactions_v1.json',
];
const KEY = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';

const record = z.record(z.string(), z.unknown());
const content = z
  .object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional() })
  .optional();
const parameter = z.object({
  name: z.string().optional(),
  in: z.string().optional(),
  required: z.boolean().optional(),
  schema: z.unknown().optional(),
  $ref: z.string().optional(),
});
const operation = z.object({
  parameters: z.array(parameter).optional(),
  requestBody: content,
  responses: z.record(z.string(), z.unknown()),
});
const spec = z.object({
  paths: z.record(z.string(), record),
  components: z.object({ parameters: z.record(z.string(), parameter), schemas: record }),
});

/** OpenAPI's `nullable` in JSON Schema's words. */
function toJsonSchema(node: unknown, id: string): unknown {
  if (Array.isArray(node)) return node.map((each) => toJsonSchema(each, id));
  const read = record.safeParse(node);
  if (!read.success || node === null) return node;
  // The files want one row at least in every list; PayPal answers an empty list where there is none.
  const { nullable, discriminator: _d, example: _e, format: _f, minItems: _m, $ref, ...rest } = read.data;
  const plain = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value, id)]));
  if (typeof $ref === 'string') plain.$ref = $ref.replace('#/components/schemas/', `${id}#/$defs/`);
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

interface Exchange {
  call: SimulatorCall;
  answer: SimulatorAnswer;
}

/** One published file: finds the operation of a call and says what is wrong with the call or its answer. */
class Published {
  readonly used = new Set<string>();
  private readonly document: z.infer<typeof spec>;
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  private readonly known = new Map<unknown, ValidateFunction>();
  private readonly id: string;

  constructor(file: string) {
    this.id = file;
    this.document = spec.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    const defs = Object.entries(this.document.components.schemas).map(([name, each]) => [
      name,
      toJsonSchema(each, file),
    ]);
    this.ajv.addSchema({ $id: file, $defs: Object.fromEntries(defs) });
  }

  /** Null: this file does not know the path. */
  wrong({ call, answer }: Exchange): string[] | null {
    const found = Object.keys(this.document.paths).find((each) =>
      new RegExp(`^${each.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(call.path),
    );
    if (found === undefined) return null;
    const read = operation.safeParse(this.document.paths[found]?.[call.method.toLowerCase()]);
    if (!read.success) return [`no ${call.method} ${found}`];
    this.used.add(`${call.method} ${found} ${answer.status}`);
    const { parameters = [], requestBody, responses } = read.data;
    const sent = requestBody?.content?.['application/json']?.schema;
    return [
      ...parameters.flatMap((each) => this.wrongParameter(each, call)),
      ...(sent === undefined ? [] : this.invalid(sent, JSON.parse(call.body), 'sent')),
      ...this.wrongAnswer(responses, answer),
    ];
  }

  private wrongParameter(given: z.infer<typeof parameter>, call: SimulatorCall): string[] {
    const named =
      given.$ref === undefined ? given : this.document.components.parameters[given.$ref.split('/').at(-1) ?? ''];
    if (named?.name === undefined || named.in === 'path') return [];
    const value = named.in === 'query' ? call.query.get(named.name) : call.headers[named.name.toLowerCase()];
    if (value === null || value === undefined) return named.required === true ? [`${named.name} is missing`] : [];
    const type = record.parse(named.schema).type;
    const typed: unknown =
      type === 'integer' ? Number.parseInt(String(value), 10) : type === 'boolean' ? value === 'true' : value;
    return this.invalid(named.schema, typed, named.name);
  }

  private wrongAnswer(responses: Record<string, unknown>, { status, body }: SimulatorAnswer): string[] {
    const stated = responses[String(status)];
    if (stated === undefined) return [`status ${status} is not stated`];
    const schema = content.parse(stated)?.content?.['application/json']?.schema;
    if (schema === undefined) return [];
    // The search writes its dates without the colon that its own file asks for.
    return this.invalid(schema, JSON.parse(body.replaceAll('+0000"', '+00:00"')), `answer ${status}`);
  }

  private invalid(schema: unknown, value: unknown, where: string): string[] {
    const valid = this.known.get(schema) ?? this.ajv.compile(record.parse(toJsonSchema(schema, this.id)));
    this.known.set(schema, valid);
    if (valid(value)) return [];
    return (valid.errors ?? []).slice(0, 3).map((each) => `${where}: ${each.instancePath} ${each.message}`);
  }
}

/** A lively account, and everything that this program can ask of it; all that went over the line. */
async function everything(): Promise<Exchange[]> {
  const bank = livelyBank(40);
  const exchanges: Exchange[] = [];
  let nowMs = START_MS;
  const desk = new Desk(bank, KEYS, { lagMs: 0, maxRows: 10_000 });
  const none = { status: 500, body: '{}' };
  const answer = (call: SimulatorCall) => {
    const given = desk.answer(call);
    exchanges.push({ call, answer: given });
    return given;
  };
  const server = await startSimulatorServer({ now: () => nowMs, answer, limited: () => none, failed: () => none });
  onTestFinished(() => server.close());
  desk.url = server.url;
  const options = { credentials: KEYS, environment: 'sandbox' as const, baseUrl: server.url, now: () => nowMs };
  const gateway = connectPaypal(options, impatience);
  const asks = asksOf({ gateway });
  await gateway.identify();
  const [dispute] = bank.disputes.keys();
  closeDispute(bank, START_MS - 1000, dispute ?? '', 'lost');
  payOut(bank, START_MS - 1000, 'USD');
  const payments = (await pullInto(gateway)).payments();
  for (const { externalId } of payments.slice(0, 5)) await gateway.fetchPayment(externalId);
  await askAll(bank, asks);
  nowMs += 6 * 3_600_000 + 1000;
  const late = [...bank.orders.values()].find(({ status }) => status === 'PAYER_ACTION_REQUIRED');
  await asks.checkPage(late?.id ?? '', KEY);
  return exchanges;
}

async function askAll(bank: Bank, asks: ReturnType<typeof asksOf>): Promise<void> {
  const keys = Array.from({ length: 9 }, (_, n) => KEY.replace(/..$/, `0${n}`));
  const [
    paid = '',
    declined = '',
    closed = '',
    left = '',
    charged = '',
    refused = '',
    back = '',
    more = '',
    gone = '',
  ] = keys;
  const page = await asks.openPage(
    pageAsk(paid, { saveMethod: true, payer: { ...pageAsk(paid).payer, customer: 'ABCDEFG2345' } }),
  );
  await press(page.link, 'approve');
  const customer = (await asks.checkPage(page.page, paid)).facts.payments[0]?.customer ?? '';
  const second = await asks.openPage(pageAsk(declined, { purpose: null, description: '' }));
  await press(second.link, 'decline');
  await asks.checkPage(second.page, declined);
  await asks.closePage((await asks.openPage(pageAsk(closed, { currency: 'JPY' }))).page, closed);
  await asks.openPage(pageAsk(left));
  const [method] = await asks.listMethods(customer);
  await asks.charge(chargeAsk(charged, method?.token ?? ''));
  await asks.findCharge(chargeAsk(charged, method?.token ?? ''), START_MS);
  const card = bank.saveMethod(bank.makeCustomer(), {
    refuses: true,
    card: { brand: 'VISA', last4: '4242', expiry: '2031-07' },
  });
  await asks.charge(chargeAsk(refused, card.id));
  const made = makePayment(bank, START_MS - 3000, { amount: 2000 });
  await asks.refund(refundAsk(back, made.id));
  await asks.findRefund(refundAsk(back, made.id), START_MS);
  await asks.refund(refundAsk(more, made.id, { reason: null }));
  openDispute(bank, START_MS, made.id);
  await asks.refund(refundAsk(gone, made.id));
  await asks.removeMethod(customer, method?.token ?? '');
}

const missing = files.filter((file) => !existsSync(path.join(folder, file)));
if (missing.length === 0) {
  test('every call and every answer fits PayPal’s published files', async () => {
    const published = files.map((file) => new Published(file));
    const problems = new Set<string>();
    for (const exchange of await everything()) {
      const { method, path: asked } = exchange.call;
      if (asked === '/v1/oauth2/token' || asked.startsWith('/checkoutnow')) continue;
      const found = published.map((file) => file.wrong(exchange)).find((wrong) => wrong !== null);
      if (found === undefined) problems.add(`${method} ${asked} is nowhere`);
      for (const wrong of found ?? []) problems.add(`${method} ${asked.replace(/[A-Z0-9]{17}/, '…')}: ${wrong}`);
    }
    expect([...problems]).toEqual([]);
    const used = published.flatMap((file) => [...file.used]);
    expect(used.length).toBeGreaterThanOrEqual(17);
  });

  test('the files can say no', () => {
    const payments = new Published('payments_payment_v2.json');
    const call = {
      method: 'POST',
      path: '/v2/payments/captures/X/refund',
      query: new URLSearchParams(),
      headers: {},
      body: JSON.stringify({ amount: { currency_code: 'USD' } }),
      number: 1,
      breaksAfter: false,
      nowMs: START_MS,
    };
    const answer = { status: 201, body: JSON.stringify({ status: 7 }) };
    expect(payments.wrong({ call, answer })?.length).toBeGreaterThan(1);
    expect(payments.wrong({ call: { ...call, path: '/v2/other' }, answer })).toBeNull();
  });
} else
  console.log(`PayPal's published files are not at ${folder}: what is sent and answered was not checked against them`);
