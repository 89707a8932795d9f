/** Los avisos en español. */
import type { MailWords } from './words';

export const spanish: MailWords = {
  customer: 'cliente',
  invoice: 'factura {number}',
  attached: 'Te adjuntamos el recibo.',
  reasons: {
    declined: 'tu banco o el emisor de la tarjeta lo rechazó',
    expired: 'no se pagó a tiempo',
    'cancelled-operator': 'lo cancelamos nosotros',
    'cancelled-customer': 'se canceló en la página de pago',
  },
  methods: {
    'bank-transfer': 'transferencia bancaria',
    paypal: 'PayPal',
    card: 'tarjeta',
    'direct-debit': 'domiciliación bancaria',
    razorpay: 'Razorpay',
    paystack: 'Paystack',
    nowpayments: 'NOWPayments',
    voucher: 'vale',
    'account-credit': 'saldo de la cuenta',
    invoice: 'factura',
    other: 'pago',
  },
  templates: {
    'charge-failed': {
      subject: 'Tu pago de {amount} no se pudo cobrar',
      body: `Hola, {customer}:

tu pago de {amount} del {date} no se pudo cobrar: {reason}.

Concepto: {about}
Método: {method}

No se cobró nada. Revisa tu método de pago o paga de otra manera. Si ya has pagado, no tienes que hacer nada.

{company}`,
    },
    'payment-cancelled': {
      subject: 'Tu pago de {amount} se canceló',
      body: `Hola, {customer}:

tu pago de {amount} del {date} se canceló: {reason}.

Concepto: {about}
Método: {method}

No se cobró nada. Si aún quieres pagar, empieza de nuevo.

{company}`,
    },
    receipt: {
      subject: 'Recibo de tu pago de {amount}',
      body: `Hola, {customer}:

gracias: recibimos {amount} el {date}.

Concepto: {about}
Método: {method}
Referencia: {reference}

{attached}

{company}`,
    },
    'upcoming-invoice': {
      subject: 'La factura {invoice} vence el {due}',
      body: `Hola, {customer}:

la factura {invoice} vence el {due}. Queda por pagar: {amount}.

Referencia: {reference}

Si ya la has pagado, no tienes que hacer nada.

{company}`,
    },
  },
};
