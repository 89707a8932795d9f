/** El texto en español de lo que puede fallar con los vales: cada negativa dice su razón. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const notRedeemed = 'No se canjeó nada.';
const nothingIssued = 'No se emitió nada.';

export const voucherFailures = {
  'voucher-mistyped': {
    what: 'Este código no pudo haberse emitido: al menos uno de sus signos está mal.',
    safe: notRedeemed,
    next: 'Compáralo con el vale signo a signo. Las letras I, L, O y U nunca aparecen en un código.',
  },
  'voucher-unknown': {
    what: 'El código está bien formado, pero ningún vale de este libro lo tiene.',
    safe: notRedeemed,
    next: 'Pregunta al cliente de dónde es el vale; puede ser de otra empresa u otro libro.',
  },
  'voucher-wrong-currency': {
    what: 'El vale es en {currency}, y se eligió {asked}.',
    safe: notRedeemed,
    next: 'Elige {currency}; un vale nunca se convierte.',
  },
  'voucher-not-yet-valid': {
    what: 'El vale es válido a partir del {day}.',
    safe: notRedeemed,
    next: 'Canjéalo ese día o más tarde.',
  },
  'voucher-expired': {
    what: 'El vale ha caducado: el {day} fue su último día.',
    safe: notRedeemed,
    next: 'Con este código no se puede hacer nada; como cortesía, concede crédito.',
  },
  'voucher-used-up': {
    what: 'El vale está agotado: el límite de usos era {uses} en total.',
    safe: 'Ahora no se canjeó nada; lo canjeado antes queda.',
    next: 'Mira en la página de su lote quién lo canjeó, y cuándo.',
  },
  'voucher-used-by-customer': {
    what: 'Este cliente ya agotó el vale: el límite de usos por cliente es {uses}.',
    safe: 'Ahora no se canjeó nada; lo canjeado antes queda.',
    next: 'Mira los vales usados en la página del cliente.',
  },
  'voucher-voided': {
    what: 'El vale fue anulado.',
    safe: notRedeemed,
    next: 'Mira en la página de su lote quién lo anuló, y por qué.',
  },
  'voucher-none-open': {
    what: 'De estos vales no queda nada que se pueda anular.',
    safe: 'No se cambió nada.',
    next: 'Lo canjeado queda; lo caducado no hace falta anularlo.',
  },
  'voucher-money-needed': {
    what: 'Estos vales se vendieron y no se dijo qué pasa con su dinero.',
    safe: 'No se anuló ninguno.',
    next: 'Di si se devuelve al comprador o queda como ingreso (--money returned, --money kept).',
  },
  'voucher-money-needless': {
    what: 'Estos vales se regalaron: no hay dinero suyo que devolver ni que quedarse.',
    safe: 'No se anuló ninguno.',
    next: 'Anúlalos sin decirlo (sin --money).',
  },
  'voucher-batch-unknown': {
    what: 'No existe ese lote de vales ({id}).',
    safe: 'No se cambió nada.',
    next: 'Actualiza la lista de vales.',
  },
  'voucher-pattern-invalid': {
    what: '«{pattern}» no es un patrón de códigos.',
    safe: nothingIssued,
    next: 'Usa A para una letra, 9 para una cifra, * para cualquiera, llaves con un número para tantos signos, guiones en medio, de 8 a 31 signos.',
  },
  'voucher-pattern-weak': {
    what: '{count} código(s) del patrón «{pattern}» se podrían adivinar.',
    safe: nothingIssued,
    next: 'Alarga el patrón, o deja que haya letras donde solo hay cifras.',
  },
} as const satisfies Partial<Record<FailureCode, FailureText>>;
