/** El texto en español de lo que puede fallar al pedir o devolver dinero. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

export const askingFailures = {
  'not-offered': {
    what: '{gateway} no ofrece esto.',
    safe: 'No se envió ni se guardó nada.',
    next: 'Elige otro método.',
  },
  'attempt-unknown': {
    what: 'No hay tal entrada en la bandeja de salida ({id}).',
    safe: 'No se cambió nada.',
    next: 'Actualiza la bandeja de salida.',
  },
  'attempt-under-way': {
    what: 'Puede que esto ya se haya enviado, así que no se puede cancelar.',
    safe: 'No se envía una segunda vez.',
    next: 'Espera a saber qué pasó, o consúltalo ahora.',
  },
  'attempt-similar': {
    what: 'Ya se pidieron {amount} {currency} al mismo cliente, y puede que se hayan pagado.',
    safe: 'Ahora no se envió nada.',
    next: 'Mira primero ese pago. Pídelo otra vez solo si quieres un segundo pago.',
  },
  'attempt-not-again': {
    what: 'Esto no se puede enviar otra vez: su pasarela no reconocería que es lo mismo.',
    safe: 'No se envió nada.',
    next: 'Consúltalo, o míralo en el panel de la pasarela, y decide allí.',
  },
  'amount-out-of-limits': {
    what: 'El importe debe estar entre {min} y {max} {currency}.',
    safe: 'No se creó nada.',
    next: 'Cambia el importe, o los límites en los ajustes.',
  },
  'credit-short': {
    what: 'El cliente tiene {available} {currency} de crédito, que es menos que esto.',
    safe: 'No se guardó nada.',
    next: 'Toma un importe menor, o que el cliente pague antes.',
  },
  'saved-method-unknown': {
    what: 'Este método guardado ya no está.',
    safe: 'No se cambió ni se envió nada.',
    next: 'Mira los métodos guardados del cliente tal como están ahora.',
  },
  'saved-method-not-confirmed': {
    what: 'Este método guardado no está Confirmado, así que no se puede usar.',
    safe: 'No se cambió ni se envió nada.',
    next: 'Elige uno Confirmado, o cobra el pago en la página de la pasarela.',
  },
  'saved-method-in-use': {
    what: 'Hay un cargo de este método guardado en la bandeja de salida, y puede que se haya enviado.',
    safe: 'El método queda como está, aquí y en su pasarela.',
    next: 'Espera a saber qué pasó, o cancela el borrador. Después elimina el método.',
  },
  'payment-not-pending': {
    what: 'Este pago ya no está pendiente.',
    safe: 'No se cambió nada.',
    next: 'Míralo como está ahora.',
  },
  'flag-gone': {
    what: 'Este pago ya no lleva esa marca.',
    safe: 'No se cambió nada.',
    next: 'Míralo como está ahora.',
  },
  'refund-not-completed': {
    what: 'Solo se puede reembolsar un pago completado.',
    safe: 'No se envió nada.',
    next: 'Espera a que se complete, o cancélalo.',
  },
  'refund-too-much': {
    what: 'De este pago se pueden reembolsar como mucho {left} {currency}: el resto se reembolsó, está en disputa o se está reembolsando.',
    safe: 'No se envió nada.',
    next: 'Reembolsa eso o menos.',
  },
  'refund-not-possible': {
    what: '{gateway} no puede devolver un pago.',
    safe: 'No se envió nada.',
    next: 'Acuerda otra vía con el cliente; el crédito que tiene aquí sigue siendo suyo.',
  },
  'refund-already-credit': {
    what: 'Este pago ya es crédito del cliente: no hay nada que reembolsar a crédito.',
    safe: 'No se cambió nada.',
    next: 'Reembólsalo a su método si debe salir.',
  },
  'refund-credit-spent': {
    what: 'Al cliente le quedan {available} {currency} de crédito pagado; el resto de este pago se gastó.',
    safe: 'No se envió nada.',
    next: 'Reembolsa eso o menos, o da un motivo para que el cliente deba el resto.',
  },
  'receipt-differs': {
    what: 'Las partes suman {parts} {currency}, y se recibieron {received} {currency}.',
    safe: 'No se guardó nada.',
    next: 'Corrige las partes hasta que sumen lo recibido.',
  },
  'customer-not-there': {
    what: '{gateway} todavía no conoce a este cliente.',
    safe: 'No se envió nada.',
    next: 'Cobra un primer pago en su página y guarda el método con él.',
  },
  'dispute-not-open': {
    what: 'Esta disputa ya no está abierta: no hay nada que responder.',
    safe: 'No se envió nada.',
    next: 'Mira el pago: muestra cómo terminó la disputa.',
  },
  'dispute-answered': {
    what: 'Esta disputa ya tiene una respuesta, y la pasarela admite una.',
    safe: 'No se envió nada por segunda vez.',
    next: 'Si no se sabe qué fue de ella, consúltala.',
  },
  'evidence-file': {
    what: 'El archivo «{name}» no se puede enviar: se admiten PDF, PNG y JPEG, uno de cada clase, 4,5 MB como mucho en total.',
    safe: 'No se envió nada.',
    next: 'Elige otro archivo o redúcelo.',
  },
  'evidence-too-long': {
    what: '{gateway} admite una respuesta de {most} caracteres como mucho.',
    safe: 'No se envió nada.',
    next: 'Escríbela más corta, o adjunta lo demás.',
  },
  'evidence-file-needed': {
    what: '{gateway} solo admite una respuesta con un archivo que la demuestre.',
    safe: 'No se envió nada.',
    next: 'Adjunta un PDF, PNG o JPEG.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
