/**
 * The simulator's answers against Stripe's published schema, which nobody here wrote. The schema is older than the SDK: only the
 * fields that the SDK's types still have are held to it, and no field may be there that the types do not know.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { demoWorld } from '../../main/demo/world';
import { type Kind, kinds } from '../../main/gateways/stripe/simulator/store';
import { openAccount, START, TEST_KEY } from '../support/simulator';

const file = path.join(import.meta.dirname, '../../../shared/data/stripe/spec3.2023-09-12.yaml.gz');
const types = path.join(import.meta.dirname, '../../node_modules/stripe/esm/resources');

const specSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
type Schemas = z.infer<typeof specSchema>['components']['schemas'];

const typeOf: Readonly<Record<Kind | 'account' | 'balance', { file: string; name: string }>> = {
  customer: { file: 'Customers', name: 'Customer' },
  payment_intent: { file: 'PaymentIntents', name: 'PaymentIntent' },
  charge: { file: 'Charges', name: 'Charge' },
  refund: { file: 'Refunds', name: 'Refund' },
  dispute: { file: 'Disputes', name: 'Dispute' },
  payout: { file: 'Payouts', name: 'Payout' },
  balance_transaction: { file: 'BalanceTransactions', name: 'BalanceTransaction' },
  event: { file: 'Events', name: 'EventBase' },
  payment_method: { file: 'PaymentMethods', name: 'PaymentMethod' },
  'checkout.session': { file: 'Checkout/Sessions', name: 'Session' },
  account: { file: 'Accounts', name: 'Account' },
  balance: { file: 'Balance', name: 'Balance' },
};

/** The fields of one interface in the SDK's types. */
function fieldsOf(kind: keyof typeof typeOf): { all: Set<string>; required: Set<string> } {
  const { file: name, name: type } = typeOf[kind];
  const text = readFileSync(path.join(types, `${name}.d.ts`), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const body = new RegExp(`export interface ${type} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? '';
  const fields = [...body.matchAll(/^ {4}(\w+)(\??):/gm)];
  expect(fields.length).toBeGreaterThan(4);
  const names = (found: typeof fields) => new Set(found.map((match) => match[1] ?? ''));
  return { all: names(fields), required: names(fields.filter((match) => match[2] === '')) };
}

const record = z.record(z.string(), z.unknown());

/** OpenAPI's `nullable` in JSON Schema's words; enums are opened, since newer versions add words. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  const read = record.safeParse(node);
  if (!read.success || node === null) return node;
  const { nullable, enum: _words, discriminator: _d, example: _e, format: _f, $ref, ...rest } = read.data;
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) plain[key] = key === 'required' ? value : toJsonSchema(value);
  if (typeof $ref === 'string') plain.$ref = $ref.replace('#/components/schemas/', 'spec#/$defs/');
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

/** Leaves of an object's schema only what the SDK's type still has. */
function withinType(schema: unknown, fields: Set<string>): unknown {
  const read = record.parse(schema);
  const properties = record.parse(read.properties ?? {});
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => fields.has(name)));
  const required = z
    .array(z.string())
    .parse(read.required ?? [])
    .filter((name) => fields.has(name));
  return { ...read, properties: kept, required };
}

function validators(schemas: Schemas) {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const definitions: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const kind = Object.keys(typeOf).find((each): each is keyof typeof typeOf => each === name);
    const plain = toJsonSchema(schema);
    definitions[name] = kind ? withinType(plain, fieldsOf(kind).all) : plain;
  }
  ajv.addSchema({ $id: 'spec', $defs: definitions });
  return (name: string) => ajv.compile({ $ref: `spec#/$defs/${name}` });
}

const expansions: Partial<Record<Kind, string>> = {
  payment_intent: 'expand[]=data.latest_charge.balance_transaction&expand[]=data.customer',
  refund: 'expand[]=data.balance_transaction&expand[]=data.charge',
  payout: 'expand[]=data.balance_transaction',
  balance_transaction: 'expand[]=data.source',
};

/** Every object the simulator shows of a lively account, by kind; plain and expanded. */
async function* answers(): AsyncGenerator<[keyof typeof typeOf, Record<string, unknown>]> {
  const world = demoWorld(5, START * 1000);
  const { simulator } = await openAccount({ bank: world.bank, catchUp: world.catchUp });
  const get = async (target: string) => {
    const response = await fetch(`${simulator.url}${target}`, { headers: { Authorization: `Bearer ${TEST_KEY}` } });
    expect(response.status, target).toBe(200);
    return record.parse(await response.json());
  };
  for (const kind of kinds) {
    for (const expanded of ['', `&${expansions[kind] ?? ''}`]) {
      const { data } = await get(`/v1/${kind}s?limit=100${expanded}`);
      for (const row of z.array(record).min(10).parse(data)) yield [kind, row];
    }
  }
  for (const kind of ['account', 'balance'] as const) yield [kind, await get(`/v1/${kind}`)];
  yield* asked(simulator.url);
}

/** What only comes of asking. */
async function* asked(url: string): AsyncGenerator<[keyof typeof typeOf, Record<string, unknown>]> {
  const post = async (target: string, form: Record<string, string>) => {
    const headers = { Authorization: `Bearer ${TEST_KEY}` };
    const response = await fetch(`${url}${target}`, { method: 'POST', headers, body: new URLSearchParams(form) });
    expect(response.status, target).toBe(200);
    return record.parse(await response.json());
  };
  const price = 'line_items[0][price_data]';
  const line = {
    [`${price}[currency]`]: 'eur',
    [`${price}[unit_amount]`]: '500',
    [`${price}[product_data][name]`]: 'A',
  };
  const form = {
    mode: 'payment',
    success_url: 'https://northgate.example/paid',
    'line_items[0][quantity]': '1',
    ...line,
  };
  const session = await post('/v1/checkout/sessions', form);
  yield ['checkout.session', session];
  await fetch(`${session.url}`, { method: 'POST', body: new URLSearchParams({ outcome: 'succeed' }) });
  const headers = { Authorization: `Bearer ${TEST_KEY}` };
  const complete = await fetch(`${url}/v1/checkout/sessions/${session.id}`, { headers });
  yield ['checkout.session', record.parse(await complete.json())];
  const { data } = record.parse(await (await fetch(`${url}/v1/customers?limit=1`, { headers })).json());
  const customer = `${z.array(record).length(1).parse(data)[0]?.id}`;
  yield ['payment_method', await post('/v1/payment_methods/pm_card_visa/attach', { customer })];
}

test('every answer has the fields that the SDK’s types promise, and no other', async () => {
  const known = new Map<string, ReturnType<typeof fieldsOf>>();
  for await (const [kind, object] of answers()) {
    const fields = known.get(kind) ?? fieldsOf(kind);
    known.set(kind, fields);
    const { all, required } = fields;
    expect(
      Object.keys(object).filter((field) => !all.has(field)),
      kind,
    ).toEqual([]);
    expect(
      [...required].filter((field) => !(field in object)),
      kind,
    ).toEqual([]);
  }
});

// The folder stands beside the project on the machines that check it; a fresh clone does not have it.
if (existsSync(file)) {
  const spec = specSchema.parse(load(gunzipSync(readFileSync(file)).toString('utf8')));
  const validatorOf = validators(spec.components.schemas);

  test('every answer fits Stripe’s published schema', async () => {
    const known = new Map<string, ValidateFunction>();
    for await (const [kind, object] of answers()) {
      const valid = known.get(kind) ?? validatorOf(kind);
      known.set(kind, valid);
      expect(valid(object) ? null : valid.errors?.slice(0, 3), `${kind} ${object.id}`).toBeNull();
    }
  });

  test('the schema can say no: a refund with a wrong field does not fit', () => {
    const valid = validatorOf('refund');
    const world = demoWorld(5, START * 1000);
    world.catchUp(START * 1000);
    const refund = [...world.store.shelf('refund').oldestFirst()][0];
    expect(valid(refund)).toBe(true);
    expect(valid({ ...refund, amount: '12' })).toBe(false);
    expect(valid({ ...refund, currency: undefined })).toBe(false);
    expect(valid({ ...refund, charge: 7 })).toBe(false);
  });
} else
  console.log(`Stripe's published schema is not at ${file}: the simulator was checked against the SDK's types only`);
