/**
 * What we send to Paystack, and what the simulator answers in its place, against the published specification, which nobody here
 * wrote. Where the documented answers themselves are not as it says, the simulator may be as they are; each such place is named.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { field } from '../../main/gateways/field';
import { Bank } from '../../main/gateways/paystack/simulator/bank';
import type { SimulatorAnswer, SimulatorCall } from '../../main/gateways/simulator-server';
import { chargeAsk, KEY, openPaystack, pageAsk, payment, refundAsk, START_MS } from '../support/paystack';
import { pullInto } from '../support/simulator';

const file = path.join(import.meta.dirname, '../../../shared/data/paystack/paystack.yaml');

const record = z.record(z.string(), z.unknown());
const contentSchema = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) });
const operationSchema = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
  requestBody: contentSchema.optional(),
  responses: record,
});
const specSchema = z.object({ paths: z.record(z.string(), record), components: record });

/** OpenAPI's `nullable` in JSON Schema's words. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  const read = record.safeParse(node);
  if (!read.success || node === null) return node;
  const { nullable, $ref, ...rest } = read.data;
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) plain[key] = toJsonSchema(value);
  if (typeof $ref === 'string') plain.$ref = $ref.replace('#/', 'spec#/');
  // "Nullable" and nothing else means null and nothing else there.
  if (nullable === true) return Object.keys(plain).length === 0 ? {} : { anyOf: [plain, { type: 'null' }] };
  return plain;
}

interface Operation {
  query: ReadonlySet<string>;
  body: ValidateFunction | null;
  answer: ValidateFunction;
}

type Operations = (method: string, path: string) => { name: string; operation: Operation };

function operationsOf(text: string): Operations {
  const spec = specSchema.parse(load(text));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'spec', components: toJsonSchema(spec.components) });
  const compiled = new Map<string, Operation>();
  return (method, url) => {
    const candidates = Object.keys(spec.paths).filter((each) => {
      const pattern = each.replace(/\{\w+\}/g, '[^/]+');
      return new RegExp(`^${pattern}$`).test(url) && spec.paths[each]?.[method.toLowerCase()] !== undefined;
    });
    // Written out goes before a blank that would take it.
    const found = candidates.sort((a, b) => a.split('{').length - b.split('{').length)[0];
    if (found === undefined) throw new Error(`not in the specification: ${method} ${url}`);
    const name = `${method} ${found}`;
    const known = compiled.get(name);
    if (known) return { name, operation: known };
    const raw = operationSchema.parse(spec.paths[found]?.[method.toLowerCase()]);
    const compile = (schema: unknown) => ajv.compile(record.parse(toJsonSchema(schema)));
    const answer = resolved(spec, raw.responses['200']);
    const operation = {
      query: new Set((raw.parameters ?? []).filter((each) => each.in === 'query').map((each) => each.name)),
      body: raw.requestBody ? compile(raw.requestBody.content['application/json'].schema) : null,
      answer: compile(contentSchema.parse(answer).content['application/json'].schema),
    };
    compiled.set(name, operation);
    return { name, operation };
  };
}

function resolved(spec: z.infer<typeof specSchema>, node: unknown): unknown {
  const ref: unknown = record.parse(node).$ref;
  if (typeof ref !== 'string') return node;
  let here: unknown = spec;
  for (const step of ref.split('/').slice(1)) here = record.parse(here)[step];
  return here;
}

/** `GET /refund data.N.dispute type`. */
function placesOf(name: string, errors: readonly ErrorObject[]): string[] {
  return errors
    .filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'oneOf')
    .map(({ instancePath, keyword, params }) => {
      const where = instancePath
        .slice(1)
        .replaceAll('/', '.')
        .replace(/\b\d+\b/g, 'N');
      const missing: unknown = keyword === 'required' ? params.missingProperty : undefined;
      return `${name} ${where}${missing === undefined ? '' : `.${String(missing)}`} ${keyword}`;
    });
}

/** Documented by Paystack, and not in its specification. */
const documentedQueries = new Set([
  'GET /transaction perPage',
  'GET /refund transaction',
  'GET /settlement/{id}/transactions perPage',
  'GET /settlement/{id}/transactions page',
]);

/** What the specification says too strictly: no payment has no time of payment, and metadata is whatever the merchant wrote. */
const ourOwn = [
  'GET /transaction data.N.paidAt type',
  'GET /transaction data.N.metadata type',
  'GET /transaction/{id} data.metadata.custom_fields required',
  'GET /transaction/{id} data.customer.metadata type',
  'GET /dispute data.N.transaction.metadata.custom_fields required',
];

