/** What people read in Spanish when a paper cannot be written. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothing = 'No se cambió nada.';

export const paperFailures = {
  'receipt-not-paid': {
    what: 'No hay recibo de este pago: con él no se recibió nada, o todavía no.',
    safe: nothing,
    next: 'El recibo se puede escribir cuando el pago esté completado.',
  },
  'transfer-not-pending': {
    what: 'Solo hay instrucciones de pago para una transferencia pendiente, y este pago no lo es.',
    safe: nothing,
    next: 'Pide una nueva transferencia cuando haya algo que pagar.',
  },
  'transfer-no-bank': {
    what: 'El libro no dice a qué cuenta bancaria van las transferencias en {currency}.',
    safe: nothing,
    next: 'Introduce la cuenta en Ajustes, Hacer pagos, e inténtalo de nuevo.',
  },
} as const satisfies Partial<Readonly<Record<FailureCode, FailureText>>>;
