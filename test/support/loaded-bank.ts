/** An account with any number of paid payments, for measuring: objects are built when they are first asked for. */
import type Stripe from 'stripe';
import { idStream, randomFrom } from '../../main/gateways/random';
import { accountObject } from '../../main/gateways/stripe/simulator/account';
import { addCustomer, type Bank } from '../../main/gateways/stripe/simulator/bank';
import { balanceTransactionObject } from '../../main/gateways/stripe/simulator/money-objects';
import { chargeObject, paymentIntentObject } from '../../main/gateways/stripe/simulator/objects';
import { Store } from '../../main/gateways/stripe/simulator/store';
import { feeOf } from '../../main/gateways/stripe/simulator/terms';

const CUSTOMERS = 100;

/** `payments` paid intents, the last one at `endSec` (Unix seconds), one each `everySec`. */
export function loadedBank(payments: number, endSec: number, everySec = 60): Bank {
  const startSec = endSec - payments * everySec;
  const store = new Store(accountObject('acct_load', 'Load', startSec));
  const bank: Bank = { store, newId: idStream(randomFrom('load')) };
  for (let n = 0; n < CUSTOMERS; n++) {
    const facts = {
      name: `Customer ${n}`,
      email: `c${n}@load.example`,
      phone: null,
      address: null,
      locale: 'en',
      currency: 'usd',
    };
    addCustomer(bank, { ...facts, id: customerId(n), created: startSec });
  }
  for (let n = 0; n < payments; n++) {
    const created = startSec + (n + 1) * everySec;
    store.shelf('payment_intent').putLater(`pi_load${digits(n)}`, created, () => intentOf(n, created));
    store.shelf('charge').putLater(`ch_load${digits(n)}`, created, () => chargeOf(n, created));
    store.shelf('balance_transaction').putLater(`txn_load${digits(n)}`, created, () => movementOf(n, created));
  }
  return bank;
}

function digits(n: number): string {
  return String(n).padStart(17, '0');
}

function customerId(n: number): string {
  return `cus_load${String(n % CUSTOMERS).padStart(6, '0')}`;
}

function amountOf(n: number): number {
  return 500 + ((n * 7919) % 100_000);
}

function intentOf(n: number, created: number): Stripe.PaymentIntent {
  const facts = paymentIntentObject({
    id: `pi_load${digits(n)}`,
    created,
    amount: amountOf(n),
    currency: 'usd',
    customer: customerId(n),
    description: `Account top-up ${n}`,
    metadata: { purpose: 'top-up', reference: `L-${n}` },
    paymentMethod: 'pm_load',
    methodType: 'card',
    captureMethod: 'automatic',
  });
  return { ...facts, status: 'succeeded', amount_received: facts.amount, latest_charge: `ch_load${digits(n)}` };
}

function chargeOf(n: number, created: number): Stripe.Charge {
  const charge = chargeObject({
    id: `ch_load${digits(n)}`,
    created,
    amount: amountOf(n),
    currency: 'usd',
    customer: customerId(n),
    description: `Account top-up ${n}`,
    metadata: { purpose: 'top-up', reference: `L-${n}` },
    paymentIntent: `pi_load${digits(n)}`,
    paymentMethod: 'pm_load',
    payer: { name: `Customer ${n % CUSTOMERS}`, email: `c${n % CUSTOMERS}@load.example`, address: null },
    card: { brand: 'visa', last4: '4242', country: 'US', expMonth: 12, expYear: 2034 },
    other: null,
  });
  const paid = { paid: true, captured: true, amount_captured: charge.amount, status: 'succeeded' } as const;
  return { ...charge, ...paid, balance_transaction: `txn_load${digits(n)}` };
}

function movementOf(n: number, created: number): Stripe.BalanceTransaction {
  const amount = amountOf(n);
  return balanceTransactionObject({
    id: `txn_load${digits(n)}`,
    created,
    availableOn: created + 172_800,
    amount,
    fee: feeOf({ currency: 'usd', amount, rate: null }),
    feeName: 'Stripe processing fees',
    currency: 'usd',
    description: `Account top-up ${n}`,
    rate: null,
    source: `ch_load${digits(n)}`,
    type: 'charge',
    category: 'charge',
  });
}