/** The documented answers, by what is asked. */
const samples: Readonly<Record<string, string>> = {
  'GET /transaction': 'transactions-list',
  'GET /transaction/1': 'transactions-fetch',
  'GET /transaction/verify/x': 'transactions-verify',
  'POST /transaction/initialize': 'transactions-initialize',
  'POST /transaction/charge_authorization': 'transactions-charge_authorization',
  'GET /customer': 'customers-list',
  'GET /customer/x': 'customers-fetch',
  'POST /customer/authorization/deactivate': 'customers-deactivate-authorization',
  'POST /refund': 'refunds-create',
  'GET /refund': 'refunds-list',
  'GET /dispute': 'disputes-list',
  'GET /settlement': 'settlements-list',
  'GET /settlement/1/transactions': 'settlements-transactions',
  'GET /balance': 'transfers-control-balance',
};

const documented = z.object({ '200': z.object({ data: z.unknown() }) });

/** Where Paystack's own documented answers are not as its specification says. */
function knownPlaces(operations: Operations): Set<string> {
  const places = new Set(ourOwn);
  for (const [asked, sample] of Object.entries(samples)) {
    const [method = '', url = ''] = asked.split(' ');
    const text = readFileSync(path.join(path.dirname(file), `${sample}-response.json`), 'utf8');
    const { name, operation } = operations(method, url);
    if (operation.answer(documented.parse(JSON.parse(text))['200'].data)) continue;
    for (const place of placesOf(name, operation.answer.errors ?? [])) places.add(place);
  }
  return places;
}

/** Asks for everything that the adapter ever asks for, of an account that holds some of everything. */
async function everything(answered: (call: SimulatorCall, answer: SimulatorAnswer) => void): Promise<void> {
  const bank = new Bank('spec');
  const { gateway, clock } = await openPaystack({ bank, answered });
  bank.makeCustomer({ at: START_MS - 2_000_000, email: 'ada@customer.example', firstName: 'Ada', lastName: 'Example' });
  for (let n = 0; n < 12; n++) payment(bank, START_MS - 1_000_000 + n, { metadata: n % 2 === 0 ? { order: n } : null });
  const paid = payment(bank, START_MS - 500_000);
  payment(bank, START_MS - 400_000, { status: 'failed' });
  payment(bank, START_MS - 300_000, { status: 'abandoned' });
  bank.refund(paid.id, START_MS - 200_000, 100, '', 'processed');
  bank.refund(paid.id, START_MS - 200_000, 100);
  bank.resolve(bank.dispute(paid.id, START_MS - 100_000).id, START_MS - 50_000, 'declined');
  const payout = bank.payOut(START_MS - 1000, 'NGN');
  if (payout) bank.arrive(payout.id, START_MS - 1000);
  await gateway.identify();
  const pulled = await pullInto(gateway);
  clock.now += 60_000;
  await pullInto(gateway, pulled);
  await gateway.fetchPayment(String(paid.id));
  await gateway.openPage?.(pageAsk({ saveMethod: true }));
  await gateway.checkPage?.(KEY, KEY);
  const customer = bank.store.customer('ada@customer.example')?.code ?? '';
  for (const [n, behaviour] of (['succeed', 'decline', 'process', 'challenge'] as const).entries()) {
    const { code } = bank.makeAuthorization(customer, behaviour);
    await gateway.charge?.(chargeAsk(code, { key: KEY.replace('0190', `019${n + 1}`) }));
    await gateway.listMethods?.(customer);
    await gateway.removeMethod?.(customer, code);
  }
  await gateway.refund?.(refundAsk(paid.id));
  await gateway.findRefund?.(refundAsk(paid.id), clock.now);
  await gateway.balance?.();
}

function isPaused(told: unknown): boolean {
  return field(field(told, 'data'), 'paused') === true;
}

if (existsSync(file)) {
  test('what is sent and what is answered is as the specification says', async () => {
    const operations = operationsOf(readFileSync(file, 'utf8'));
    const asked = new Set<string>();
    const sent = new Set<string>();
    const answers = new Set<string>();
    await everything(({ method, path: url, query, body }, answer) => {
      const { name, operation } = operations(method, url);
      asked.add(name);
      for (const key of query.keys()) if (!operation.query.has(key)) sent.add(`${name} ${key}`);
      if (operation.body && !operation.body(JSON.parse(body))) {
        for (const place of placesOf(name, operation.body.errors ?? [])) sent.add(place);
      }
      const told: unknown = answer.status === 200 ? JSON.parse(answer.body) : null;
      // The specification has no word for a charge that waits for its holder.
      if (told === null || isPaused(told) || operation.answer(told)) return;
      for (const place of placesOf(name, operation.answer.errors ?? [])) answers.add(place);
    });
    const known = knownPlaces(operations);
    expect(asked.size).toBe(Object.keys(samples).length);
    expect([...sent].filter((place) => !documentedQueries.has(place))).toEqual([]);
    expect([...answers].filter((place) => !known.has(place)).sort()).toEqual([]);
  });
} else console.log(`Paystack's specification is not at ${file}: nothing was held to it`);
