/** The notices in English. */
import type { MailWords } from './words';

export const english: MailWords = {
  customer: 'customer',
  invoice: 'invoice {number}',
  attached: 'Your receipt is attached.',
  reasons: {
    declined: 'your bank or card issuer declined it',
    expired: 'it was not paid in time',
    'cancelled-operator': 'we cancelled it',
    'cancelled-customer': 'it was cancelled on the payment page',
  },
  methods: {
    'bank-transfer': 'bank transfer',
    paypal: 'PayPal',
    card: 'card',
    'direct-debit': 'direct debit',
    razorpay: 'Razorpay',
    paystack: 'Paystack',
    nowpayments: 'NOWPayments',
    voucher: 'voucher',
    'account-credit': 'account credit',
    invoice: 'invoice',
    other: 'payment',
  },
  templates: {
    'charge-failed': {
      subject: 'Your payment of {amount} did not go through',
      body: `Hello {customer},

your payment of {amount} on {date} did not go through: {reason}.

For: {about}
Method: {method}

Nothing was taken. Please check your payment method, or pay in another way. If you have paid meanwhile, there is nothing left to do.

{company}`,
    },
    'payment-cancelled': {
      subject: 'Your payment of {amount} was cancelled',
      body: `Hello {customer},

your payment of {amount} of {date} was cancelled: {reason}.

For: {about}
Method: {method}

Nothing was taken. If you still want to pay, please start again.

{company}`,
    },
    receipt: {
      subject: 'Receipt for your payment of {amount}',
      body: `Hello {customer},

thank you: we received {amount} on {date}.

For: {about}
Method: {method}
Reference: {reference}

{attached}

{company}`,
    },
    'upcoming-invoice': {
      subject: 'Invoice {invoice} is due on {due}',
      body: `Hello {customer},

invoice {invoice} is due on {due}. Still to be paid: {amount}.

Reference: {reference}

If you have paid meanwhile, there is nothing left to do.

{company}`,
    },
  },
};
