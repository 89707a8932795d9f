/** El texto en español de lo que puede estar mal en lo que se rellenó. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothingSaved = 'No se guardó nada.';
const nothingSent = 'No se envió nada y no se cobró nada.';

export const filledInFailures = {
  'days-reversed': {
    what: 'El periodo termina el {to}, antes de empezar el {from}.',
    safe: nothingSaved,
    next: 'Corrige uno de los dos días.',
  },
  'day-over': {
    what: 'El {day} ya pasó.',
    safe: nothingSaved,
    next: 'Elige hoy o un día posterior.',
  },
  'day-to-come': {
    what: 'El {day} aún no ha llegado.',
    safe: nothingSaved,
    next: 'Elige hoy o un día anterior, en la zona horaria del libro.',
  },
  'limits-reversed': {
    what: 'El importe mínimo, {min} {currency}, es mayor que el máximo, {max} {currency}.',
    safe: nothingSaved,
    next: 'Corrige uno de los dos.',
  },
  'voucher-uses-few': {
    what: 'Un cliente podría usarlo {perCustomer} veces, y entre todos solo {uses}.',
    safe: 'No se emitió nada.',
    next: 'Deja que entre todos se use al menos tantas veces como un cliente.',
  },
  'number-prefix-shared': {
    what: 'Dos series de números empiezan por «{prefix}»: sus números no se podrían distinguir.',
    safe: 'No se guardó nada y no se asignó ningún número.',
    next: 'Da a cada serie un comienzo propio.',
  },
  'number-used': {
    what: 'Escrito así, el próximo número sería {number}, y ya está usado.',
    safe: 'No se guardó nada y no se asignó ningún número.',
    next: 'Elige otro comienzo, o más cifras.',
  },
  'payer-email-needed': {
    what: 'El pagador no tiene correo, y {gateway} no acepta ningún pago sin él.',
    safe: nothingSent,
    next: 'Añade un correo al pagador en la página del cliente e inténtalo de nuevo.',
  },
  'payer-contact-needed': {
    what: 'Al pagador le falta el correo o el teléfono, y {gateway} solo guarda y cobra un método con los dos.',
    safe: nothingSent,
    next: 'Añade los dos al pagador en la página del cliente e inténtalo de nuevo; o haz el pago sin guardar el método.',
  },
  'method-home-currency': {
    what: '{gateway} solo guarda un método con un pago en {currency}.',
    safe: nothingSent,
    next: 'Haz el pago sin guardar el método, o en {currency}.',
  },
  'dashboard-email-odd': {
    what: 'Esto no es una dirección de correo: se pide la del panel de {gateway}.',
    safe: nothingSaved,
    next: 'Escríbela como al iniciar sesión allí.',
  },
  'dashboard-sign-in-half': {
    what: 'Del inicio de sesión en el panel de {gateway} falta el correo o la contraseña.',
    safe: nothingSaved,
    next: 'Escribe los dos, o deja los dos vacíos.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
