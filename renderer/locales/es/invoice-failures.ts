/** What people read in Spanish when something about an invoice cannot be done. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothing = 'No se cambió nada.';

export const invoiceFailures = {
  'invoice-unknown': {
    what: 'No hay ninguna factura {id} en este libro.',
    safe: nothing,
    next: 'Búscala en la lista de facturas; un borrador descartado ya no está.',
  },
  'invoice-not-draft': {
    what: 'La factura {number} ya se emitió, así que no se puede cambiar.',
    safe: nothing,
    next: 'Emite una nota de abono, o anúlala mientras no haya nada pagado, y haz una nueva.',
  },
  'invoice-not-open': {
    what: 'La factura {number} no espera ningún pago: está pagada o anulada.',
    safe: nothing,
    next: 'Ábrela para ver cómo está.',
  },
  'invoice-still-draft': {
    what: 'Esta factura es todavía un borrador: no tiene número y nadie la debe.',
    safe: nothing,
    next: 'Emítela primero, o descarta el borrador.',
  },
  'invoice-adds-funds': {
    what: 'La factura {number} añade fondos: pagarla aumenta el crédito, y no se debe nada por ella. Por eso no se paga con crédito, ni se abona, ni se da por incobrable.',
    safe: nothing,
    next: 'Registra un pago por ella, o anúlala.',
  },
  'invoice-being-charged': {
    what: 'La factura {number} se está cobrando con un método guardado y aún no se sabe el resultado.',
    safe: nothing,
    next: 'Espera la respuesta: la bandeja de salida muestra cómo está y la consulta.',
  },
  'charge-not-again': {
    what: 'El método guardado fue rechazado de forma definitiva en la factura {number}: volvería a rechazarse.',
    safe: 'No se envió nada.',
    next: 'Cambia a otro método guardado, o envía al cliente un enlace de pago.',
  },
  'charge-no-method': {
    what: 'El pagador no tiene ningún método guardado confirmado con el que cobrar la factura {number}.',
    safe: 'No se envió nada.',
    next: 'Elige otro método guardado, o envía al cliente un enlace de pago.',
  },
  'charge-awaits-payment': {
    what: 'Un pago de la factura {number} sigue Pendiente: podría pagarse dos veces.',
    safe: 'No se envió nada.',
    next: 'Espera a que se complete, o cancélalo antes.',
  },
  'invoice-has-payments': {
    what: 'En la factura {number} ya se pagó, abonó o dio por perdido algo, así que no se puede anular.',
    safe: nothing,
    next: 'Emite una nota de abono: lo pagado vuelve al crédito del cliente.',
  },
  'invoice-over-open': {
    what: 'De esta factura solo quedan {open} {currency} pendientes.',
    safe: nothing,
    next: 'Escribe eso o menos.',
  },
  'invoice-empty': {
    what: 'Las líneas de esta factura no suman más que cero.',
    safe: nothing,
    next: 'Añade una línea, o corrige las cantidades y los precios.',
  },
  'invoice-day': {
    what: 'Los números de una serie avanzan con sus días: el último es del {last}.',
    safe: 'No se usó ningún número.',
    next: 'Elige un día entre el {last} y hoy.',
  },
  'credit-note-too-much': {
    what: 'De esta factura se pueden abonar como mucho {left} {currency}.',
    safe: 'No se usó ningún número.',
    next: 'Escribe eso o menos.',
  },
  'invoice-relieved': {
    what: 'Parte de la factura {number} se dio por incobrable y con ella se recuperó su impuesto: una nota de abono lo devolvería otra vez.',
    safe: 'No se cambió nada.',
    next: 'Deshaz primero la baja por incobrable y abona después la factura.',
  },
  'refund-needs-credit-note': {
    what: 'Este pago pagó la factura {number}: antes hay que deshacer la venta.',
    safe: 'No se envió nada.',
    next: 'Emite una nota de abono en la factura; su dinero es entonces crédito y se puede reembolsar al método.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
