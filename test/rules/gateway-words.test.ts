/** Provider words map to a status once, in the adapter: each gateway's words, beside each other, and what none of them knows. */
import { describe, expect, test } from 'vitest';
import { stateOf as nowpaymentsState } from '../../main/gateways/nowpayments/map-status';
import { captureState } from '../../main/gateways/paypal/map-status';
import { transactionState } from '../../main/gateways/paystack/map-status';
import { paymentState } from '../../main/gateways/razorpay/map-status';
import type { Payment as RazorpayPayment } from '../../main/gateways/razorpay/wire';
import { chargeState, intentState } from '../../main/gateways/stripe/map-status';
import type { Charge, Intent } from '../../main/gateways/stripe/wire';
import type { Flag, Status } from '../../main/kernel/payment';

interface State {
  status: Status;
  flag: Flag | null;
}

// From outside: of these objects only what the state is read from is given.
const intent = (status: string) => intentState({ status, metadata: {} } as unknown as Intent, 'card');
const charge = (status: string, captured = true) =>
  chargeState({ status, captured, amount: 1, amount_refunded: 0 } as unknown as Charge, 'card');
const razorpay = (status: string, captured = false) => paymentState({ status, captured } as unknown as RazorpayPayment);
const paystack = (word: string) => transactionState(word, 'card', 0, 0);
const nowpayments = (word: string) => nowpaymentsState(word, { asked: null, paid: null });

/** How each gateway says it, in its own words. */
const wordsOf: Record<Status, readonly (readonly [string, State])[]> = {
  Pending: [
    ['Stripe: new, unpaid', intent('requires_payment_method')],
    ['Stripe: waits for the payer', intent('requires_action')],
    ['Stripe: processing', intent('processing')],
    ['Stripe: authorised, not captured', intent('requires_capture')],
    ['Stripe: a charge held, not captured', charge('succeeded', false)],
    ['PayPal: pending', captureState('PENDING')],
    ['Razorpay: created', razorpay('created')],
    ['Razorpay: authorized is not paid', razorpay('authorized')],
    ['Paystack: ongoing', paystack('ongoing')],
    ['Paystack: abandoned can still succeed', paystack('abandoned')],
    ['NOWPayments: waiting', nowpayments('waiting')],
    ['NOWPayments: confirming', nowpayments('confirming')],
  ],
  Completed: [
    ['Stripe: succeeded', intent('succeeded')],
    ['Stripe: a captured charge', charge('succeeded')],
    ['PayPal: completed', captureState('COMPLETED')],
    ['PayPal: refunded later', captureState('REFUNDED')],
    ['Razorpay: captured', razorpay('captured', true)],
    ['Paystack: success', paystack('success')],
    ['NOWPayments: finished', nowpayments('finished')],
  ],
  Cancelled: [
    ['Stripe: canceled', intent('canceled')],
    ['Stripe: a failed charge', charge('failed')],
    ['PayPal: declined', captureState('DECLINED')],
    ['PayPal: failed', captureState('FAILED')],
    ['Razorpay: failed', razorpay('failed')],
    ['Paystack: failed', paystack('failed')],
    ['NOWPayments: failed', nowpayments('failed')],
    ['NOWPayments: expired', nowpayments('expired')],
  ],
};

for (const [status, words] of Object.entries(wordsOf)) {
  describe(`is ${status}`, () => {
    for (const [said, state] of words)
      test(said, () => {
        expect(state).toMatchObject({ status, flag: null });
      });
  });
}

test('an unknown word stays Pending and is flagged, never a guess', () => {
  const strange = ['partially_teleported', '', 'SUCCEEDED ', 'paid?', 'constructor', '__proto__'];
  for (const word of strange) {
    const states: State[] = [intent(word), charge(word), captureState(word), razorpay(word), paystack(word)];
    for (const state of [...states, nowpayments(word)])
      expect(state, word).toMatchObject({ status: 'Pending', flag: 'unknown-status' });
  }
});

test('a charge of our own that is declined is Cancelled; on a page the payer may try again', () => {
  const failed = { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } };
  const ours = { ...failed, metadata: { attempt: '01890a5d-ac96-774b-bcce-b302099a8057', asked: 'charge' } };
  const onPage = intentState({ ...failed, metadata: {} } as unknown as Intent, 'card');
  expect(onPage).toMatchObject({ status: 'Pending', reason: 'waiting-customer' });
  expect(intentState(ours as unknown as Intent, 'card')).toMatchObject({ status: 'Cancelled', reason: 'declined' });
});
